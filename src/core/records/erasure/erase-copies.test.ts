import { memoryRecords } from '../../../../e2e/simulation/memory-records.ts'
import { runRecord } from '../../../../e2e/simulation/run-record.ts'
import { describe, expect, it } from 'vitest'
import { archivedContact } from '../../../../e2e/simulation/archived-contact.ts'
import { nodeCodec } from '../../../../e2e/simulation/codec.ts'
import type { ArchiveStore } from '../../archive/ports.ts'
import { writeArchive } from '../../archive/file/write-file.ts'
import { PortalFailure } from '../../failure.ts'
import { eraseCopies } from './erase-copies.ts'
import { isEraseDue } from './erase-due.ts'
import { wasErased } from './erased-places.ts'
import { MOST_KEPT, digestOf } from '../proof/read-copies.ts'
import { createRecords } from '../records.ts'
import { openArchives, type RecordsPorts } from '../ports.ts'
import type { KeptArchives } from '../proof/archive-source.ts'
import type { Proof } from '../proof/proof.ts'
import type { LaterEntry, NotedPlace, RunRecord } from '../record.ts'
import { isErased, isErasure, obstaclesTo, restorableOf } from './restorable.ts'
import { readStoredRecord, writeStoredRecord } from '../stored-record.ts'
import { sweepCopies, sweepExpired } from './sweep-copies.ts'

const DAY = 86_400_000
const SILENT = new PortalFailure({ kind: 'network', code: '', portalText: '' })
const PROOF: Proof = { at: 1, sealed: true, contacts: 1, digest: 'd'.repeat(64), traces: null }
const about = {
  appVersion: '1.0.0',
  portal: { memberId: 'm', host: 'portal.example' },
  user: { id: 1, name: 'Olga Officer' },
}

async function partsOf(ids: readonly number[]): Promise<string[]> {
  const parts: string[] = []
  const header = { ...about, writtenAt: 0, planId: 'run', reference: '', counts: { planned: ids.length } }
  const contacts = ids.map((id) =>
    archivedContact(id, {
      fields: { NAME: `Anna ${id}` },
      links: [{ entityTypeId: 2, id: 5, title: '', primary: true }],
    }),
  )
  for await (const { text } of writeArchive(header, contacts, nodeCodec)) parts.push(text)
  return parts
}

type Store = ArchiveStore & { readonly stored: Map<string, readonly string[]> }

function store(place: ArchiveStore['place'], stored: Store['stored'], until: number | null = null): Store {
  return {
    place,
    stored,
    keep: () => Promise.resolve(false),
    holds: () => Promise.resolve(false),
    async *open(archiveId) {
      await Promise.resolve()
      yield* stored.get(archiveId) ?? []
    },
    list: () => Promise.resolve([...stored.keys()].map((archiveId) => ({ archiveId, header: '', until }))),
    erase(archiveIds) {
      for (const id of archiveIds) stored.delete(id)
      return Promise.resolve()
    },
  }
}

/** A place that cannot be read. */
function silentStore(): AsyncIterable<string> {
  return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(SILENT) }) }
}

/** A run of these contacts, stored in the browser and in the portal. */
async function world(ids: readonly number[], parts: Partial<RunRecord> = {}) {
  const copy = await partsOf(ids)
  const browser = store('browser', new Map([['run', copy]]))
  const portal = store('portal-storage', new Map([['run', copy]]))
  const record = runRecord({
    user: about.user,
    endedAt: 1,
    planned: ids.length,
    counts: { deleted: ids.length },
    contacts: { deleted: ids.join(',') },
    archive: {
      archiveId: 'run',
      places: ['browser', 'portal-storage'],
      contacts: ids.length,
      incomplete: 0,
      seal: await nodeCodec.sha256(nodeCodec.encode(copy.at(-1) ?? '')),
    },
    ...parts,
  })
  const { store: records, kept, trouble } = memoryRecords(record)
  const state = { now: 5 }
  /** As seen from a browser. */
  const portsOf = (browserStore: ArchiveStore, portalStore: ArchiveStore | null = portal): RecordsPorts => ({
    facts: { bin: 'not-known', isAdmin: false },
    clock: { now: () => state.now },
    recovery: {
      about,
      codec: nodeCodec,
      browserStore,
      portalStore: () => Promise.resolve(portalStore),
      records,
    },
  })
  const isCertificate = async (ports: RecordsPorts): Promise<boolean> =>
    isErasure(kept.get('run')!, restorableOf(kept.get('run')!, await openArchives(ports).kept()))
  return { ports: portsOf(browser), portsOf, record, kept, trouble, browser, portal, state, isCertificate }
}

