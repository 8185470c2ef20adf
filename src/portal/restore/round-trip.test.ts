import { describe, expect, it } from 'vitest'
import type { ArchivedContact } from '#core/archive/record.ts'
import { driveRestore } from '#core/restore/drive.ts'
import { planRestore } from '#core/restore/plan.ts'
import { readForRestore } from '#core/restore/make-restore-plan.ts'
import { idMap, readyRestore } from '#core/restore/state.ts'
import type { Clock } from '#core/run/ports.ts'
import type { Fault } from '../../../e2e/portal/contract.ts'
import { ODD } from '../../../e2e/portal/store/odd-contacts.ts'
import { TYPE } from '../../../e2e/portal/store/stages.ts'
import type { TestPortal } from '../../../e2e/portal/testing.ts'
import { heldOf } from '../../../e2e/tools/held.ts'
import { ADMIN, setting } from '../../../e2e/tools/restore-setting.ts'
import { createArchiveReader } from '../archive/archive-reader.ts'
import { BUILT_IN } from '../bulk/item-kinds.ts'

/** Read, deleted, restored: the portal afterwards against the portal before, with these adapters and core's own run. */

const KINDS = {
  items: [...BUILT_IN, { kind: 'item' as const, entityTypeId: TYPE.smart }],
  itemsUnknown: false,
}

/** Time that passes when somebody waits for it. */
function clockOf(test: TestPortal): Clock {
  return {
    now: test.portal.now,
    at(time, wake) {
      const waiting = setImmediate(() => {
        test.pass(Math.max(0, time - test.portal.now()) / 1000)
        wake()
      })
      return () => clearImmediate(waiting)
    },
  }
}

async function roundTrip(count: number, faults: readonly Fault[] = []) {
  const { test, store, paced, lookup, sender } = setting()
  const ids = [ODD.everything, ...[...store.contactIds()].filter((id) => id > 40).slice(0, count - 1)]
  const before = ids.map((id) => heldOf(test.portal, id))
  const fetchFile = () => Promise.resolve(null)
  const reader = createArchiveReader({ paced, kinds: KINDS, fetchFile, now: test.portal.now })
  const contacts: ArchivedContact[] = []
  for await (const portion of reader.read(ids)) contacts.push(...portion)
  for (const id of ids) store.deleteContact(id, ADMIN)
  for (const fault of faults) test.portal.faults.add(fault)

  const restore = async (planId: string) => {
    const reading = await readForRestore(
      contacts,
      lookup,
      () => undefined,
      () => false,
    )
    if (reading === null) throw new Error('cancelled')
    // Whoever has the same phone now is no reason here.
    const conflicts = new Map(contacts.map(({ id }) => [id, 'create' as const]))
    const choices = { importMode: true, conflicts, completeReturned: true }
    const plan = planRestore(
      { id: planId, plannedAt: test.portal.now() },
      contacts,
      reading.findings,
      choices,
    )
    const journal = { append: () => Promise.resolve(true) }
    const drive = driveRestore(
      { plan, state: readyRestore(plan), nextRecord: 0 },
      { sender, journal, clock: clockOf(test) },
    )
    drive.ask('resume-asked')
    await new Promise<void>((resolve) => {
      drive.watch(() => drive.state.phase === 'done' && resolve())
    })
    return new Map(idMap(plan, drive.state).map(({ oldId, newId }) => [oldId, newId]))
  }
  return { test, store, ids, before, restore }
}

describe('a round trip', () => {
  it.each<[string, Fault[]]>([
    ['undisturbed', []],
    [
      'with lost answers',
      [
        { method: 'crm.contact.add', skip: 3, times: 2, kind: { type: 'drop-after' } },
        { method: 'batch', skip: 6, kind: { type: 'drop-after' } },
        { method: 'batch', skip: 14, kind: { type: 'drop-before' } },
        { method: 'batch', skip: 25, kind: { type: 'malformed-json' } },
      ],
    ],
  ])(
    'brings 40 contacts back as they were, %s',
    async (_, faults) => {
      const { test, store, ids, before, restore } = await roundTrip(40, faults)
      const count = store.contactCount()
      const map = await restore('first')
      expect([...map.keys()].toSorted((a, b) => a - b)).toEqual(ids.toSorted((a, b) => a - b))
      expect(store.contactCount()).toBe(count + ids.length)
      expect(ids.map((id) => heldOf(test.portal, map.get(id) ?? 0))).toEqual(before)
      expect([store.robotRuns, store.sentMails]).toEqual([[], []])
    },
    60_000,
  )

  it('brings 1,000 contacts back as they were, link by link', async () => {
    const { test, store, ids, before, restore } = await roundTrip(1_000)
    const map = await restore('first')
    expect(map.size).toBe(ids.length)
    expect(ids.map((id) => heldOf(test.portal, map.get(id) ?? 0))).toEqual(before)
    expect([store.robotRuns, store.sentMails]).toEqual([[], []])
  }, 120_000)

  it.each(['drop-after', 'drop-before', 'malformed-json', 'empty-200'] as const)(
    'brings 6 contacts back once, whichever request of it is cut off (%s)',
    async (type) => {
      let cut = 0
      for (let skip = 0; skip < 25; skip++) {
        const { test, store, ids, before, restore } = await roundTrip(6, [
          { method: '*', skip, kind: { type } },
        ])
        const count = store.contactCount()
        const map = await restore('first')
        cut += Number(test.portal.faults.active.length === 0)
        expect({ skip, back: ids.map((id) => heldOf(test.portal, map.get(id) ?? 0)) }).toEqual({
          skip,
          back: before,
        })
        expect(store.contactCount()).toBe(count + ids.length)
      }
      // The later ones lie beyond the last request.
      expect(cut).toBeGreaterThan(15)
    },
    120_000,
  )

  it('twice creates nothing twice', async () => {
    const { test, store, ids, before, restore } = await roundTrip(12)
    const map = await restore('first')
    const count = store.contactCount()
    expect(await restore('second')).toEqual(map)
    expect(store.contactCount()).toBe(count)
    expect(ids.map((id) => heldOf(test.portal, map.get(id) ?? 0))).toEqual(before)
  }, 60_000)
})
