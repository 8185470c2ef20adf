import { runRecord } from '../../../../e2e/simulation/run-record.ts'
import { archivedContact } from '../../../../e2e/simulation/archived-contact.ts'
import { describe, expect, it } from 'vitest'
import { nodeCodec } from '../../../../e2e/simulation/codec.ts'
import type { ArchiveStore } from '../../archive/ports.ts'
import type { ArchivedActivity, ArchivedContact } from '../../archive/archived-contact.ts'
import { writeArchive } from '../../archive/file/write-file.ts'
import { PortalFailure } from '../../failure.ts'
import { DEFAULT_GUARDS } from '../../plan/guards.ts'
import { archiveSource } from './archive-source.ts'
import { certify, type CertificateContext } from './certificate.ts'
import { identityHash } from './fingerprint.ts'
import type { RunRecord } from '../record.ts'

function contact(id: number, parts: Partial<ArchivedContact> = {}): ArchivedContact {
  return archivedContact(id, {
    fields: { NAME: `Anna ${id}` },
    communications: [{ kind: 'EMAIL', valueType: 'WORK', value: `anna${id}@example.com` }],
    ...parts,
  })
}

const about = {
  appVersion: '1.0.0',
  portal: { memberId: 'm', host: 'portal.example' },
  user: { id: 1, name: 'Olga Officer' },
}

async function partsOf(contacts: readonly ArchivedContact[]): Promise<string[]> {
  const parts: string[] = []
  const header = {
    ...about,
    writtenAt: 0,
    planId: 'run',
    reference: '',
    counts: { planned: contacts.length },
  }
  for await (const { text } of writeArchive(header, contacts, nodeCodec)) parts.push(text)
  return parts
}

const REFUSED = new PortalFailure({ kind: 'network', code: '', portalText: '' })

/** A store that has these parts under `a`; null: it cannot be asked. */
function store(
  place: ArchiveStore['place'],
  parts: readonly string[] | null,
  until: number | null = null,
): ArchiveStore {
  return {
    place,
    keep: () => Promise.resolve(false),
    holds: () => Promise.resolve(false),
    async *open(archiveId) {
      await Promise.resolve()
      if (parts === null) throw REFUSED
      if (archiveId === 'a') yield* parts
    },
    list: () => {
      if (parts === null) return Promise.reject(REFUSED)
      return Promise.resolve(parts.length === 0 ? [] : [{ archiveId: 'a', header: '', until }])
    },
    erase: () => Promise.resolve(),
  }
}

const sealOf = (parts: readonly string[]): Promise<string> =>
  nodeCodec.sha256(nodeCodec.encode(parts.at(-1) ?? ''))

function record(parts: Partial<RunRecord> = {}): RunRecord {
  return runRecord({
    user: { id: 2, name: 'Mary Manager' },
    endedAt: 1,
    guards: DEFAULT_GUARDS,
    planned: 3,
    counts: { deleted: 2, guarded: 1 },
    contacts: { deleted: '12,14', guarded: '3' },
    ...parts,
  })
}

function withoutIds(of: RunRecord): RunRecord {
  return Object.fromEntries(Object.entries(of).filter(([key]) => key !== 'contacts')) as unknown as RunRecord
}

const archiveOf = (seal: string | null): RunRecord['archive'] => ({
  archiveId: 'a',
  places: ['browser'],
  contacts: 2,
  incomplete: 0,
  seal,
})

const context = (stores: readonly ArchiveStore[]): CertificateContext => ({
  about,
  now: 5,
  bin: 'not-known',
  source: archiveSource(
    stores.map((each) => () => Promise.resolve(each)),
    nodeCodec,
  ),
})

