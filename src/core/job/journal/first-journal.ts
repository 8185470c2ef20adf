import type { AnyPlan } from '../kind.ts'
import { NOT_STORED, type JournalStore } from '../ports.ts'

/**
 * Several journals as one: the first that can store a run stores it; an unfinished run is looked for in all of them. A
 * run that lies in a later journal is not in the way of one that an earlier journal stores, and is found when that ends.
 */
export function firstThatKeeps<JobPlan extends AnyPlan>(
  journals: readonly JournalStore<JobPlan>[],
): JournalStore<JobPlan> {
  const homes = new Map<string, JournalStore<JobPlan>>()
  return {
    async begin(plan) {
      for (const journal of journals) {
        const begun = await journal.begin(plan)
        if (begun.kind === 'not-stored') continue
        homes.set(begun.kind === 'stored' ? plan.id : begun.planId, journal)
        return begun
      }
      return NOT_STORED
    },
    append: async (planId, record) => (await homes.get(planId)?.append(planId, record)) ?? false,
    async unfinished() {
      for (const journal of journals) {
        const found = await journal.unfinished()
        if (found === null) continue
        homes.set(found.kind === 'whole' ? found.plan.id : found.planId, journal)
        return found
      }
      return null
    },
    async finish(planId) {
      const home = homes.get(planId)
      homes.delete(planId)
      for (const journal of home === undefined ? journals : [home]) await journal.finish(planId)
    },
  }
}