const NOWHERE: KeptArchives = { asked: ['browser', 'portal-storage'], byId: new Map() }
const EMPTIED = { kind: 'bin-emptied', at: 2, by: 1 } as const
const erasedFrom = (...places: NotedPlace[]): LaterEntry => ({
  kind: 'archive-erased',
  at: 3,
  by: 1,
  archiveId: 'run',
  places,
})

describe('erasing the copies of a run', () => {
  it('takes nothing from the proof: the certificate is the same before and after', async () => {
    const { ports, record, kept, browser, portal } = await world([12, 14])
    const records = createRecords(ports, null)
    const before = await records.certificate(record)
    expect(before.hashes).toEqual({ kind: 'made', sealed: true })
    const erased = await eraseCopies(record, ports)
    expect(erased).toMatchObject({ leftIn: [], noted: true })
    expect([browser.stored.size, portal.stored.size]).toEqual([0, 0])
    const after = await records.certificate(kept.get('run')!)
    expect(after.contacts).toEqual(before.contacts)
    expect(after.traces).toEqual(before.traces)
    expect(after.traces?.counts).toEqual({ deal: 1 })
    expect(after.hashes).toEqual({ kind: 'stored', sealed: true, at: 5 })
    const places = ['browser', 'portal-storage']
    expect(kept.get('run')?.later).toEqual([
      { kind: 'archive-erased', at: 5, by: 1, archiveId: 'run', places },
    ])
    expect(JSON.stringify([...kept.values()])).not.toMatch(/Anna/u)
  })

  it('of many contacts leaves the hash of all, which confirms a list that was downloaded before', async () => {
    const ids = Array.from({ length: MOST_KEPT + 1 }, (_, at) => at + 1)
    const { ports, record, kept } = await world(ids)
    const records = createRecords(ports, null)
    const { contacts } = await records.certificate(record)
    await eraseCopies(record, ports)
    const { hashes, traces } = await records.certificate(kept.get('run')!)
    const list = new Map(contacts.map(({ id, hash }) => [id, { hash: hash ?? '' }]))
    expect(hashes).toEqual({ kind: 'digest', digest: await digestOf(list, nodeCodec) })
    expect(traces?.counts).toEqual({ deal: 1 })
    expect(writeStoredRecord(kept.get('run')!).length).toBeLessThan(10_000)
  })

  it('does nothing if the proof cannot be stored, or the record or a place cannot be asked', async () => {
    const { ports, record, browser, trouble } = await world([12])
    trouble.refuses = true
    expect(await eraseCopies(record, ports)).toMatchObject({ noted: false, untouched: null })
    trouble.silent = true
    const unasked = { leftIn: [], untouched: { why: 'unasked', failure: { kind: 'network' } } }
    expect(await eraseCopies(record, ports)).toMatchObject(unasked)
    Object.assign(trouble, { refuses: false, silent: false })
    const silent = { ...ports, recovery: { ...ports.recovery, portalStore: () => Promise.reject(SILENT) } }
    expect(await eraseCopies(record, silent)).toMatchObject(unasked)
    expect(browser.stored.size).toBe(1)
  })

  it('does nothing if what the copy proves cannot be read now, and says so', async () => {
    const { ports, record, kept, browser, portal } = await world([12])
    browser.stored.set('run', browser.stored.get('run')!.slice(0, 2))
    const read = portal.open.bind(portal)
    portal.open = silentStore
    const erased = await eraseCopies(record, ports)
    expect(erased).toMatchObject({ untouched: { why: 'unproved', failure: { kind: 'network' } }, noted: true })
    expect([browser.stored.size, portal.stored.size]).toEqual([1, 1])
    portal.open = read
    await eraseCopies(record, ports)
    expect([browser.stored.size, portal.stored.size]).toEqual([0, 0])
    expect(kept.get('run')?.proof).toMatchObject({ contacts: 1, sealed: true })
  })

  it('reads the copy again if the run went on after its proof was made', async () => {
    const { ports, record, kept } = await world([12, 14])
    const { record: proven } = await eraseCopies(record, ports)
    const early = { ...proven.proof!, at: 0, contacts: 0, each: {} }
    const again = await world([12, 14], { proof: early })
    await eraseCopies(again.record, again.ports)
    expect(again.kept.get('run')?.proof?.each).toEqual(kept.get('run')?.proof?.each)
  })

  it('notes only from where it was taken while a copy is left, and the rest at the next try', async () => {
    const { ports, record, kept, portal, isCertificate } = await world([12], { later: [EMPTIED] })
    const erase = portal.erase.bind(portal)
    portal.erase = () => Promise.reject(SILENT)
    expect((await eraseCopies(record, ports)).leftIn).toMatchObject([{ place: 'portal-storage' }])
    expect(kept.get('run')?.later).toMatchObject([EMPTIED, { places: ['browser'] }])
    expect([wasErased(kept.get('run')!), await isCertificate(ports)]).toEqual([false, false])
    portal.erase = erase
    await eraseCopies(record, ports)
    expect([wasErased(kept.get('run')!), await isCertificate(ports)]).toEqual([true, true])
  })

  it('notes at the next try what it could not note before', async () => {
    const { ports, record, kept, trouble, isCertificate } = await world([12], { later: [EMPTIED] })
    const proven = { ...record, proof: PROOF }
    kept.set('run', proven)
    trouble.refuses = true
    const { record: shown, noted } = await eraseCopies(proven, ports)
    expect([noted, kept.get('run')?.later]).toEqual([false, [EMPTIED]])
    trouble.refuses = false
    expect(await eraseCopies(shown, ports)).toMatchObject({ noted: true })
    expect(await isCertificate(ports)).toBe(true)
  })

  it('waits while a deletion is open that may need them', async () => {
    const { ports, record, browser } = await world([12])
    const lock = { hold: () => Promise.resolve(null), whenFree: () => () => undefined }
    expect(await createRecords(ports, lock).eraseCopies(record)).toBeNull()
    expect(browser.stored.size).toBe(1)
  })
})

