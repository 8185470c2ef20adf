import { FileUnreadable, type ChosenFile, type Files } from '#core/files.ts'
import type { TableFiles } from '#core/list/ports.ts'
import { readTable } from './table/read-table.ts'

/** How long the browser may need to read the offered file; it does not report when it has finished. Ms. */
const REVOKED_AFTER = 60_000

/** Bytes. An archive of 100,000 rich contacts has about 30 MB. */
export const LARGEST_BYTES = 200 * 1024 * 1024

export const files: Files & TableFiles = {
  save: (name, mediaType, parts) => offer(name, new Blob([...parts], { type: mediaType })),
  // A copy, because a Blob accepts no bytes that another thread may change.
  saveBytes: (name, mediaType, bytes) => offer(name, new Blob([new Uint8Array(bytes)], { type: mediaType })),
  readTable,
  readBytes,
}

async function readBytes(file: ChosenFile): Promise<Uint8Array> {
  if (file.size > LARGEST_BYTES) throw new FileUnreadable('too-large')
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch {
    throw new FileUnreadable('gone')
  }
}

function offer(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.hidden = true
  // Some browsers ignore the click while the link is not in the page.
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), REVOKED_AFTER)
}
