import type { Failure } from '../failure.ts'
import { groupOfTask, type AttachmentGroup } from './plan/summary.ts'
import type { RestorePlan } from './plan/plan.ts'
import { isThere, statusOfTask, verdictOfTask, type RestoreState, type TaskVerdict } from './run/state.ts'

/** Why tasks belong together: their verdict, and its reason where there is one. */
export interface RestoreReportReason {
  readonly kind: TaskVerdict['kind']
  /** Only of `failed`. */
  readonly failure: Failure | null
}

export interface RestoreReportGroup {
  readonly reason: RestoreReportReason
  /** Indices of tasks, in the order of the plan. */
  readonly tasks: readonly number[]
}

/** What became of everything in a restore plan. */
export interface RestoreReport {
  /** Of the contacts themselves; every contact is in one. */
  readonly contacts: readonly RestoreReportGroup[]
  /** How many of what hung on those that are back is back too, of how many. */
  readonly parts: Readonly<Partial<Record<AttachmentGroup, { readonly back: number; readonly all: number }>>>
  /** What of that is not (surely) back, or not as it was. */
  readonly missing: readonly (RestoreReportGroup & { readonly group: AttachmentGroup })[]
}

const ORDER: readonly TaskVerdict['kind'][] = [
  'restored',
  'already',
  'doubled',
  'access-denied',
  'failed',
  'unknown',
  'target-gone',
  'not-primary',
  'blocked',
  'waiting',
]

export function restoreReport(plan: RestorePlan, state: RestoreState): RestoreReport {
  const contacts = new Map<string, { reason: RestoreReportReason; tasks: number[] }>()
  const missing = new Map<string, { reason: RestoreReportReason; tasks: number[]; group: AttachmentGroup }>()
  const parts: Partial<Record<AttachmentGroup, { back: number; all: number }>> = {}
  let contactIsBack = false
  plan.tasks.forEach((task, at) => {
    const verdict = verdictOfTask(state, at)
    if (task.kind === 'contact')
      contactIsBack = verdict.kind === 'restored' || isThere(task, statusOfTask(state, at))
    // What was not tried since its contact is not there, or somebody else's, has been said with the contact.
    if (
      !contactIsBack &&
      (verdict.kind === 'blocked' || verdict.kind === 'waiting') &&
      task.kind !== 'contact'
    )
      return
    const reason = { kind: verdict.kind, failure: verdict.kind === 'failed' ? verdict.failure : null }
    const key = JSON.stringify(reason)
    const group = groupOfTask(task)
    if (group === null) {
      const own = contacts.get(key)
      if (own === undefined) contacts.set(key, { reason, tasks: [at] })
      else own.tasks.push(at)
      return
    }
    const count = (parts[group] ??= { back: 0, all: 0 })
    count.all++
    if (isBack(verdict) || verdict.kind === 'doubled') count.back++
    if (verdict.kind === 'restored' || verdict.kind === 'already') return
    const own = missing.get(`${group} ${key}`)
    if (own === undefined) missing.set(`${group} ${key}`, { reason, tasks: [at], group })
    else own.tasks.push(at)
  })
  return {
    contacts: [...contacts.values()].sort(byVerdict),
    parts,
    missing: [...missing.values()].sort(byVerdict),
  }
}

/** How many are there of which it was not seen whether they are there once. */
export function unsureOf(
  plan: RestorePlan,
  state: RestoreState,
): { readonly contacts: number; readonly parts: number } {
  const unsure = plan.tasks.filter((_, task) => {
    const verdict = verdictOfTask(state, task)
    return verdict.kind === 'restored' && !verdict.sure
  })
  const contacts = unsure.filter(({ kind }) => kind === 'contact').length
  return { contacts, parts: unsure.length - contacts }
}

/** Linked, though not as the primary one, is linked. */
function isBack({ kind }: TaskVerdict): boolean {
  return kind === 'restored' || kind === 'already' || kind === 'not-primary'
}

function byVerdict(a: Pick<RestoreReportGroup, 'reason'>, b: Pick<RestoreReportGroup, 'reason'>): number {
  return ORDER.indexOf(a.reason.kind) - ORDER.indexOf(b.reason.kind)
}
