import { archivedContact } from '../../../../e2e/simulation/archived-contact.ts'
import { describe, expect, it } from 'vitest'
import { nodeCodec } from '../../../../e2e/simulation/codec.ts'
import { readArchive, type ArchiveReading } from './read-file.ts'
import { packArchive, writeArchive } from './write-file.ts'

/** Files that somebody made to harm whoever opens them. */

const ABOUT = {
  appVersion: '0.1.0',
  portal: { memberId: 'm1', host: 'acme.bitrix24.com' },
  user: { id: 7, name: 'Ann' },
  writtenAt: 1_768_000_000_000,
  planId: 'plan-1',
  reference: '',
  counts: { planned: 2 },
}
const CONTACTS = [1, 2].map((id) => archivedContact(id, { fields: { ID: String(id), NAME: `Name ${id}` } }))

async function lines(): Promise<string[]> {
  let text = ''
  for await (const part of writeArchive(ABOUT, CONTACTS, nodeCodec)) text += part.text
  return text.trimEnd().split('\n')
}

async function read(
  bytes: Uint8Array,
  codec = nodeCodec,
): Promise<Extract<ArchiveReading, { kind: 'read' }>> {
  const reading = await readArchive(bytes, 'm1', codec)
  if (reading.kind !== 'read') throw new Error(reading.reason.kind)
  return reading
}

const file = (text: readonly string[]): Uint8Array => nodeCodec.encode(`${text.join('\n')}\n`)
const idsOf = ({ contacts }: Awaited<ReturnType<typeof read>>): number[] => contacts.map(({ id }) => id)

describe('a file made to harm', () => {
  it('with ten million lines is read as far as an archive can go', async () => {
    const [header = '', first = ''] = await lines()
    const beginning = file([header, first])
    const bytes = new Uint8Array(beginning.length + 10_000_000).fill(10)
    bytes.set(beginning)
    const reading = await read(bytes)
    expect(idsOf(reading)).toEqual([1])
    expect(reading.problems).toContainEqual({ kind: 'truncated' })
    expect(reading.problems.length).toBeLessThanOrEqual(1_000_000)
  })

  it('that unpacks to one line without an end is read up to it', async () => {
    const [header = '', first = '', second = ''] = await lines()
    const packed = await packArchive(
      [`${header}\n${first}\n`, 'x'.repeat(17 * 1024 * 1024), `\n${second}\n`],
      nodeCodec,
    )
    expect(packed.length).toBeLessThan(50_000)
    const reading = await read(packed)
    expect(idsOf(reading)).toEqual([1, 2])
    expect(reading.problems).toContainEqual({ kind: 'damaged-line', line: 3 })
  })

  it('whose trailer names parts without end is hashed a few times, and called altered', async () => {
    const text = await lines()
    const body = text.slice(0, -1)
    const ends = body.map((_, at) => file(body.slice(0, at + 1)).length)
    const sha256 = '0'.repeat(64)
    const parts = Array.from({ length: 100_000 }, (_, at) => ({ bytes: ends[at % ends.length] ?? 0, sha256 }))
    const trailer = JSON.stringify({ kind: 'trailer', contacts: 2, incomplete: 0, parts })
    const bytes = file([...body, trailer])
    let hashed = 0
    const counting = {
      ...nodeCodec,
      sha256: (piece: Uint8Array) => {
        hashed += piece.length
        return nodeCodec.sha256(piece)
      },
    }
    const reading = await read(bytes, counting)
    expect(hashed).toBeLessThanOrEqual(20 * bytes.length)
    expect(idsOf(reading)).toEqual([1, 2])
    expect(reading.problems).toContainEqual({ kind: 'altered', contactIds: [1, 2] })
  })

  it('cannot give every object what it says of one, by the names of prototypes', async () => {
    const [header = '', first = '', ...others] = await lines()
    const keys = '"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},'
    const evil = first.replace('"fields":{', `"fields":{${keys}`).replace('{"kind"', `{${keys}"kind"`)
    expect(evil).not.toBe(first)
    const reading = await read(file([header.replace('{', `{${keys}`), evil, ...others]).slice())
    // The header does not begin as ours do, but its keys are all there.
    expect(idsOf(reading)).toEqual([1, 2])
    expect(reading.problems.map(({ kind }) => kind)).toContain('altered')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    const fields = reading.contacts[0]?.fields ?? expect.unreachable('was not read')
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype)
    expect(fields.polluted).toBeUndefined()
  })

  it('nested without end is a damaged line', async () => {
    const [header = '', first = '', ...others] = await lines()
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const evil = first.replace('"NAME":"Name 1"', `"NAME":${deep}`)
    const reading = await read(file([header, evil, ...others]))
    expect(idsOf(reading)).toEqual([2])
    expect(reading.problems).toContainEqual({ kind: 'damaged-line', line: 2 })
  })
})
