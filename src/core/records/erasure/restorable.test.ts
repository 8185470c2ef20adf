import { describe, expect, it } from 'vitest'
import { DAY, EMPTIED, erasedFrom, NOWHERE, store, world } from '../../../../e2e/simulation/erasure-world.ts'
import { eraseCopies } from './erase-copies.ts'
import { wasErased } from './erased-places.ts'
import { createRecords } from '../records.ts'
import type { LaterEntry, RunRecord } from '../record.ts'
import { isErased, obstaclesTo, restorableOf } from './restorable.ts'
import { readStoredRecord } from '../stored-record.ts'
import { sweepCopies } from './sweep-copies.ts'

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
    const is = (of: RunRecord): boolean => obstaclesTo(of, restorableOf(of, NOWHERE)).length === 0
    expect(await isCertificate(ports)).toBe(false)
    const [noted] = await records.noteBinEmptied([record])
    expect(noted?.later).toEqual([{ kind: 'bin-emptied', at: 5, by: 1 }])
    expect(is(noted!)).toBe(false)
    const { record: erased } = await eraseCopies(noted!, ports)
    expect(is(erased)).toBe(true)
    expect(is(kept.get('run')!)).toBe(true)
    expect(obstaclesTo(erased, restorableOf(erased, null))).not.toEqual([])
    expect(is({ ...erased, counts: { deleted: 1, guarded: 1 } })).toBe(false)
    expect(is({ ...erased, counts: { deleted: 1, 'already-gone': 1 } })).toBe(true)
    expect(is({ ...erased, counts: { 'already-gone': 1 } })).toBe(false)
    expect(is({ ...erased, endedAt: null })).toBe(false)
    const restored = { kind: 'restored', at: 9, by: 1, contacts: 1 } as const
    expect(is({ ...erased, later: [...erased.later, restored] })).toBe(false)
  })

  it('until who said that the bin is empty takes it back, and again when it is said anew', async () => {
    const later = [EMPTIED, erasedFrom('browser', 'portal-storage')]
    const { ports, record, kept, state, browser, portal, isCertificate } = await world([12], { later })
    const records = createRecords(ports, null)
    for (const { stored } of [browser, portal]) stored.clear()
    expect(await isCertificate(ports)).toBe(true)
    const [takenBack] = await records.takeBackBin([record])
    expect(obstaclesTo(takenBack!, restorableOf(takenBack!, NOWHERE))).toEqual([{ kind: 'bin' }])
    expect(readStoredRecord(kept.get('run'))).toEqual(takenBack)
    state.now += 1
    await records.noteBinEmptied([takenBack!])
    expect(kept.get('run')?.later.map(({ kind }) => kind)).toEqual([
      'bin-emptied',
      'archive-erased',
      'bin-taken-back',
      'bin-emptied',
    ])
    expect(await isCertificate(ports)).toBe(true)
  })

  it('not if contacts were deleted after somebody looked into the bin', async () => {
    const later = [EMPTIED, erasedFrom('browser', 'portal-storage')]
    const { record } = await world([12], { later })
    const is = (of: RunRecord): boolean => obstaclesTo(of, restorableOf(of, NOWHERE)).length === 0
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
      expect(obstaclesTo(read, restorableOf(read, NOWHERE))).not.toEqual([])
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
