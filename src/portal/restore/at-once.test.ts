import { describe, expect, it } from 'vitest'
import type { RestorePlan } from '#core/restore/plan/plan.ts'
import { verdictOfTask, type RestoreState } from '#core/restore/run/state.ts'
import { TYPE } from '../../../e2e/portal/store/stages.ts'
import { createRandom } from '../../../e2e/simulation/random.ts'
import { act, callOf, CONTACT, setting } from '../../../e2e/tools/settings/restore-setting.ts'
import { bare, enrich, newIds, roundTrip, type RoundTrip } from '../../../e2e/tools/round-trip.ts'
import type { Send } from '../rest/rest.ts'

/** Two administrators, or one in two browsers, restore the same contacts at the same moment. */

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8]

/** Delays requests and answers at random, so that each seed gives another order of calls. */
function unsteady(seed: number): (send: Send) => Send {
  const random = createRandom(seed)
  const moments = async (): Promise<void> => {
    for (let left = Math.floor(random.next() * 4); left > 0; left--) {
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return (send) => async (method, params) => {
    await moments()
    const answer = await send(method, params)
    await moments()
    return answer
  }
}

function twoAtOnce(trip: RoundTrip, plan: RestorePlan, seed: number): Promise<RestoreState[]> {
  return Promise.all([0, 1].map((who) => trip.run(plan, unsteady(seed * 2 + who))))
}

function kindsOf(plan: RestorePlan, states: readonly RestoreState[]): Set<string> {
  return new Set(states.flatMap((state) => plan.tasks.map((_, task) => verdictOfTask(state, task).kind)))
}

/** All deletes that the portal received, as single calls or in a batch. */
function deletesOf({ test }: RoundTrip): string[] {
  return test.portal.log
    .flatMap(({ method, commands }) => [method, ...(commands ?? []).map((each) => each.method)])
    .filter((method) => /delete/iu.test(method))
}

const CALM: ReadonlySet<string> = new Set(['restored', 'already', 'not-primary'])

describe('two restores at once', () => {
  it('of the same contacts delete none, and name both IDs where a contact is there twice', async () => {
    let twice = 0
    for (const seed of SEEDS) {
      const trip = await roundTrip(6, (at, ids) => ids.forEach((id) => enrich(at, id)))
      const count = trip.store.contactCount()
      const plan = await trip.plan('p')
      const states = await twoAtOnce(trip, plan, seed)
      const named = states.flatMap((state) =>
        plan.tasks.flatMap(({ kind }, task) => {
          const verdict = verdictOfTask(state, task)
          return kind === 'contact' && verdict.kind === 'doubled'
            ? [[verdict.id, ...verdict.others].sort((a, b) => a - b)]
            : []
        }),
      )
      const tooMany = trip.store.contactCount() - count - trip.ids.length
      expect({ seed, tooMany: new Set(named.map(String)).size }).toEqual({ seed, tooMany })
      for (const ids of named) {
        const origins = ids.map((id) => trip.store.contact(id)?.ORIGIN_ID)
        expect([ids.length, new Set(origins).size, origins.includes(undefined)]).toEqual([2, 1, false])
      }
      // Each contact that was made is complete.
      expect([...kindsOf(plan, states)].filter((kind) => !CALM.has(kind) && kind !== 'doubled')).toEqual([])
      if (tooMany === 0)
        for (const state of states)
          expect({ seed, back: trip.after(newIds(plan, state)) }).toEqual({ seed, back: trip.before })
      expect(deletesOf(trip)).toEqual([])
      twice += tooMany
    }
    expect(twice).toBeGreaterThan(3)
  })

  it('of things linked to restored contacts delete nothing, and report what is there twice', async () => {
    const doubled = new Set<string>()
    for (const seed of SEEDS) {
      const trip = await roundTrip(5, (at, ids) => ids.forEach((id) => enrich(at, id)))
      await trip.run(bare(await trip.plan('contacts')))
      const plan = await trip.plan('rest')
      const states = await twoAtOnce(trip, plan, seed)
      const kinds = kindsOf(plan, states)
      expect([...kinds].filter((kind) => !CALM.has(kind) && kind !== 'doubled')).toEqual([])
      if (!kinds.has('doubled'))
        expect({ seed, back: trip.after(newIds(plan, states[0]!)) }).toEqual({ seed, back: trip.before })
      for (const state of states)
        plan.tasks.forEach(({ kind }, task) => {
          if (verdictOfTask(state, task).kind === 'doubled') doubled.add(kind)
        })
      expect(deletesOf(trip)).toEqual([])
    }
    // Proves that the two did collide.
    expect([...doubled].sort()).toEqual(['activity', 'bank-detail', 'comment', 'requisite'])
  })

  it('see all comments of a contact with more than a page of them', async () => {
    const trip = await roundTrip(1, ({ store }, [id = 0]) => {
      for (let at = 0; at < 120; at++)
        store.comments.add({
          CONTACT_ID: id,
          AUTHOR_ID: 5,
          CREATED: 1_700_000_000 + at,
          COMMENT: `No. ${at % 100}`,
        })
    })
    await trip.run(bare(await trip.plan('contacts')))
    const plan = await trip.plan('rest')
    await trip.run(plan)
    const state = await trip.run(plan)
    expect(trip.after(newIds(plan, state))).toEqual(trip.before)
    expect([...kindsOf(plan, [state])]).toEqual(['already'])
  })
})

describe('contacts that were linked to the same record', () => {
  it.each([TYPE.deal, TYPE.lead, TYPE.quote, TYPE.invoice, TYPE.smart])(
    'are all linked to it again (type %i)',
    async (type) => {
      const trip = await roundTrip(4, ({ store }, ids) => {
        const table = store.items.get(type)!
        const [first = 0] = [...table.ids()].filter((id) => id > 1)
        table.put({ ...table.get(first)!, contactIds: [...ids] })
      })
      const map = await trip.restore('first')
      expect(trip.after(map)).toEqual(trip.before)
    },
  )
})

describe('a list that is written as a whole', () => {
  it.each([TYPE.invoice, TYPE.smart])(
    'keeps a contact that another client links between our read and our write (type %i)',
    async (entityTypeId) => {
      const at = setting()
      const link = callOf({ kind: 'link', entityTypeId, id: 1, primary: false }, 3)
      const colleague = (contactIds: number[], skip: number): void => {
        const act = (): void => {
          const table = at.store.items.get(entityTypeId)!
          table.put({ ...table.get(1)!, contactIds })
        }
        at.test.portal.faults.add({ method: 'crm.item.get', skip, kind: { type: 'colleague', act } })
      }
      colleague([60, 61], 1)
      colleague([60, 61, CONTACT, 62], 2)
      expect(await act(at, link)).toEqual([{ kind: 'done', id: 0 }])
      expect(at.store.item(entityTypeId, 1)?.contactIds.toSorted()).toEqual([CONTACT, 60, 61, 62])
      expect(at.test.portal.faults.active).toEqual([])
    },
  )

  it.each([TYPE.invoice, TYPE.smart])(
    'keeps him also where the portal refuses to write him in again at first (type %i)',
    async (entityTypeId) => {
      const at = setting()
      const table = at.store.items.get(entityTypeId)!
      const { faults } = at.test.portal
      const link = callOf({ kind: 'link', entityTypeId, id: 1, primary: false }, 3)
      const comes = (): void => table.put({ ...table.get(1)!, contactIds: [60, 61] })
      faults.add({ method: 'crm.item.get', skip: 1, kind: { type: 'colleague', act: comes } })
      const refusal = { type: 'refuse', error: 'ERROR_CORE', description: 'Not now' } as const
      faults.add({ method: 'crm.item.update', skip: 1, kind: refusal })
      expect(await act(at, link)).toEqual([{ kind: 'done', id: 0 }])
      expect(at.store.item(entityTypeId, 1)?.contactIds.toSorted()).toEqual([CONTACT, 60, 61])
      expect(faults.active).toEqual([])
    },
  )
})
