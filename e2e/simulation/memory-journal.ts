import type { BeginOutcome } from '../../src/core/job/session.ts'
import { STORED, type JournalStore } from '../../src/core/job/ports.ts'

/** What a journal in memory holds; it outlives a page. */
export interface Kept<Plan> {
  plan: Plan | null
  records: string[]
}

/** A journal as the port promises it, of one user of one portal. */
export function memoryJournal<Plan extends { readonly id: string }>(): {
  readonly kept: Kept<Plan>
  readonly journal: JournalStore<Plan>
} {
  const kept: Kept<Plan> = { plan: null, records: [] }
  const journal: JournalStore<Plan> = {
    begin(plan) {
      if (kept.plan !== null) return Promise.resolve({ kind: 'occupied', planId: kept.plan.id })
      Object.assign(kept, { plan, records: [] })
      return Promise.resolve(STORED)
    },
    append(planId, record) {
      if (kept.plan?.id === planId) kept.records.push(record)
      return Promise.resolve(kept.plan?.id === planId)
    },
    unfinished: () =>
      Promise.resolve(
        kept.plan === null ? null : { kind: 'whole', plan: kept.plan, records: [...kept.records] },
      ),
    finish(planId) {
      if (kept.plan?.id === planId) Object.assign(kept, { plan: null, records: [] })
      return Promise.resolve()
    },
  }
  return { kept, journal }
}

/** A journal that takes everything and gives nothing back. */
export function deafJournal<Plan>(): JournalStore<Plan> {
  return {
    begin: () => Promise.resolve(STORED),
    append: () => Promise.resolve(true),
    unfinished: () => Promise.resolve(null),
    finish: () => Promise.resolve(),
  }
}

/** The session of a job that has begun; a test in which it did not begin ends here. */
export function begunSession<Session>(begun: BeginOutcome<Session>): Session {
  if (begun.kind !== 'begun') throw new Error(`did not begin: ${begun.kind}`)
  return begun.session
}
