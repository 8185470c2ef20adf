import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { archiveCodec, gunzip, MOST_UNPACKED } from './archive-codec.ts'
import { sha256 } from '../sha256.ts'

/** Bytes that do not pack well, so that a file of some pieces is small. */
const noise = (length: number): Uint8Array => {
  let seed = 1
  return Uint8Array.from({ length }, () => (seed = (seed * 48271) % 2147483647) & 255)
}

describe('the codec', () => {
  it('unpacks what it packed, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 20_000 }), async (bytes) => {
        const packed = await archiveCodec.gzip(bytes)
        expect([packed[0], packed[1]]).toEqual([0x1f, 0x8b])
        expect(await archiveCodec.gunzip(packed)).toEqual({ bytes, whole: true })
      }),
      { numRuns: 50 },
    )
  })

  it('lets others have their turn', async () => {
    const turns: string[] = []
    setImmediate(() => turns.push('another'))
    for (let rests = 0; rests < 50 && turns.length === 0; rests++) await archiveCodec.rest?.()
    expect(turns).toEqual(['another'])
  })

  it('reads what others packed', async () => {
    expect(await archiveCodec.gunzip(gzipSync('{"a":1}\n'))).toEqual({
      bytes: archiveCodec.encode('{"a":1}\n'),
      whole: true,
    })
  })

  it('writes UTF-8, and never throws on bytes that are not', () => {
    expect(archiveCodec.decode(archiveCodec.encode('\uFEFFИмя 🦄'))).toBe('\uFEFFИмя 🦄')
    expect(archiveCodec.decode(Uint8Array.of(65, 0xff, 66))).toBe('A\uFFFDB')
  })
})

describe('a packed file that is damaged', () => {
  const content = noise(200_000)
  const packed = new Uint8Array(gzipSync(content))

  it('gives what is before the place where it is cut off', async () => {
    for (const kept of [0.25, 0.5, 0.9]) {
      const { bytes, whole } = await archiveCodec.gunzip(packed.subarray(0, packed.length * kept))
      expect(whole).toBe(false)
      expect(bytes.length).toBeGreaterThan(content.length * kept - 70_000)
      // Compared as a whole, because byte by byte takes seconds.
      expect(Buffer.compare(bytes, content.subarray(0, bytes.length))).toBe(0)
    }
  })

  it.each([
    ['its checksum is another', (file: Uint8Array) => file.with(file.length - 6, file.at(-6)! ^ 1)],
    ['more stands behind its end', (file: Uint8Array) => Uint8Array.from([...file, 1, 2, 3])],
    ['it is none', () => Uint8Array.of(0x1f, 0x8b, 9, 9, 9, 9)],
    ['it is empty', () => new Uint8Array()],
  ])('is not complete where %s, and never rejects', async (_, damage) => {
    expect((await archiveCodec.gunzip(damage(packed))).whole).toBe(false)
  })

  it('gives all of it where only the checksum is wrong', async () => {
    const small = new Uint8Array(gzipSync('{"format":"x"}\n'.repeat(20)))
    const { bytes, whole } = await archiveCodec.gunzip(small.with(small.length - 6, small.at(-6)! ^ 1))
    expect([archiveCodec.decode(bytes), whole]).toEqual(['{"format":"x"}\n'.repeat(20), false])
  })

  it('gives what is before the damage, also in a small file', async () => {
    const short = noise(3_000)
    const file = new Uint8Array(gzipSync(short))
    const { bytes, whole } = await archiveCodec.gunzip(file.subarray(0, 2_000))
    expect(whole).toBe(false)
    expect(bytes.length).toBeGreaterThan(1_000)
  })

  it('never rejects, whichever byte was altered', async () => {
    const small = new Uint8Array(gzipSync('{"format":"x"}\n'.repeat(20)))
    for (let at = 0; at < small.length; at++) {
      const altered = small.with(at, small[at]! ^ 0x55)
      const { bytes, whole } = await archiveCodec.gunzip(altered)
      // A few bytes of the header do not matter: its time and its system.
      if (whole) expect(archiveCodec.decode(bytes)).toBe('{"format":"x"}\n'.repeat(20))
    }
  })

  it('is unpacked up to the limit where it holds more', async () => {
    const bomb = gzipSync(new Uint8Array(3_000_000))
    expect(bomb.length).toBeLessThan(10_000)
    const { bytes, whole } = await gunzip(bomb, 1_000_000)
    expect([bytes.length, bytes.some(Boolean), whole]).toEqual([1_000_000, false, false])
    expect((await gunzip(bomb, 3_000_000)).whole).toBe(true)
    expect(MOST_UNPACKED).toBeGreaterThan(300_000_000)
  })
})

describe('SHA-256', () => {
  it.each([
    ['the browser’s', undefined],
    ['where the browser gives none', null],
  ])('%s is node’s', async (_, subtle) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(await sha256(bytes, subtle)).toBe(createHash('sha256').update(bytes).digest('hex'))
      }),
      { numRuns: 300 },
    )
    const long = noise(300_000)
    expect(await sha256(long, subtle)).toBe(createHash('sha256').update(long).digest('hex'))
  })
})
