import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../tools/files.ts'

/** Where a PNG's first chunk, IHDR, has what we ask of it. */
const WIDTH_AT = 16
const HEIGHT_AT = 20
const COLOUR_TYPE_AT = 25
const COLOURS_WITHOUT_ALPHA = 2

it('the marketplace icon is a square of 250 to 650 px without transparency', () => {
  const png = readFileSync(join(ROOT, 'public/icon.png'))
  const width = png.readUInt32BE(WIDTH_AT)
  expect(png.readUInt32BE(HEIGHT_AT)).toBe(width)
  expect(width).toBeGreaterThanOrEqual(250)
  expect(width).toBeLessThanOrEqual(650)
  expect(png.readUInt8(COLOUR_TYPE_AT)).toBe(COLOURS_WITHOUT_ALPHA)
})