describe('the certificate of a deletion', () => {
  it('finds whoever lies in an archive that the run could not go on with', async () => {
    const [newest, first] = [await partsOf([contact(14)]), await partsOf([contact(12), contact(14)])]
    const both: ArchiveStore = {
      ...store('browser', []),
      async *open(archiveId) {
        await Promise.resolve()
        yield* archiveId === 'a' ? newest : first.slice(0, -1)
      },
    }
    const archive = archiveOf(await sealOf(newest))
    const one = record({ archive })
    const two = record({ archive, earlierArchives: [{ ...archiveOf(null)!, archiveId: 'earlier' }] })
    const hashed = async (of: RunRecord): Promise<number[]> => {
      const { contacts } = await certify(of, context([both]), nodeCodec)
      return contacts.flatMap(({ id, hash }) => (hash === null ? [] : id))
    }
    expect([await hashed(one), await hashed(two)]).toEqual([[14], [12, 14]])
    // The first was never closed.
    expect((await certify(two, context([both]), nodeCodec)).hashes).toEqual({ kind: 'made', sealed: false })
    expect((await certify(one, context([both]), nodeCodec)).hashes).toEqual({ kind: 'made', sealed: true })
  })

  it('names nobody, and has a hash for every contact of the archive', async () => {
    const contacts = [contact(14), contact(12)]
    const parts = await partsOf(contacts)
    const whole = record({ archive: archiveOf(await sealOf(parts)) })
    const made = await certify(whole, context([store('browser', parts)]), nodeCodec)
    const hashOf = (id: number): Promise<string> => identityHash(contact(id), 'run', nodeCodec)
    expect(made.contacts).toMatchObject([
      { id: 12, verdict: 'deleted', hash: await hashOf(12) },
      { id: 14, verdict: 'deleted', hash: await hashOf(14) },
      { id: 3, verdict: 'guarded', hash: null },
    ])
    expect(made.salt).toBe('run')
    expect(made.hashes).toEqual({ kind: 'made', sealed: true })
    expect(JSON.stringify(made)).not.toMatch(/anna/iu)
  })

  it('tells what went with the contacts from what stayed, each thing once', async () => {
    const activity = (id: number, ...bindings: [number, number][]): ArchivedActivity => ({
      id,
      subject: '',
      typeId: 2,
      providerId: '',
      deadline: '',
      responsibleId: 1,
      bindings: bindings.map(([entityTypeId, to]) => ({ entityTypeId, id: to })),
      fields: {},
    })
    const link = (entityTypeId: number, id: number) => ({ entityTypeId, id, title: '', primary: true })
    const deal = link(2, 5)
    const both = activity(3, [3, 12], [3, 14])
    const parts = await partsOf([
      contact(12, {
        links: [deal, link(31, 5), link(128, 5), link(129, 5), link(1, 5), link(7, 5)],
        companies: [{ id: 9, primary: true, sort: 0, roleId: 0 }],
        requisites: [{ id: 1, fields: {}, bankDetails: [], addresses: [] }],
        comments: [{ id: 1, authorId: 1, createdAt: '', text: 'x' }],
        activities: [activity(1, [3, 12]), activity(2, [3, 12], [2, 5]), both],
      }),
      contact(14, {
        links: [deal],
        companies: [{ id: 9, primary: true, sort: 0, roleId: 0 }],
        activities: [both, activity(4, [3, 14], [3, 3])],
        unsaved: [{ part: 'links', what: '31', reason: 'refused' }],
      }),
      // Saved, and then kept by a rule: nothing of it was removed.
      contact(3, { comments: [{ id: 7, authorId: 1, createdAt: '', text: 'x' }], links: [link(2, 6)] }),
    ])
    const { traces } = await certify(
      record({ archive: archiveOf(null) }),
      context([store('browser', parts)]),
      nodeCodec,
    )
    expect(traces?.counts).toEqual({
      requisite: 1,
      comment: 1,
      'own-activity': 2,
      company: 1,
      deal: 1,
      lead: 1,
      quote: 1,
      invoice: 1,
      item: 2,
      'shared-activity': 2,
    })
    expect([...(traces?.atLeast ?? [])]).toEqual(['invoice'])
  })

  it('without an archive, or after it is gone, has no hashes and says why', async () => {
    const gone = record({ archive: archiveOf('f'.repeat(64)) })
    const empty = [store('browser', []), store('portal-storage', [])]
    expect(await certify(gone, context(empty), nodeCodec)).toMatchObject({
      hashes: { kind: 'gone' },
      traces: null,
    })
    expect((await certify(record(), context(empty), nodeCodec)).hashes).toEqual({ kind: 'no-archive' })
    const mute = [store('browser', []), store('portal-storage', null)]
    const made = await certify(gone, context(mute), nodeCodec)
    expect(made.hashes).toEqual({ kind: 'unreadable' })
    expect(made.contacts.map(({ id, hash }) => [id, hash])).toEqual([
      [12, null],
      [14, null],
      [3, null],
    ])
  })

  it('reads the whole copy where another is damaged, and says when none is as it was written', async () => {
    const parts = await partsOf([contact(12), contact(14)])
    const whole = record({ archive: archiveOf(await sealOf(parts)) })
    const cut = parts.slice(0, -1)
    const altered = parts.map((text) => text.replace('Anna 14', 'Emma 14'))
    const hashes = async (...copies: (readonly string[] | null)[]) =>
      (await certify(whole, context(copies.map((copy) => store('browser', copy))), nodeCodec)).hashes
    expect(await hashes(cut, parts)).toEqual({ kind: 'made', sealed: true })
    expect(await hashes(null, parts)).toEqual({ kind: 'made', sealed: true })
    expect(await hashes(cut)).toEqual({ kind: 'made', sealed: false })
    expect(await hashes(altered)).toEqual({ kind: 'made', sealed: false })
    // Whole in itself, and not what the record knows.
    expect(await hashes(await partsOf([contact(12)]))).toEqual({ kind: 'made', sealed: false })
  })

  it('of a run of more contacts than its record has ids claims no verdict of any', async () => {
    const parts = await partsOf([contact(12)])
    const many = record({ archive: archiveOf(await sealOf(parts)) })
    const made = await certify(withoutIds(many), context([store('browser', parts)]), nodeCodec)
    expect(made.contacts).toMatchObject([{ id: 12, verdict: null }])
    expect(made.traces).toBeNull()
  })
})

describe('where archives are', () => {
  const keptIn = (...stores: readonly ArchiveStore[]) =>
    archiveSource(
      stores.map((each) => () => Promise.resolve(each)),
      nodeCodec,
    ).kept()

  it('is told by all stores together, and by none where one of them is silent', async () => {
    const both = await keptIn(store('browser', ['x'], 99), store('portal-storage', ['x'], null))
    expect(both.asked).toEqual(['browser', 'portal-storage'])
    expect([...both.byId]).toEqual([
      [
        'a',
        [
          { place: 'browser', until: 99 },
          { place: 'portal-storage', until: null },
        ],
      ],
    ])
    await expect(keptIn(store('browser', ['x']), store('portal-storage', null))).rejects.toBe(REFUSED)
  })
})
