// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest'
import { files, LARGEST_BYTES } from './files.ts'
import type { ChosenFile } from '#core/files.ts'

/** What is offered to the browser from now on. */
function offers() {
  const offered: { name: string; blob: Blob }[] = []
  const made = new Map<string, Blob>()
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    made.set('blob:1', blob as Blob)
    return 'blob:1'
  })
  const revoke = vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined)
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    offered.push({ name: this.download, blob: made.get(this.href)! })
  })
  return { offered, revoke }
}

it('offers the text under its name, and frees it later', async () => {
  vi.useFakeTimers()
  const { offered, revoke } = offers()
  files.save('report.csv', 'text/csv', ['\uFEFFID', ',Имя'])
  expect(offered.map(({ name }) => name)).toEqual(['report.csv'])
  expect(offered[0]!.blob.type).toBe('text/csv')
  expect([...new Uint8Array(await offered[0]!.blob.arrayBuffer())]).toEqual([
    ...new TextEncoder().encode('\uFEFFID,Имя'),
  ])
  expect(document.querySelector('a')).toBeNull()
  expect(revoke).not.toHaveBeenCalled()
  vi.runAllTimers()
  expect(revoke).toHaveBeenCalledWith('blob:1')
  vi.useRealTimers()
})

it('offers bytes as they are', async () => {
  vi.useFakeTimers()
  const { offered } = offers()
  // A part of a larger buffer: only that part is the file.
  files.saveBytes(
    'deletion-run.ndjson.gz',
    'application/gzip',
    Uint8Array.of(9, 0x1f, 0x8b, 0, 255, 9).subarray(1, 5),
  )
  expect(offered).toMatchObject([{ name: 'deletion-run.ndjson.gz', blob: { type: 'application/gzip' } }])
  expect([...new Uint8Array(await offered[0]!.blob.arrayBuffer())]).toEqual([0x1f, 0x8b, 0, 255])
  vi.useRealTimers()
})

it('reads a whole file, or reports why it cannot', async () => {
  const bytes = Uint8Array.of(0, 1, 255)
  const file: ChosenFile = {
    name: 'a.gz',
    size: 3,
    arrayBuffer: () => Promise.resolve(bytes.buffer),
    text: () => Promise.resolve(''),
  }
  expect(await files.readBytes(file)).toEqual(bytes)
  const gone = () => Promise.reject(new DOMException('gone', 'NotFoundError'))
  await expect(files.readBytes({ ...file, arrayBuffer: gone })).rejects.toMatchObject({ reason: 'gone' })
  await expect(files.readBytes({ ...file, size: LARGEST_BYTES + 1 })).rejects.toMatchObject({
    reason: 'too-large',
  })
})
