import { describe, expect, it } from 'vitest'
import type { RestorePlan } from '#core/restore/plan/plan.ts'
import { verdictOfTask, type RestoreState } from '#core/restore/run/state.ts'
import { TYPE } from '../../../e2e/portal/store/stages.ts'
import { createRandom } from '../../../e2e/simulation/random.ts'
import { act, callOf, CONTACT, setting } from '../../../e2e/tools/restore-setting.ts'
import { bare, enrich, newIds, roundTrip, type RoundTrip } from '../../../e2e/tools/round-trip.ts'
import type { Send } from '../rest/rest.ts'

/** Two administrators, or two browsers of one, who restore the same at the same moment. */

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8]

/** Answers and requests that take now longer, now less long, so that the two meet in ever other ways. */
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

/** Of every call that the portal got, alone or in a batch. */
function methodsOf({ test }: RoundTrip): string[] {
  return test.portal.log.flatMap(({ method, commands }) => [
    method,
    ...(commands ?? []).map((each) => each.method),
  ])
}

describe('two restores at once', () => {
  it('of contacts that both bring back leave one of each, with all that hung on them', async () => {
    let withdrawn = 0
    for (const seed of SEEDS) {
      const trip = await roundTrip(6, (at, ids) => ids.forEach((id) => enrich(at, id)))
      const count = trip.store.contactCount()
      const plan = await trip.plan('p')
      const states = await twoAtOnce(trip, plan, seed)
      const maps = states.map((state) => newIds(plan, state))
      expect(maps[0]).toEqual(maps[1])
      expect({ seed, back: trip.after(maps[0]!) }).toEqual({ seed, back: trip.before })
      expect(trip.store.contactCount()).toBe(count + trip.ids.length)
      withdrawn += methodsOf(trip).filter((method) => method === 'crm.contact.delete').length
    }
    expect(withdrawn).toBeGreaterThan(3)
  })

  it('of what hangs on contacts that are back leave as much of everything as there was', async () => {
    const deletes = new Set<string>()
    for (const seed of SEEDS) {
      const trip = await roundTrip(5, (at, ids) => ids.forEach((id) => enrich(at, id)))
      await trip.run(bare(await trip.plan('contacts')))
      const plan = await trip.plan('rest')
      const states = await twoAtOnce(trip, plan, seed)
      expect({ seed, back: trip.after(newIds(plan, states[0]!)) }).toEqual({ seed, back: trip.before })
      const kinds = kindsOf(plan, states)
      expect([...kinds].filter((kind) => !['restored', 'already', 'not-primary'].includes(kind))).toEqual([])
      for (const method of methodsOf(trip)) if (method.endsWith('.delete')) deletes.add(method)
    }
    // Where the two never met there would be nothing to take back.
    expect([...deletes].sort()).toEqual([
      'crm.activity.delete',
      'crm.requisite.bankdetail.delete',
      'crm.requisite.delete',
      'crm.timeline.comment.delete',
    ])
  })

  it('know all comments of a contact that has more than a page of them', async () => {
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
    const [state] = await twoAtOnce(trip, plan, 3)
    expect(trip.after(newIds(plan, state!))).toEqual(trip.before)
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
    'keeps whom somebody else links between our reading and our writing (type %i)',
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
