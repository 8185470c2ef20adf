import { consequencesOf, type PlanConsequences } from './plan-consequences.ts'
import { keptBy, type GuardReason } from './guards.ts'
import { skippingRules } from './overrides.ts'
import { reviewReasons } from './plan-reasons.ts'
import { type Plan } from './plan.ts'
import { responsibleShare, type ResponsibleShare } from './responsible-share.ts'
import { odditiesOf, type Brake, type Oddity } from './saved/brake.ts'
import { kindCode, type RelationTable } from './relations.ts'

/** What a person sees before anything is deleted. Contacts are named by their index in the plan. */
export interface Review {
  /** Contacts that will be deleted, riskiest first; at the same risk in the plan's order. */
  readonly toDelete: readonly number[]
  /** Contacts skipped by a rule, with their reasons. They stay in the plan with the verdict `guarded`. */
  readonly kept: ReadonlyMap<number, readonly GuardReason[]>
  /** Contacts that a rule skips or, without "Delete anyway", would skip; in the order of `toDelete`. */
  readonly heldBack: readonly number[]
  /** Contacts with warnings that no rule skips, including unticked ones. */
  readonly warned: ReadonlyMap<number, readonly GuardReason[]>
  /** The warnings that all of `toDelete` have, to be said once. */
  readonly commonWarnings: readonly GuardReason[]
  readonly responsible: ResponsibleShare
  /** What deleting all of `toDelete` means. */
  readonly totals: PlanConsequences
  readonly dangers: readonly Danger[]
  readonly confirmation: Confirmation
}

/**
 * `more-than-half`: more than half of all contacts would be deleted, as when the portal dropped a filter
 * (portal README, "Lists and filters").
 */
export type Danger =
  | { readonly kind: 'more-than-half'; readonly count: number; readonly of: number }
  | { readonly kind: 'could-not-read' }
  | Oddity

/** Friction follows what is at stake (core README, "Friction follows the stakes"). */
export type Confirmation =
  /** Nothing would be deleted. */
  | { readonly kind: 'nothing' }
  /** A dialog with the count and the list. */
  | { readonly kind: 'dialog'; readonly count: number }
  /** The count must be typed. */
  | { readonly kind: 'typed-count'; readonly count: number; readonly because: readonly TypedBecause[] }

export type TypedBecause =
  | 'many'
  /** The number is unusual for this saved clean-up. */
  | 'unusual'
  | 'open-deals'
  | 'unpaid-invoices'
  /** The person deletes contacts that a rule skips. */
  | 'rule-overridden'
  /** What is linked to a contact could not be read; it may be an open deal. */
  | 'could-not-read'
  | 'no-restore'
  | 'more-than-half'

/** Whether the portal's recycle bin can restore contacts; the app may not know. */
export type Bin = 'restores' | 'does-not-restore' | 'not-known'

/** For this many contacts or more, the person must type the count. */
const TYPED_FROM = 50

/** The parts of a review that take long for a large plan and do not change when contacts are unticked. */
export interface Assessment {
  readonly reasons: ReadonlyMap<number, readonly GuardReason[]>
  /** Indices of the whole plan, riskiest first. */
  readonly order: readonly number[]
}

export function assessPlan(plan: Plan): Assessment {
  const reasons = reviewReasons(plan)
  return { reasons, order: riskiestFirst(plan, reasons) }
}

const NONE: ReadonlySet<number> = new Set()

/**
 * @param unticked indices of contacts that the person unticked.
 * @param brake what is usual for the saved clean-up that this is; null: it is none.
 */
export function reviewPlan(
  plan: Plan,
  bin: Bin,
  unticked: ReadonlySet<number> = NONE,
  { reasons, order }: Assessment = assessPlan(plan),
  brake: Brake | null = null,
): Review {
  const kept = new Map<number, readonly GuardReason[]>()
  const warned = new Map<number, readonly GuardReason[]>()
  for (const [index, own] of reasons) (keptBy(own) === null ? warned : kept).set(index, own)
  const toDelete = order.filter((index) => !kept.has(index) && !unticked.has(index))
  const totals = consequencesOf(plan.relations, toDelete)
  const odd = brake === null ? [] : odditiesOf(toDelete.length, plan.contactsInPortal, brake)
  const dangers = [...odd, ...dangersOf(plan, toDelete.length, totals)]
  const overridden = toDelete.some((index) => warned.get(index)?.some(({ mode }) => mode === 'overridden'))
  return {
    toDelete,
    kept,
    heldBack: order.filter((index) => skippingRules(reasons.get(index) ?? []).length > 0),
    warned,
    commonWarnings: commonWarnings(toDelete, warned),
    responsible: responsibleShare(plan, toDelete),
    totals,
    dangers,
    confirmation: confirmationFor(toDelete.length, totals, dangers, {
      bin,
      overridden,
      unusual: odd.length > 0,
    }),
  }
}

