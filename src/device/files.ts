import type { Files } from '#core/bulk-ports.ts'
import { readTable } from './read-table.ts'

/** The browser may still be reading what it was offered; nobody says when it has done. Ms. */
const REVOKED_AFTER = 60_000

export const files: Files = { save, readTable }

function save(name: string, mediaType: string, parts: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: mediaType }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.hidden = true
  // Outside the page the click means nothing in some browsers.
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), REVOKED_AFTER)
}
