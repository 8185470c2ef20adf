import { describe, expect, it } from 'vitest'
import { nodeCodec } from '../../../../e2e/simulation/codec.ts'
import type { ArchiveHeader } from './format.ts'
import { joinParts, partName, partNamed, type NamedBytes } from './join-parts.ts'
import { readArchive } from './read-file.ts'
import { contactText, headerText, sealOf, trailerText } from './write-file.ts'
import type { ArchivedContact } from '../archived-contact.ts'

/** An archive as in a Drive: one file for each part. */

const ABOUT: Omit<ArchiveHeader, 'format' | 'version'> = {
  appVersion: '1.0.0',
  portal: { memberId: 'm1', host: 'acme.bitrix24.com' },
  user: { id: 1, name: 'Ada' },
  writtenAt: 1,
  planId: 'p',
  reference: '',
  counts: { planned: 4 },
}

function emptyContact(id: number): ArchivedContact {
  const none: never[] = []
  const parts = { communications: none, companies: none, links: none, requisites: none, activities: none }
  return { id, readAt: 1, fields: {}, ...parts, comments: [], names: [], files: [], unsaved: [] }
}

async function filesOf(archiveId: string, ids: readonly number[]): Promise<NamedBytes[]> {
  const texts = [headerText(ABOUT), ...ids.map((id) => contactText(emptyContact(id)))]
  const parts = await Promise.all(texts.map((text) => sealOf(text, nodeCodec)))
  texts.push(trailerText({ contacts: ids.length, incomplete: 0, parts }))
  return texts.map((text, at) => ({ name: partName(archiveId, at), bytes: nodeCodec.encode(text) }))
}

async function readTogether(files: readonly NamedBytes[]) {
  const together = joinParts(files)
  if (together.kind !== 'joined') throw new Error(together.kind)
  const reading = await readArchive(together.bytes, 'm1', nodeCodec)
  if (reading.kind !== 'read') throw new Error(reading.reason.kind)
  return { ids: reading.contacts.map(({ id }) => id), problems: reading.problems }
}

it('parts are known by their names, even if a browser has added a number', () => {
  expect(partNamed(partName('run.7', 12))).toEqual({ archiveId: 'run.7', number: 12 })
  expect(partNamed('run.0003 (1).ndjson')).toEqual({ archiveId: 'run', number: 3 })
  expect(partNamed('run.0003(2).ndjson')).toEqual({ archiveId: 'run', number: 3 })
  expect(partNamed('deletion-run.ndjson.gz')).toBeNull()
  expect(partNamed('record.0001.json')).toBeNull()
})

describe('the files of an archive', () => {
  it('are joined in any order, and a repeated one counts once', async () => {
    const files = await filesOf('run', [1, 2, 3, 4])
    const again = { name: 'run.0002 (1).ndjson', bytes: files[2]!.bytes }
    expect(await readTogether([...files.toReversed(), again])).toEqual({ ids: [1, 2, 3, 4], problems: [] })
  })

  it('that do not belong together are not joined', async () => {
    const [run, other] = [await filesOf('run', [1]), await filesOf('other', [2])]
    expect(joinParts([...run, other[1]!])).toEqual({ kind: 'not-together' })
    expect(joinParts([run[0]!, { name: 'a.gz', bytes: Uint8Array.of(1) }])).toEqual({ kind: 'not-together' })
    const changed = { ...run[1]!, bytes: Uint8Array.of(1) }
    expect(joinParts([...run, changed])).toEqual({ kind: 'not-together' })
    expect(joinParts([])).toEqual({ kind: 'not-together' })
  })

  it('are not joined without the first one', async () => {
    const files = await filesOf('run', [1, 2])
    expect(joinParts(files.slice(1))).toEqual({ kind: 'first-missing', name: 'run.0000.ndjson' })
    expect(joinParts(files.slice(2, 3))).toEqual({ kind: 'first-missing', name: 'run.0000.ndjson' })
  })

  it('give the other parts intact if some are missing', async () => {
    const files = await filesOf('run', [1, 2, 3, 4])
    const without = (...numbers: number[]) => readTogether(files.filter((_, at) => !numbers.includes(at)))
    expect(await without(2)).toEqual({ ids: [1, 3, 4], problems: [{ kind: 'parts-missing', numbers: [2] }] })
    expect(await without(1, 2, 4)).toEqual({
      ids: [3],
      problems: [{ kind: 'parts-missing', numbers: [1, 2, 4] }],
    })
    expect(await without(1, 2, 3, 4)).toEqual({
      ids: [],
      problems: [{ kind: 'parts-missing', numbers: [1, 2, 3, 4] }],
    })
    expect(await without(5)).toEqual({ ids: [1, 2, 3, 4], problems: [{ kind: 'truncated' }] })
  })

  it('show both problems if one is missing and one was changed', async () => {
    const files = await filesOf('run', [1, 2, 3, 4])
    const text = nodeCodec.decode(files[3]!.bytes).replace('"id":3', '"id":7')
    files[3] = { name: files[3]!.name, bytes: nodeCodec.encode(text) }
    expect(await readTogether(files.filter((_, at) => at !== 1))).toEqual({
      ids: [2, 7, 4],
      problems: [
        { kind: 'parts-missing', numbers: [1] },
        { kind: 'altered', contactIds: [7] },
      ],
    })
  })
})

it('a single file that is not a part stays as it is', () => {
  const bytes = Uint8Array.of(1, 2)
  expect(joinParts([{ name: 'copy.ndjson.gz', bytes }])).toEqual({
    kind: 'joined',
    name: 'copy.ndjson.gz',
    bytes,
  })
})
