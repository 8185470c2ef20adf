import { useDeferredValue, useMemo, useState } from 'react'
import type { RestoreReading } from '#core/restore/plan/make-restore-plan.ts'
import { summaryOf, type PlanSummary } from '#core/restore/plan/summary.ts'
import {
  isRestored,
  planRestore,
  type ConflictAnswer,
  type RestoreContext,
  type RestoreEntry,
  type RestorePlan,
} from '#core/restore/plan/plan.ts'

export const SHOWN = ['all', 'conflicts', 'skipped'] as const
export type RestoreFilter = (typeof SHOWN)[number]

/** The plan as the person's choices make it; the portal is not asked again. */
export interface RestoreChoicesState {
  readonly reading: RestoreReading
  readonly plan: RestorePlan
  readonly summary: PlanSummary
  /** Contacts that something is done for. */
  readonly count: number
  /** How many of the contacts are back already and could be completed. */
  readonly returned: number
  readonly conflicts: number
  /** Indices into the plan's entries: those to decide first. */
  readonly listed: readonly number[]
  readonly shown: RestoreFilter
  readonly setShown: (shown: RestoreFilter) => void
  readonly completeReturned: boolean
  readonly setCompleteReturned: (complete: boolean) => void
  /** What was answered, at once; the plan follows. */
  readonly answerFor: (oldId: number) => ConflictAnswer | null
  /** Null takes an answer back. */
  readonly answer: (oldIds: readonly number[], answer: ConflictAnswer | null) => void
  readonly answerAll: (answer: ConflictAnswer) => void
  /** The last answer is not in the plan yet. */
  readonly settling: boolean
}

export function useRestoreChoices(reading: RestoreReading, context: RestoreContext): RestoreChoicesState {
  const [answers, setAnswers] = useState<ReadonlyMap<number, ConflictAnswer>>(new Map())
  const [completeReturned, setCompleteReturned] = useState(false)
  const [shown, setShown] = useState<RestoreFilter>('all')
  const { contacts, findings } = reading

  // Planning ten thousand contacts anew with each answer must not hold up the next one.
  const settled = useDeferredValue(answers)
  const plan = useMemo(
    () => planRestore(context, contacts, findings, { conflicts: settled, completeReturned }),
    [context, contacts, findings, settled, completeReturned],
  )
  const summary = useMemo(() => summaryOf(plan), [plan])
  const listed = useMemo(() => listedOf(plan.entries, shown), [plan, shown])
  const conflicting = plan.entries.filter(({ decision }) => decision.kind === 'conflict')

  function answer(oldIds: readonly number[], given: ConflictAnswer | null): void {
    setAnswers((now) => {
      const next = new Map(now)
      for (const id of oldIds) {
        if (given === null) next.delete(id)
        else next.set(id, given)
      }
      return next
    })
  }

  return {
    reading,
    plan,
    summary,
    count: summary.create + summary.complete,
    returned: summary.complete + summary.alreadyBack,
    conflicts: conflicting.length,
    listed,
    shown,
    setShown,
    completeReturned,
    setCompleteReturned,
    answerFor: (oldId) => answers.get(oldId) ?? null,
    answer,
    answerAll: (given) =>
      answer(
        conflicting.map(({ oldId }) => oldId),
        given,
      ),
    settling: settled !== answers,
  }
}

function listedOf(entries: readonly RestoreEntry[], shown: RestoreFilter): readonly number[] {
  const indices = [...entries.keys()]
  const isConflict = (at: number): boolean => entries[at]?.decision.kind === 'conflict'
  switch (shown) {
    case 'all':
      return [...indices.filter(isConflict), ...indices.filter((at) => !isConflict(at))]
    case 'conflicts':
      return indices.filter(isConflict)
    case 'skipped':
      return indices.filter((at) => {
        const entry = entries[at]
        return entry !== undefined && !isRestored(entry.decision)
      })
  }
}
