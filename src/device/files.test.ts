// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest'
import { files } from './files.ts'

it('offers the text under its name, and lets go of it later', async () => {
  vi.useFakeTimers()
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
