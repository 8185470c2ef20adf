import { runRecord } from '../../../../e2e/simulation/run-record.ts'
import { describe, expect, it } from 'vitest'
import { archivedContact } from '../../../../e2e/simulation/archived-contact.ts'
import { nodeCodec } from '../../../../e2e/simulation/codec.ts'
import type { ArchiveStore } from '../../archive/ports.ts'
import { writeArchive } from '../../archive/file/write-file.ts'
import { PortalFailure } from '../../failure.ts'
import { eraseCopies, isEraseDue } from './erase-copies.ts'
import { MOST_KEPT, digestOf } from '../proof/read-copies.ts'
import { createRecords } from '../records.ts'
import type { RecordsPorts } from '../ports.ts'
import type { RunRecord } from '../record.ts'
import { isErasure, restorableOf } from './restorable.ts'
import { writeStoredRecord, readStoredRecordText } from '../stored-record.ts'
import { sweepCopies } from './sweep-copies.ts'

const DAY = 86_400_000
const SILENT = new PortalFailure({ kind: 'network', code: '', portalText: '' })
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
  const kept = new Map([[record.id, record]])
  const state = { refusing: false, now: 5 }
  const ports: RecordsPorts = {
    facts: { bin: 'not-known', isAdmin: false },
    clock: { now: () => state.now },
    recovery: {
      about,
      codec: nodeCodec,
      browserStore: browser,
      portalStore: () => Promise.resolve(portal),
      records: {
        keep(one) {
          // As a store would read it back.
          const read = readStoredRecordText(writeStoredRecord(one))
          if (!state.refusing && read !== null) kept.set(one.id, read)
          return Promise.resolve(!state.refusing)
        },
        list: () => Promise.resolve([...kept.values()]),
      },
    },
  }
  return { ports, record, kept, browser, portal, state }
}

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
    expect(kept.get('run')?.later).toEqual([
      { kind: 'archive-erased', at: 5, by: 1, places: ['browser', 'portal-storage'] },
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

  it('does nothing if the proof cannot be stored, or a place cannot be asked', async () => {
    const { ports, record, browser, state } = await world([12])
    state.refusing = true
    expect(await eraseCopies(record, ports)).toMatchObject({ noted: false })
    expect(browser.stored.size).toBe(1)
    state.refusing = false
    const silent = { ...ports, recovery: { ...ports.recovery, portalStore: () => Promise.reject(SILENT) } }
    expect((await eraseCopies(record, silent)).leftIn).toMatchObject([{ place: 'portal-storage' }])
    expect(browser.stored.size).toBe(1)
  })

  it('notes nothing while a copy is left', async () => {
    const { ports, record, kept, portal } = await world([12])
    portal.erase = () => Promise.reject(SILENT)
    expect((await eraseCopies(record, ports)).leftIn).toMatchObject([{ place: 'portal-storage' }])
    expect(kept.get('run')?.later).toEqual([])
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
    const later = [{ kind: 'archive-erased', at: 3, by: 1, places: ['portal-storage'] }] as const
    const { ports, kept, browser, portal } = await world([12], { later })
    portal.stored.clear()
    expect(restorableOf(kept.get('run')!, new Map()).copy).toEqual({ kind: 'elsewhere' })
    await sweepCopies(ports)
    expect(browser.stored.size).toBe(0)
    expect(restorableOf(kept.get('run')!, new Map()).copy).toEqual({ kind: 'none' })
    expect(isEraseDue((await world([12], { later, endedAt: 4 })).record, 9)).toBe(false)
  })

  it('are those whose time is over, and the record says so', async () => {
    const { ports, kept } = await world([12])
    const old = store('browser', new Map([['run', []]]), 4)
    const portalStore = () => Promise.resolve(null)
    await sweepCopies({ ...ports, recovery: { ...ports.recovery, browserStore: old, portalStore } })
    expect(kept.get('run')?.later).toEqual([
      { kind: 'archive-erased', at: 5, by: 1, places: ['browser'], automatic: true },
    ])
  })
})

describe('a record of deletion is a certificate of erasure', () => {
  it('when the copies are gone, somebody says that the bin is empty, and everybody is gone', async () => {
    const { ports, record, kept } = await world([12])
    const records = createRecords(ports, null)
    const is = (of: RunRecord, places = new Map()): boolean => isErasure(of, restorableOf(of, places))
    expect(is(record, new Map(await records.kept()))).toBe(false)
    const noted = await records.noteBinEmptied(record)
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
})