describe('copies that are erased by themselves', () => {
  it('are those of runs "for erasure", when the time is over, with an entry', async () => {
    const { ports, kept, browser, state } = await world([12], { eraseCopyAfterDays: 7 })
    expect(await sweepCopies(ports)).toBe(true)
    expect(browser.stored.size).toBe(1)
    state.now = 7 * DAY + 1
    expect(await sweepCopies(ports)).toBe(true)
    expect(browser.stored.size).toBe(0)
    expect(kept.get('run')).toMatchObject({
      proof: { sealed: true },
      later: [{ kind: 'archive-erased', automatic: true, by: 1 }],
    })
  })

  it('are not those of a run that did not end well, of others, or of everybody', async () => {
    const due = { endedAt: 1, eraseCopyAfterDays: 0 }
    const { record } = await world([12], due)
    expect(isEraseDue(record, 2)).toBe(true)
    for (const verdict of ['waiting', 'unknown', 'failed'])
      expect(isEraseDue({ ...record, counts: { deleted: 1, [verdict]: 1 } }, 2)).toBe(false)
    expect(isEraseDue({ ...record, endedAt: null }, 2)).toBe(false)
    expect(isEraseDue({ ...record, eraseCopyAfterDays: null }, 2)).toBe(false)
    const { ports, browser } = await world([12], { ...due, user: { id: 9, name: '' } })
    await sweepCopies(ports)
    expect(browser.stored.size).toBe(1)
  })

  it('are also those that somebody erased elsewhere, but not of a run that went on since', async () => {
    const later = [erasedFrom('portal-storage')]
    const { ports, kept, browser, portal } = await world([12], { later })
    portal.stored.clear()
    expect(restorableOf(kept.get('run')!, NOWHERE).copy).toEqual({ kind: 'elsewhere' })
    await sweepCopies(ports)
    expect(browser.stored.size).toBe(0)
    expect(restorableOf(kept.get('run')!, NOWHERE).copy).toEqual({ kind: 'none' })
    expect(isEraseDue((await world([12], { later, endedAt: 4 })).record, 9)).toBe(false)
    const archive = { archiveId: 'run-2', places: [], contacts: 1, incomplete: 0, seal: null }
    const two = (await world([12], { later, earlierArchives: [archive] })).record
    expect(isEraseDue(two, 9)).toBe(false)
  })

  it('are those whose time is over, and the record says so and has what they proved', async () => {
    const { portsOf, browser, kept } = await world([12])
    const old = store('browser', browser.stored, 4)
    expect(await sweepCopies(portsOf(old, null))).toBe(true)
    expect(kept.get('run')).toMatchObject({
      proof: { contacts: 1, sealed: true },
      later: [{ kind: 'archive-erased', at: 5, by: 1, archiveId: 'run', places: ['browser'], automatic: true }],
    })
  })

  it('are not those that cannot be read now, nor long ones while somebody waits', async () => {
    const { portsOf, browser, kept } = await world([12])
    const old = store('browser', browser.stored, 4)
    expect(await sweepExpired(portsOf(old, null), false)).toBe(false)
    const open = silentStore
    expect(await sweepCopies(portsOf({ ...old, open }, null))).toBe(false)
    expect([browser.stored.size, kept.get('run')?.later]).toEqual([1, []])
    kept.set('run', { ...kept.get('run')!, proof: PROOF })
    expect(await sweepExpired(portsOf(old, null), false)).toBe(true)
    expect(browser.stored.size).toBe(0)
  })
})