function commonWarnings(toDelete: readonly number[], warned: Review['warned']): readonly GuardReason[] {
  const [first, ...rest] = toDelete
  if (first === undefined) return []
  const own = (index: number): readonly GuardReason[] => warned.get(index) ?? []
  return own(first).filter(
    (common) =>
      common.mode === 'warn' && rest.every((index) => own(index).some((one) => isSame(one, common))),
  )
}

/** Whether two contacts have the same reason. */
export function isSame(a: GuardReason, b: GuardReason): boolean {
  return a.rule === b.rule && a.mode === b.mode && a.sure === b.sure
}

/** Whether a person typed the count asked for. Spaces, dots and commas that group digits are ignored. */
export function isTypedCount(typed: string, count: number): boolean {
  const digits = typed.trim().replace(/(?<=\d)[\s\u00a0\u202f.,'’](?=\d{3})/gu, '')
  return digits === String(count)
}

/** Indices of the whole plan, riskiest first. The order is stable, so that the list does not jump. */
function riskiestFirst(plan: Plan, reasons: ReadonlyMap<number, readonly GuardReason[]>): number[] {
  const risks = Float64Array.from(plan.ids, (_, index) =>
    riskOf(plan.relations, index, reasons.get(index)?.length ?? 0),
  )
  return Array.from(plan.ids.keys()).sort((a, b) => (risks[b] ?? 0) - (risks[a] ?? 0) || a - b)
}

/**
 * A number that orders contacts by what their deletion may cost: first the number of open deals and open invoices
 * (amounts in different currencies cannot be compared), then failed readings, then planned activities, then the rest.
 */
function riskOf({ start, kind, open, reading }: RelationTable, index: number, reasons: number): number {
  const [from, to] = [start[index] ?? 0, start[index + 1] ?? 0]
  let [money, activities] = [0, 0]
  for (let row = from; row < to; row++) {
    if (open[row] === 0) continue
    if (kind[row] === DEAL || kind[row] === INVOICE) money++
    if (kind[row] === ACTIVITY) activities++
  }
  return (
    Math.min(money, 999) * 1e9 +
    Number(reading[index] !== 0) * 1e8 +
    Math.min(activities, 999) * 1e5 +
    (from === to && reading[index] === 0 ? reasons : Math.min(reasons, 99) * 1e3) +
    Math.min(to - from, 999)
  )
}

const [DEAL, INVOICE, ACTIVITY] = [kindCode('deal'), kindCode('invoice'), kindCode('activity')]

function dangersOf(plan: Plan, count: number, totals: PlanConsequences): Danger[] {
  const dangers: Danger[] = []
  const all = plan.contactsInPortal
  if (count > all / 2) dangers.push({ kind: 'more-than-half', count, of: all })
  if (couldNotRead(totals)) dangers.push({ kind: 'could-not-read' })
  return dangers
}

function couldNotRead(totals: PlanConsequences): boolean {
  return [totals.deal, totals.invoice].some(({ unreadable }) => unreadable)
}

function confirmationFor(
  count: number,
  totals: PlanConsequences,
  dangers: readonly Danger[],
  { bin, overridden, unusual }: { bin: Bin; overridden: boolean; unusual: boolean },
): Confirmation {
  if (count === 0) return { kind: 'nothing' }
  const because: TypedBecause[] = []
  if (count >= TYPED_FROM) because.push('many')
  if (totals.deal.open + totals.deal.unsure > 0) because.push('open-deals')
  if (totals.invoice.open + totals.invoice.unsure > 0) because.push('unpaid-invoices')
  if (unusual) because.push('unusual')
  if (overridden) because.push('rule-overridden')
  if (couldNotRead(totals)) because.push('could-not-read')
  if (bin === 'does-not-restore') because.push('no-restore')
  // On a portal with few contacts, half of them are still few: then nothing must be typed.
  if (count >= TYPED_FROM && dangers.some(({ kind }) => kind === 'more-than-half')) {
    because.push('more-than-half')
  }
  return because.length === 0 ? { kind: 'dialog', count } : { kind: 'typed-count', count, because }
}
