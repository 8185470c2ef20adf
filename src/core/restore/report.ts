import { mayBeDone, type Failure } from '../failure.ts'
import { groupOfTask, type AttachmentGroup } from './plan/summary/summary.ts'
import type { RestorePlan } from './plan/plan.ts'
import { isThere, statusOfTask, verdictOfTask, type RestoreState, type TaskVerdict } from './run/state.ts'

/** What the tasks of a group have in common: their verdict, and its reason where there is one. */
export interface RestoreReportReason {
  readonly kind: TaskVerdict['kind']
  /** Only for `failed`, and for what the portal refused and is `unknown`; null where its answer was lost. */
  readonly failure: Failure | null
}

export interface RestoreReportGroup {
  readonly reason: RestoreReportReason
  /** Indices of tasks, in plan order. */
  readonly tasks: readonly number[]
}

/** What became of everything in a restore plan. */
export interface RestoreReport {
  /** The contacts themselves; each is in exactly one group. */
  readonly contacts: readonly RestoreReportGroup[]
  /** Of the things linked to restored contacts: how many are restored, of how many. */
  readonly parts: Readonly<Partial<Record<AttachmentGroup, { readonly back: number; readonly all: number }>>>
  /** The linked things that are not restored, may not be restored, or are restored differently. */
  readonly missing: readonly (RestoreReportGroup & { readonly group: AttachmentGroup })[]
}

/** Problems first. */
const ORDER: readonly TaskVerdict['kind'][] = [
  'doubled',
  'access-denied',
  'failed',
  'unknown',
  'waiting',
  'target-gone',
  'not-primary',
  'blocked',
  'restored',
  'already',
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
    // Its contact is missing or belongs to another restore; the group of the contact already says so.
    if (
      !contactIsBack &&
      (verdict.kind === 'blocked' || verdict.kind === 'waiting') &&
      task.kind !== 'contact'
    )
      return
    const reason = { kind: verdict.kind, failure: refusalIn(verdict) }
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

function refusalIn(verdict: TaskVerdict): Failure | null {
  if (verdict.kind === 'failed') return verdict.failure
  return verdict.kind === 'unknown' && !mayBeDone(verdict.failure) ? verdict.failure : null
}

/** How many are restored of which it could not be checked that they are there only once. */
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

/** A link counts even if the contact is not the primary one. */
function isBack({ kind }: TaskVerdict): boolean {
  return kind === 'restored' || kind === 'already' || kind === 'not-primary'
}

function byVerdict(a: Pick<RestoreReportGroup, 'reason'>, b: Pick<RestoreReportGroup, 'reason'>): number {
  return ORDER.indexOf(a.reason.kind) - ORDER.indexOf(b.reason.kind)
}