describe('a copy', () => {
  it('that another browser holds is there until it is erased there', async () => {
    const { portsOf, record, kept, browser, isCertificate } = await world([12], { later: [EMPTIED] })
    const here = portsOf(store('browser', new Map()))
    await eraseCopies(record, here)
    expect(kept.get('run')?.later).toMatchObject([EMPTIED, { places: ['portal-storage'] }])
    expect([await isCertificate(here), wasErased(kept.get('run')!)]).toEqual([false, false])
    await sweepCopies(portsOf(browser))
    expect(browser.stored.size).toBe(0)
    expect(await isCertificate(here)).toBe(true)
  })

  it('in the portal counts while the app cannot look there', async () => {
    const { portsOf, record, isCertificate } = await world([12], { later: [EMPTIED] })
    const withoutScope = portsOf(store('browser', new Map()), null)
    expect(await isCertificate(withoutScope)).toBe(false)
    await eraseCopies(record, withoutScope)
    expect(await isCertificate(withoutScope)).toBe(false)
  })

  it('is told of each archive of a run: one that is erased says nothing of another', async () => {
    const { record } = await world([12])
    const archive = record.archive!
    const two = { ...record, earlierArchives: [{ ...archive, archiveId: 'run-0' }] }
    const stateOf = (...later: LaterEntry[]): string => restorableOf({ ...two, later }, NOWHERE).copy.kind
    const own = erasedFrom('browser')
    expect([stateOf(), stateOf(own)]).toEqual(['elsewhere', 'elsewhere'])
    expect(stateOf(own, { ...own, archiveId: 'run-0' } as LaterEntry)).toBe('none')
    // As earlier versions noted it.
    const old = { kind: 'archive-erased', at: 3, by: 1, places: ['browser', 'portal-storage'] } as const
    expect(stateOf(old)).toBe('elsewhere')
    const oneOf = (of: Partial<RunRecord>): string =>
      restorableOf({ ...record, later: [old], ...of }, NOWHERE).copy.kind
    expect([oneOf({}), oneOf({ endedAt: 4 }), oneOf({ endedAt: null })]).toEqual([
      'none',
      'elsewhere',
      'elsewhere',
    ])
  })

  it('of a run for erasure is stored until then, if its place does not end earlier', async () => {
    const { record } = await world([12], { eraseCopyAfterDays: 7 })
    const untilOf = (of: RunRecord, until: number | null) => {
      const byId = new Map([['run', [{ place: 'browser', until } as const]]])
      const { copy } = restorableOf(of, { ...NOWHERE, byId })
      return copy.kind === 'stored' ? copy.places[0]?.until : undefined
    }
    expect([untilOf(record, 30 * DAY), untilOf(record, 2), untilOf(record, null)]).toEqual([
      7 * DAY + 1,
      2,
      7 * DAY + 1,
    ])
    expect(untilOf({ ...record, counts: { failed: 1 } }, 30 * DAY)).toBe(30 * DAY)
  })
})

