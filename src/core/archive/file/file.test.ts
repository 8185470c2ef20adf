import { archivedContact } from '../../../../e2e/simulation/archived-contact.ts'
import { describe, expect, it } from 'vitest'
import { nodeCodec } from '../../../../e2e/simulation/codec.ts'
import type { ArchiveHeader } from './format.ts'
import { readArchive, type ArchiveReading } from './read-file.ts'
import { isComplete, type ArchivedContact } from '../archived-contact.ts'
import { packArchive, writeArchive } from './write-file.ts'

const about: Omit<ArchiveHeader, 'format' | 'version'> = {
  appVersion: '0.1.0',
  portal: { memberId: 'm1', host: 'acme.bitrix24.com' },
  user: { id: 7, name: 'Ann' },
  writtenAt: 1_768_000_000_000,
  planId: 'plan-1',
  reference: 'ticket 12',
  counts: { planned: 3 },
}

function contact(id: number, change: Partial<ArchivedContact> = {}): ArchivedContact {
  return archivedContact(id, {
    readAt: 1_768_000_000_000,
    fields: { ID: String(id), NAME: `Name ${id}`, UF_CRM_1: null },
    communications: [{ kind: 'EMAIL', valueType: 'WORK', value: 'a@example.com' }],
    links: [{ entityTypeId: 2, id: 5, title: 'Deal', primary: true }],
    ...change,
  })
}

const CONTACTS = [contact(1), contact(2), contact(3)]

async function written(contacts: readonly ArchivedContact[] = CONTACTS): Promise<string> {
  let text = ''
  for await (const part of writeArchive(about, contacts, nodeCodec)) text += part.text
  return text
}

function read(file: string | Uint8Array, memberId = 'm1'): Promise<ArchiveReading> {
  return readArchive(typeof file === 'string' ? nodeCodec.encode(file) : file, memberId, nodeCodec)
}

async function readable(file: string | Uint8Array, memberId?: string) {
  const reading = await read(file, memberId)
  if (reading.kind !== 'read') throw new Error(reading.reason.kind)
  return {
    ids: reading.contacts.map(({ id }) => id),
    problems: reading.problems,
    header: reading.header,
  }
}

describe('an archive file', () => {
  it('gives back what was written, packed or not', async () => {
    const text = await written()
    const packed = await packArchive([text], nodeCodec)
    for (const file of [text, packed]) {
      expect(await read(file)).toEqual({
        kind: 'read',
        header: { format: 'tidy-contacts-archive', version: 1, ...about },
        contacts: CONTACTS,
        problems: [],
      })
    }
    expect(packed.length).toBeLessThan(text.length)
  })

  it('is written in parts; each has its own hash and names its contacts', async () => {
    const large = [1, 2, 3].map((id) => contact(id, { fields: { COMMENTS: 'x'.repeat(150_000) } }))
    const parts = []
    for await (const part of writeArchive(about, large, nodeCodec)) parts.push(part)
    expect(parts.map(({ number, contactIds }) => [number, contactIds])).toEqual([
      [0, []],
      [1, [1, 2]],
      [2, [3]],
      [3, []],
    ])
    const trailer = JSON.parse(parts[3]!.text) as { parts: { bytes: number; sha256: string }[] }
    expect(trailer.parts).toHaveLength(3)
    for (const [at, seal] of trailer.parts.entries()) {
      const bytes = nodeCodec.encode(parts[at]!.text)
      expect(seal).toEqual({ bytes: bytes.length, sha256: await nodeCodec.sha256(bytes) })
    }
  })

  it('holds no contact twice and none that is malformed', async () => {
    await expect(written([contact(1), contact(1)])).rejects.toThrow('comes twice')
    await expect(written([contact(1, { fields: { AMOUNT: NaN } })])).rejects.toThrow('malformed')
    await expect(written([contact(0)])).rejects.toThrow('malformed')
  })

  it('without contacts is complete too', async () => {
    expect(await readable(await written([]))).toMatchObject({ ids: [], problems: [] })
  })
})

