import type { Plan } from './plan.ts'

/** To whom some contacts of a plan belong. */
export interface ResponsibleShare {
  /** How many the person who deletes is responsible for. */
  readonly mine: number
  /** How many somebody else is responsible for, or nobody known. */
  readonly others: number
  /** How many people those are. */
  readonly people: number
}

export function responsibleShare(plan: Plan, indices: Iterable<number>): ResponsibleShare {
  let [mine, others] = [0, 0]
  const people = new Set<number>()
  for (const index of indices) {
    const id = plan.responsibleIds[index] ?? NaN
    if (id === plan.me) mine++
    else {
      others++
      if (!Number.isNaN(id)) people.add(id)
    }
  }
  return { mine, others, people: people.size }
}

/** The indices of all contacts that somebody else is responsible for. */
export function ofOthers(plan: Plan): number[] {
  return Array.from(plan.ids.keys()).filter((index) => plan.responsibleIds[index] !== plan.me)
}
