import { describe, expect, it } from 'vitest'
import { createPortalFiles } from './portal-files.ts'

const ORIGIN = 'https://portal.example'

function filesWith(answer: () => Response) {
  const asked: string[] = []
  const files = createPortalFiles(ORIGIN, (address) => {
    asked.push(address instanceof URL ? address.href : '')
    return new Promise((resolve) => resolve(answer()))
  })
  return { files, asked }
}

describe('files of the portal', () => {
  it('are fetched with their names, by an address relative to the portal', async () => {
    const headers = { 'content-disposition': "attachment; filename*=utf-8''me%20%26%20you.png" }
    const { files, asked } = filesWith(() => new Response('abc', { headers }))
    expect(await files.fetchFile('/show_file.php?fileId=1')).toEqual({ name: 'me & you.png', base64: 'YWJj' })
    expect(asked).toEqual([`${ORIGIN}/show_file.php?fileId=1`])
  })

  it.each([
    ['the frame may not fetch', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['are not there', () => Promise.resolve(new Response('', { status: 404 }))],
    ['are too large', () => Promise.resolve(new Response(new Uint8Array(5_000_001)))],
  ])('that %s are null', async (_, answer) => {
    expect(await createPortalFiles(ORIGIN, answer).fetchFile('/a.png')).toBeNull()
  })

  it('of other hosts are not fetched', async () => {
    const { files, asked } = filesWith(() => new Response('abc'))
    expect([await files.fetchFile('https://elsewhere.example/a'), await files.fetchFile('http://[')]).toEqual(
      [null, null],
    )
    expect(asked).toEqual([])
  })
})
