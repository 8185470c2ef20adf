import { describe, expect, it } from 'vitest'
import {
  DAY,
  EMPTIED,
  erasedFrom,
  NOWHERE,
  PROOF,
  SILENT,
  silentStore,
  store,
  world,
} from '../../../../e2e/simulation/erasure-world.ts'
import { nodeCodec } from '../../../../e2e/simulation/codec.ts'
import { eraseCopies } from './erase-copies.ts'
import { isEraseDue } from './erase-due.ts'
import { wasErased } from './erased-places.ts'
import { MOST_KEPT, digestOf } from '../proof/read-copies.ts'
import { createRecords } from '../records.ts'
import { restorableOf } from './restorable.ts'
import { writeStoredRecord } from '../stored-record.ts'
import { sweepCopies, sweepExpired } from './sweep-copies.ts'

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
    expect(erased).toMatchObject({
      untouched: { why: 'unproved', failure: { kind: 'network' } },
      noted: true,
    })
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
    const lock = {
      hold: () => Promise.resolve(null),
      isHeld: () => Promise.resolve(true),
      whenFree: () => () => undefined,
    }
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
    // The portal's clock says that it is too early.
    state.ahead = DAY
    expect(await sweepCopies(ports)).toBe(true)
    expect(browser.stored.size).toBe(1)
    state.ahead = 0
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
      later: [
        { kind: 'archive-erased', at: 5, by: 1, archiveId: 'run', places: ['browser'], automatic: true },
      ],
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
