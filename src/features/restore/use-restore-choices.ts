import { useDeferredValue, useMemo, useState } from 'react'
import type { RestoreReading } from '#core/restore/plan/make-restore-plan.ts'
import { summaryOf, type PlanSummary } from '#core/restore/plan/summary/summary.ts'
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

/** The plan with the person's choices applied, without asking the portal again. */
export interface RestoreChoicesState {
  readonly reading: RestoreReading
  readonly plan: RestorePlan
  readonly summary: PlanSummary
  /** How many contacts the restore creates or completes. */
  readonly count: number
  /** How many contacts are back already and can be completed. */
  readonly returned: number
  readonly conflicts: number
  /** Indices of the plan's entries; entries that need a decision come first. */
  readonly listed: readonly number[]
  readonly shown: RestoreFilter
  readonly setShown: (shown: RestoreFilter) => void
  readonly completeReturned: boolean
  readonly setCompleteReturned: (complete: boolean) => void
  /** The person's answer. It is known at once; the plan follows later. */
  readonly answerFor: (oldId: number) => ConflictAnswer | null
  /** `answer` null: removes the answer. */
  readonly answer: (oldIds: readonly number[], answer: ConflictAnswer | null) => void
  readonly answerAll: (answer: ConflictAnswer) => void
  /** The last answer is not in the plan yet. */
  readonly settling: boolean
}

/** @param inPart some contacts are partly restored */
export function useRestoreChoices(
  reading: RestoreReading,
  context: RestoreContext,
  inPart: boolean,
): RestoreChoicesState {
  const [answers, setAnswers] = useState<ReadonlyMap<number, ConflictAnswer>>(new Map())
  const [completeReturned, setCompleteReturned] = useState(inPart)
  const [shown, setShown] = useState<RestoreFilter>('all')
  const { contacts, findings } = reading

  // Deferred, because planning ten thousand contacts again must not delay the next answer.
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
