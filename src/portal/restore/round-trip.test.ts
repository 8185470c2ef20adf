import { describe, expect, it } from 'vitest'
import type { Fault } from '../../../e2e/portal/contract.ts'
import { roundTrip } from '../../../e2e/tools/round-trip.ts'

/** Reads, deletes and restores contacts with these adapters and core's run; compares the portal before and after. */

async function disturbedTrip(count: number, faults: readonly Fault[]) {
  const trip = await roundTrip(count)
  for (const fault of faults) trip.test.portal.faults.add(fault)
  return trip
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
      const { store, ids, before, after, restore } = await disturbedTrip(40, faults)
      const count = store.contactCount()
      const map = await restore('first')
      expect([...map.keys()].toSorted((a, b) => a - b)).toEqual(ids.toSorted((a, b) => a - b))
      expect(store.contactCount()).toBe(count + ids.length)
      expect(after(map)).toEqual(before)
      expect([store.robotRuns, store.sentMails]).toEqual([[], []])
    },
    60_000,
  )

  it('brings 1,000 contacts back as they were, link by link', async () => {
    const { store, ids, before, after, restore } = await roundTrip(1_000)
    const map = await restore('first')
    expect([ids.length, map.size]).toEqual([1_000, 1_000])
    expect(after(map)).toEqual(before)
    expect([store.robotRuns, store.sentMails]).toEqual([[], []])
  })

  // For malformed answers, see malformed.test.ts.
  it.each(['drop-after', 'drop-before'] as const)(
    'brings 6 contacts back once, whichever request of it is cut off (%s)',
    async (type) => {
      let cut = 0
      for (let skip = 0; skip < 25; skip++) {
        const { test, store, ids, before, after, restore } = await disturbedTrip(6, [
          { method: '*', skip, kind: { type } },
        ])
        const count = store.contactCount()
        const map = await restore('first')
        cut += Number(test.portal.faults.active.length === 0)
        expect({ skip, back: after(map) }).toEqual({
          skip,
          back: before,
        })
        expect(store.contactCount()).toBe(count + ids.length)
      }
      // Later places are beyond the last request.
      expect(cut).toBeGreaterThan(15)
    },
    120_000,
  )

  it('twice creates nothing twice', async () => {
    const { store, before, after, restore } = await roundTrip(12)
    const map = await restore('first')
    const count = store.contactCount()
    expect(await restore('second')).toEqual(map)
    expect(store.contactCount()).toBe(count)
    expect(after(map)).toEqual(before)
  })
})
