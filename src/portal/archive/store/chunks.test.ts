import { expect, it } from 'vitest'
import { chunksOf, textOf } from './chunks.ts'

it('has no characters that a portal without 4-byte characters refuses', () => {
  const text = `${'🦄 |a \u{1f600}'.repeat(60_000)}$result[c1]`
  const chunks = chunksOf(text)
  expect(chunks.length).toBeGreaterThan(1)
  expect(chunks.join('')).not.toMatch(/[\u{10000}-\u{10ffff}]/u)
  expect(textOf(chunks)).toBe(text)
  expect(textOf(chunksOf(''))).toBe('')
  expect(textOf(['|a'])).toBeNull()
})

it.each([349_998, 349_999, 350_000])('a character at the seam of two chunks stays whole (%i)', (length) => {
  const text = `${'x'.repeat(length)}🦄 and more`
  expect(textOf(chunksOf(text))).toBe(text)
})
