import { useMemo, useState } from 'react'
import type { FilterScope } from '#core/filter/saved-filters.ts'
import type { GuardRule, GuardSettings, Overrides } from '#core/plan/guards.ts'
import { confirmedPlan, notOverriding, overriding } from '#core/plan/overrides.ts'
import type { Plan } from '#core/plan/plan.ts'
import type { Brake } from '#core/plan/saved/brake.ts'
import { ofOthers } from '#core/plan/responsible-share.ts'
import { assessPlan, reviewPlan, type Bin, type Review } from '#core/plan/review.ts'

const ORDERS = ['risk', 'name', 'id'] as const
export type Order = (typeof ORDERS)[number]

/** The two lists of a review: what will be deleted, and what a rule skips. */
export type ReviewTab = 'deleted' | 'skipped'

/** For how long a contact is protected: in this run only, or on the protect list, for me or for everybody. */
export type ProtectedFor = 'run' | FilterScope

export interface ReviewState {
  /** With the current rules and overrides; unticked contacts are still in it. */
  readonly plan: Plan
  readonly review: Review
  readonly tab: ReviewTab
  /**
   * Indices of the tab's contacts, in the order of the list. One that was unticked, or skipped by a press in this tab,
   * stays in its place, so that nothing moves under the pointer.
   */
  readonly listed: readonly number[]
  /** Not deleted, by the person's own choice: unticked one by one, or left out because others are responsible. */
  readonly unticked: ReadonlySet<number>
  /** How many contacts were left out because others are responsible; 0: none. */
  readonly leftOut: number
  readonly order: Order
  readonly setTab: (tab: ReviewTab) => void
  readonly setOrder: (order: Order) => void
  readonly tick: (index: number, ticked: boolean) => void
  readonly leaveOthersOut: (leave: boolean) => void
  /** "Delete anyway" for these contacts where these rules skip them; `anyway` false takes it back. */
  readonly override: (rules: readonly GuardRule[], indices: readonly number[], anyway: boolean) => void
  /** Contacts that were protected in this review, by ID. */
  readonly protectedHere: ReadonlyMap<number, ProtectedFor>
  /** Null takes the protection back. */
  readonly protect: (index: number, scope: ProtectedFor | null) => void
  readonly setGuards: (guards: GuardSettings) => void
  /** The plan to confirm: without the unticked contacts. */
  readonly confirmed: () => Plan
}

const NONE: ReadonlySet<number> = new Set()

/** The plan under review: rules, ticks, order. The expensive parts are computed again only when the rules change. */
export function useReview(
  made: Plan,
  hidden: ReadonlySet<number>,
  bin: Bin,
  brake: Brake | null = null,
): ReviewState {
  const [rules, setRules] = useState(made.guards)
  const [protectedHere, setProtectedHere] = useState<ReadonlyMap<number, ProtectedFor>>(new Map())
  const [overridden, setOverridden] = useState<Overrides>({})
  const [singly, setSingly] = useState<ReadonlySet<number>>(NONE)
  const [withoutOthers, leaveOthersOut] = useState(false)
  const [order, setOrder] = useState<Order>('risk')
  const [chosenTab, setTab] = useState<ReviewTab | null>(null)
  const [staying, setStaying] = useState(NONE)

  const guards = useMemo(() => withProtected(rules, protectedHere.keys()), [rules, protectedHere])
  const plan = useMemo(() => ({ ...made, guards, overridden }), [made, guards, overridden])
  const assessed = useMemo(() => assessPlan(plan), [plan])
  const others = useMemo(() => (withoutOthers ? new Set(ofOthers(made)) : NONE), [made, withoutOthers])
  const unticked = useMemo(() => new Set([...singly, ...others]), [singly, others])
  const review = useMemo(
    () => reviewPlan(plan, bin, unticked, assessed, brake),
    [plan, bin, unticked, assessed, brake],
  )
  // Where rules skip all, the first thing to see is why.
  const tab = chosenTab ?? (review.toDelete.length === 0 && unticked.size === 0 ? 'skipped' : 'deleted')
  const sorted = useMemo(
    () => hiddenFirst(plan, hidden, order === 'risk' ? assessed.order : sortedBy(plan, order)),
    [plan, hidden, order, assessed],
  )
  const listed = useMemo(() => {
    const heldBack = new Set(review.heldBack)
    return sorted.filter((index) =>
      tab === 'skipped'
        ? heldBack.has(index)
        : (!review.kept.has(index) || staying.has(index)) && !others.has(index),
    )
  }, [sorted, tab, review, others, staying])

  /** A press in the list of a tab: it stays this tab, with its rows in their places. */
  function stay(indices: readonly number[]): void {
    setTab(tab)
    setStaying((now) => new Set([...now, ...indices]))
  }

  return {
    plan,
    review,
    tab,
    listed,
    unticked,
    leftOut: useMemo(() => [...others].filter((index) => !review.kept.has(index)).length, [others, review]),
    order,
    setTab: (next) => {
      setStaying(NONE)
      setTab(next)
    },
    setOrder: (next) => {
      setStaying(NONE)
      setOrder(next)
    },
    tick: (index, ticked) =>
      setSingly((now) => {
        const next = new Set(now)
        if (ticked) next.delete(index)
        else next.add(index)
        return next
      }),
    leaveOthersOut,
    override: (rules, indices, anyway) => {
      const ids = indices.map((index) => made.ids[index] ?? 0)
      stay(indices)
      setOverridden((now) => (anyway ? overriding : notOverriding)(now, rules, ids))
    },
    protectedHere,
    protect(index, scope) {
      const id = made.ids[index] ?? 0
      stay([index])
      setProtectedHere((now) => {
        const next = new Map(now)
        if (scope === null) next.delete(id)
        else next.set(id, scope)
        return next
      })
    },
    setGuards(changed) {
      // Who turns the rule off means it for those protected in this review, too.
      if (changed.modes['protect-list'] !== 'keep') setProtectedHere(new Map())
      setRules({ ...changed, protectedIds: made.guards.protectedIds })
    },
    confirmed: () => confirmedPlan(plan, review, unticked),
  }
}

/** The rules with these contacts on the protect list, too. */
export function withProtected(guards: GuardSettings, ids: Iterable<number>): GuardSettings {
  const protectedIds = [...new Set([...guards.protectedIds, ...ids])]
  if (protectedIds.length === guards.protectedIds.length) return guards
  return { ...guards, modes: { ...guards.modes, 'protect-list': 'keep' }, protectedIds }
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
