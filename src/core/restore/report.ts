import { mayBeDone, type Failure } from '../failure.ts'
import { groupOfTask, thingOf, type AttachmentGroup } from './plan/summary/summary.ts'
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
  /**
   * Of the things linked to restored contacts: how many are restored, of how many. One that several contacts are linked
   * to counts once, and as restored where each of them has it again.
   */
  readonly parts: Readonly<Partial<Record<AttachmentGroup, { readonly back: number; readonly all: number }>>>
  /** The linked things that are not restored, may not be restored, or are restored differently. */
  readonly missing: readonly MissingParts[]
}

export interface MissingParts extends RestoreReportGroup {
  readonly group: AttachmentGroup
  /** A task for each contact that lacks it; these are fewer where several contacts lack the same. */
  readonly things: ReadonlySet<string | number>
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

interface Counted {
  readonly all: Set<string | number>
  readonly lacking: Set<string | number>
}

export function restoreReport(plan: RestorePlan, state: RestoreState): RestoreReport {
  const contacts = new Map<string, { reason: RestoreReportReason; tasks: number[] }>()
  const missing = new Map<string, MissingParts & { tasks: number[]; things: Set<string | number> }>()
  const parts: Partial<Record<AttachmentGroup, Counted>> = {}
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
    const thing = thingOf(task, at)
    const count = (parts[group] ??= { all: new Set(), lacking: new Set() })
    count.all.add(thing)
    if (!isBack(verdict) && verdict.kind !== 'doubled') count.lacking.add(thing)
    if (verdict.kind === 'restored' || verdict.kind === 'already') return
    const own = missing.get(`${group} ${key}`) ?? { reason, tasks: [], group, things: new Set() }
    missing.set(`${group} ${key}`, own)
    own.tasks.push(at)
    own.things.add(thing)
  })
  return {
    contacts: [...contacts.values()].sort(byVerdict),
    parts: Object.fromEntries(
      Object.entries(parts).map(([group, { all, lacking }]) => [
        group,
        { back: all.size - lacking.size, all: all.size },
      ]),
    ),
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