describe('a record of deletion is a certificate of erasure', () => {
  it('when the copies are gone, somebody says that the bin is empty, and everybody is gone', async () => {
    const { ports, record, kept, isCertificate } = await world([12])
    const records = createRecords(ports, null)
    const is = (of: RunRecord): boolean => isErasure(of, restorableOf(of, NOWHERE))
    expect(await isCertificate(ports)).toBe(false)
    const [noted] = await records.noteBinEmptied([record])
    expect(noted?.later).toEqual([{ kind: 'bin-emptied', at: 5, by: 1 }])
    expect(is(noted!)).toBe(false)
    const { record: erased } = await eraseCopies(noted!, ports)
    expect(is(erased)).toBe(true)
    expect(is(kept.get('run')!)).toBe(true)
    expect(isErasure(erased, restorableOf(erased, null))).toBe(false)
    expect(is({ ...erased, counts: { deleted: 1, guarded: 1 } })).toBe(false)
    expect(is({ ...erased, counts: { deleted: 1, 'already-gone': 1 } })).toBe(true)
    expect(is({ ...erased, counts: { 'already-gone': 1 } })).toBe(false)
    expect(is({ ...erased, endedAt: null })).toBe(false)
    const restored = { kind: 'restored', at: 9, by: 1, contacts: 1 } as const
    expect(is({ ...erased, later: [...erased.later, restored] })).toBe(false)
  })

  it('not if contacts were deleted after somebody looked into the bin', async () => {
    const later = [EMPTIED, erasedFrom('browser', 'portal-storage')]
    const { record } = await world([12], { later })
    const is = (of: RunRecord): boolean => isErasure(of, restorableOf(of, NOWHERE))
    expect([is(record), is({ ...record, endedAt: 3 })]).toEqual([true, false])
    expect(obstaclesTo({ ...record, endedAt: 3 }, restorableOf({ ...record, endedAt: 3 }, NOWHERE))).toEqual([
      { kind: 'bin' },
    ])
  })

  it('not if it was not read whole: neither the run nor one of its contacts', async () => {
    const later = [EMPTIED, erasedFrom('browser', 'portal-storage')]
    const { record } = await world([12], { later })
    for (const broken of [{ archive: { archiveId: 7 } }, { later: [...later, { kind: 'newer' }] }]) {
      const read = readStoredRecord({ ...record, ...broken })!
      expect(isErasure(read, restorableOf(read, NOWHERE))).toBe(false)
      expect(isErased('deleted', read, restorableOf(read, NOWHERE))).toBe(false)
    }
    const whole = readStoredRecord(record)!
    expect(isErased('deleted', whole, restorableOf(whole, NOWHERE))).toBe(true)
  })

  it('and who says that the bin is empty may say it of several at once, as they are now', async () => {
    const { ports, record, kept, trouble } = await world([12])
    const records = createRecords(ports, null)
    const other = { ...record, id: 'other' }
    kept.set('other', other)
    const restored = { kind: 'restored', at: 4, by: 1, contacts: 1 } as const
    kept.set('run', { ...record, later: [restored] })
    const noted = await records.noteBinEmptied([record, other])
    expect(noted.map(({ later }) => later.map(({ kind }) => kind))).toEqual([
      ['restored', 'bin-emptied'],
      ['bin-emptied'],
    ])
    trouble.silent = true
    expect(await records.noteBinEmptied([record])).toEqual([])
  })
})
