import { useMemo, useState } from 'react'
import type { GuardSettings } from '#core/plan/guards.ts'
import { withoutContacts, type Plan } from '#core/plan/plan.ts'
import { assessPlan, reviewPlan, type Bin, type Review } from '#core/plan/review.ts'

export const ORDERS = ['risk', 'name', 'id'] as const
export type Order = (typeof ORDERS)[number]

export const SHOWN = ['all', 'deleted', 'kept'] as const
export type ReviewFilter = (typeof SHOWN)[number]

export interface ReviewState {
  /** With the current rules; unticked contacts are still in it. */
  readonly plan: Plan
  readonly review: Review
  /** Indices, in the order of the list. */
  readonly listed: readonly number[]
  readonly unticked: ReadonlySet<number>
  readonly order: Order
  readonly shown: ReviewFilter
  readonly setOrder: (order: Order) => void
  readonly setShown: (shown: ReviewFilter) => void
  readonly tick: (index: number, ticked: boolean) => void
  readonly setGuards: (guards: GuardSettings) => void
  /** The plan to confirm: without the unticked contacts. */
  readonly confirmed: () => Plan
}

/** The plan under review: rules, ticks, order. The expensive parts are computed again only when the rules change. */
export function useReview(made: Plan, hidden: ReadonlySet<number>, bin: Bin): ReviewState {
  const [guards, setGuards] = useState(made.guards)
  const [unticked, setUnticked] = useState<ReadonlySet<number>>(new Set())
  const [order, setOrder] = useState<Order>('risk')
  const [shown, setShown] = useState<ReviewFilter>('all')

  const plan = useMemo(() => ({ ...made, guards }), [made, guards])
  const assessed = useMemo(() => assessPlan(plan), [plan])
  const review = useMemo(() => reviewPlan(plan, bin, unticked, assessed), [plan, bin, unticked, assessed])
  const sorted = useMemo(
    () => hiddenFirst(plan, hidden, order === 'risk' ? assessed.order : sortedBy(plan, order)),
    [plan, hidden, order, assessed],
  )
  const listed = useMemo(
    () =>
      shown === 'all'
        ? sorted
        : sorted.filter((index) => (review.kept.has(index) || unticked.has(index)) === (shown === 'kept')),
    [sorted, shown, review, unticked],
  )

  return {
    plan,
    review,
    listed,
    unticked,
    order,
    shown,
    setOrder,
    setShown,
    tick: (index, ticked) =>
      setUnticked((now) => {
        const next = new Set(now)
        if (ticked) next.delete(index)
        else next.add(index)
        return next
      }),
    setGuards,
    confirmed: () => withoutContacts(plan, unticked),
  }
}

function sortedBy(plan: Plan, order: 'name' | 'id'): number[] {
  const indices = Array.from(plan.ids.keys())
  const byId = (a: number, b: number): number => (plan.ids[a] ?? 0) - (plan.ids[b] ?? 0)
  if (order === 'id') return indices.sort(byId)
  const { compare } = new Intl.Collator()
  return indices.sort((a, b) => compare(plan.names[a] ?? '', plan.names[b] ?? '') || byId(a, b))
}

/** Contacts that went out of sight unnoticed must not be overlooked here too. */
function hiddenFirst(plan: Plan, hidden: ReadonlySet<number>, sorted: readonly number[]): readonly number[] {
  if (hidden.size === 0) return sorted
  const isHidden = (index: number): boolean => hidden.has(plan.ids[index] ?? 0)
  return [...sorted.filter(isHidden), ...sorted.filter((index) => !isHidden(index))]
}