describe('the problem of a file is named', () => {
  it('empty', async () => {
    expect(await read('')).toEqual({ kind: 'unreadable', reason: { kind: 'empty' } })
  })

  it.each([
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff, 0x00)],
    ['a table', 'ID;NAME\n1;Ann\n'],
    ['other JSON', '{"format":"backup","version":1}\n'],
  ])('not ours: %s', async (_what, file) => {
    expect(await read(file)).toEqual({ kind: 'unreadable', reason: { kind: 'not-ours' } })
  })

  it('damaged: packed, and nothing can be unpacked', async () => {
    const reading = await read(Uint8Array.of(0x1f, 0x8b, 1, 2, 3))
    expect(reading).toEqual({ kind: 'unreadable', reason: { kind: 'damaged' } })
  })

  it('newer version, whatever else its header has', async () => {
    const newer = '{"format":"tidy-contacts-archive","version":2,"portals":[]}\n'
    expect(await read(newer)).toEqual({ kind: 'unreadable', reason: { kind: 'newer-version', version: 2 } })
  })

  it('truncated within its first line, and a first line that is damaged', async () => {
    const text = await written()
    expect(await read(text.slice(0, 80))).toEqual({ kind: 'unreadable', reason: { kind: 'truncated' } })
    expect(await read(text.replace('"user":', '"xser":'))).toEqual({
      kind: 'unreadable',
      reason: { kind: 'damaged-header' },
    })
  })

  it('truncated: complete lines are read', async () => {
    const lines = (await written()).split('\n')
    expect(await readable(`${lines.slice(0, 3).join('\n')}\n`)).toMatchObject({
      ids: [1, 2],
      problems: [{ kind: 'truncated' }],
    })
    expect(await readable(lines.slice(0, 4).join('\n').slice(0, -5))).toMatchObject({
      ids: [1, 2],
      problems: [{ kind: 'truncated' }],
    })
  })

  it('truncated: not more lines are read than an archive can have', async () => {
    const file = nodeCodec.encode(
      `${(await written()).split('\n').slice(0, 2).join('\n')}${'\n'.repeat(5_000)}`,
    )
    const reading = await readArchive(file, 'm1', nodeCodec, 1_000)
    if (reading.kind !== 'read') throw new Error(reading.reason.kind)
    expect(reading.contacts.map(({ id }) => id)).toEqual([1])
    expect(reading.problems.filter(({ kind }) => kind === 'damaged-line')).toHaveLength(998)
    expect(reading.problems).toContainEqual({ kind: 'truncated' })
  })

  it('truncated while packed: what can be unpacked is read', async () => {
    const noise = await Promise.all(
      Array.from({ length: 600 }, (_, id) => nodeCodec.sha256(Uint8Array.of(id % 256, id >> 8))),
    )
    const many = noise.map((text, at) => contact(at + 1, { fields: { COMMENTS: text } }))
    const packed = await packArchive([await written(many)], nodeCodec)
    const { ids, problems } = await readable(packed.subarray(0, packed.length - 2000))
    expect(problems).toEqual([{ kind: 'truncated' }])
    expect(ids.length).toBeGreaterThan(100)
    expect(ids).toEqual(many.slice(0, ids.length).map(({ id }) => id))
  })

  it('altered: the contacts of the part are read and named', async () => {
    const text = (await written()).replace('Name 2', 'Nome 2')
    expect(await readable(text)).toMatchObject({
      ids: [1, 2, 3],
      problems: [{ kind: 'altered', contactIds: [1, 2, 3] }],
    })
  })

  it('altered: a whole line removed or added', async () => {
    const lines = (await written()).split('\n')
    const without = lines.toSpliced(2, 1).join('\n')
    expect((await readable(without)).problems).toEqual([{ kind: 'altered', contactIds: [1, 3] }])
    const more = lines.toSpliced(4, 0, JSON.stringify({ kind: 'contact', contact: contact(9) })).join('\n')
    expect((await readable(more)).problems).toEqual([{ kind: 'altered', contactIds: [9] }])
  })

  it('altered header: writing another portal into it is noticed', async () => {
    const text = (await written()).replace('"memberId":"m1"', '"memberId":"m2"')
    expect((await readable(text, 'm2')).problems).toEqual([{ kind: 'altered', contactIds: [] }])
  })

  it('other portal', async () => {
    expect((await readable(await written(), 'another')).problems).toEqual([
      { kind: 'other-portal', host: 'acme.bitrix24.com' },
    ])
  })

  it('damaged line: it is named and skipped, the rest is read', async () => {
    const text = (await written()).replace('"fields":{"ID":"2"', '"fields":["ID","2"')
    expect(await readable(text)).toMatchObject({
      ids: [1, 3],
      problems: [
        { kind: 'damaged-line', line: 3 },
        { kind: 'altered', contactIds: [1, 3] },
      ],
    })
  })
})

describe('a copy is complete', () => {
  it('when nothing is missing except what no app can copy', () => {
    const photo = { part: 'files', what: 'PHOTO', reason: 'no-way' } as const
    expect(isComplete(contact(1))).toBe(true)
    expect(isComplete(contact(1, { unsaved: [photo] }))).toBe(true)
    expect(isComplete(contact(1, { unsaved: [{ part: 'names', what: '7', reason: 'refused' }] }))).toBe(true)
    expect(isComplete(contact(1, { unsaved: [photo, { part: 'links', what: '2', reason: 'failed' }] }))).toBe(
      false,
    )
  })
})
