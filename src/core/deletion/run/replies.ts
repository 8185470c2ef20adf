import type { Failure } from '../../failure.ts'
import { guardReasons, keptBy, needsRelations, type GuardReason, type GuardRules } from '../../plan/guards.ts'
import { factsBeforeDelete } from '../../plan/plan-reasons.ts'
import type { Plan } from '../../plan/plan.ts'
import { hasRelation, itemKey } from '../../plan/relations.ts'
import type { DeleteAnswer, Presence } from '../verdict.ts'
import type { AnsweredEvent, CopiedEvent, LookedEvent, SentEvent } from './events.ts'
import type { BatchReply, BatchRequest, CheckAnswer } from '../ports.ts'
import type { CopyReply, CopyNote } from '../../archive/ports.ts'
import type { Indices } from '../../job/state.ts'

/** The request for a batch: ids instead of indices. */
export function requestFor(
  plan: Plan,
  { deletes, checks }: Pick<SentEvent, 'deletes' | 'checks'>,
): BatchRequest {
  const { older } = plan
  return {
    deletes: idsOf(plan, deletes),
    checks: idsOf(plan, checks),
    since: plan.plannedAt,
    relations: asksRelations(plan),
    ...(older === undefined
      ? {}
      : { older: new Map(checks.map((at) => [plan.ids[at] ?? 0, older[at] ?? 0])) }),
  }
}

/** Whether checks read relations as well as rows: a rule needs them, or they are compared with the copies. */
export function asksRelations({ guards, confirmation }: Pick<Plan, 'guards' | 'confirmation'>): boolean {
  return needsRelations(guards) || confirmation !== undefined
}

export function idsOf(plan: Plan, contacts: Indices): number[] {
  return contacts.map((contact) => plan.ids[contact] ?? 0)
}

/**
 * An answer as the compact event that is journalled: compares the facts of each checked contact with the plan and its
 * guard rules, and stores only the result.
 */
export function answeredEvent(
  plan: Plan,
  rules: GuardRules,
  sent: SentEvent,
  reply: Extract<BatchReply, { kind: 'answered' }>,
  at: number,
  copies: CopyNotes | null = null,
): AnsweredEvent {
  const deleted: number[] = []
  const others: [number, Exclude<DeleteAnswer, { kind: 'true' }>][] = []
  for (const contact of sent.deletes) {
    const answer = reply.deletes.get(plan.ids[contact] ?? 0)
    if (answer?.kind === 'true') deleted.push(contact)
    else if (answer !== undefined) others.push([contact, answer])
  }
  const meter = reply.timing.meters.find(({ name }) => name === 'delete')
  return {
    type: 'answered',
    at,
    batch: sent.batch,
    deleted,
    others,
    ...checkResults(plan, rules, sent.checks, reply.checks, at, copies),
    meter: meter === undefined ? null : { operating: meter.operating, resetAt: meter.resetAt },
  }
}

/** Notes on the copies that this visit made, by the index of the contact. */
export type CopyNotes = ReadonlyMap<number, CopyNote>

/**
 * Whether a contact is still as it was copied, as far as a check can see: its row, its comments (except those of the
 * person responsible), its activities, requisites and links. The portal gives whole seconds
 * (portal README, "Dates and times"). For a copy of an earlier visit the time of the plan is used: it was made later.
 */
function isUpToDate(
  plan: Plan,
  contact: number,
  { row, touchedAt, changed }: Extract<CheckAnswer, { kind: 'there' }>,
  copies: CopyNotes,
): boolean {
  const note = copies.get(contact)
  const second = Math.floor((note?.readAt ?? plan.plannedAt) / 1000) * 1000
  const isAsPlanned = row.modifiedAt === plan.modifiedAt[contact]
  // Without a time nothing shows whether it changed.
  if (!isAsPlanned && (row.modifiedAt === null || row.modifiedAt >= second)) return false
  if (touchedAt !== null && touchedAt >= second) return false
  const known = new Set(note?.links)
  return changed.every((relation) => {
    const key = itemKey(relation)
    return key === null || known.has(key) || hasRelation(plan.relations, contact, relation)
  })
}

type CheckResults = Pick<AnsweredEvent, 'clear' | 'absent' | 'guarded' | 'unread'>

function checkResults(
  plan: Plan,
  rules: GuardRules,
  contacts: Indices,
  answers: ReadonlyMap<number, CheckAnswer>,
  at: number,
  copies: CopyNotes | null,
): CheckResults {
  const clear: number[] = []
  const absent: number[] = []
  const guarded: [number, GuardReason][] = []
  const unread: [number, Failure][] = []
  for (const contact of contacts) {
    const answer = answers.get(plan.ids[contact] ?? 0)
    if (answer === undefined) continue
    if (answer.kind === 'absent') absent.push(contact)
    if (answer.kind === 'unread') unread.push([contact, answer.failure])
    if (answer.kind !== 'there') continue
    const facts = {
      ...factsBeforeDelete(plan, contact, answer.row, answer.changed, answer.unreadable, answer.blind),
      onProtectList: answer.onProtectList ?? 'no',
    }
    const reason = keptBy(guardReasons(facts, rules, at))
    if (reason !== null) guarded.push([contact, reason])
    else if (plan.older !== undefined && answer.olderStays !== true)
      guarded.push([contact, { rule: 'older-changed', mode: 'keep', sure: true }])
    else if (copies === null || isUpToDate(plan, contact, answer, copies)) clear.push(contact)
    else {
      const sure = answer.row.modifiedAt !== null
      guarded.push([contact, { rule: 'copy-outdated', mode: 'keep', sure }])
    }
  }
  return { clear, absent, guarded, unread }
}

/** The answer to a look, as the event that is journalled. */
export function lookedEvent(
  plan: Plan,
  look: { readonly batch: number; readonly contacts: Indices },
  presences: ReadonlyMap<number, Presence>,
  at: number,
): LookedEvent {
  const seen = look.contacts.map((contact) => [contact, presences.get(plan.ids[contact] ?? 0)] as const)
  const having = (kind: Presence['kind']): number[] =>
    seen.filter(([, presence]) => presence?.kind === kind).map(([contact]) => contact)
  return {
    type: 'looked',
    at,
    batch: look.batch,
    there: having('there'),
    gone: having('gone'),
    hidden: having('hidden'),
    unread: seen.flatMap(([contact, presence]) =>
      presence?.kind === 'unread' ? [[contact, presence.failure] as const] : [],
    ),
  }
}

/**
 * The copies that were made, as the event that is journalled. Copies of contacts not asked for are ignored.
 * @param from how many parts the archive had before.
 */
export function copiedEvent(
  plan: Plan,
  contacts: Indices,
  from: number,
  reply: Extract<CopyReply, { kind: 'copied' }>,
  at: number,
): CopiedEvent {
  const copies = new Map(reply.copies.map((copy) => [copy.id, copy]))
  const goes = plan.confirmation?.incompleteCopies === 'delete'
  const copied = contacts.map((contact) => [contact, copies.get(plan.ids[contact] ?? 0)] as const)
  const having = (fits: (whole: boolean) => boolean): number[] =>
    copied.flatMap(([contact, copy]) => (copy !== undefined && fits(copy.whole) ? contact : []))
  return {
    type: 'copied',
    at,
    from,
    seals: reply.seals,
    free: having((whole) => whole || goes),
    kept: having((whole) => !whole && !goes),
    missing: copied.flatMap(([contact, copy]) => (copy === undefined ? contact : [])),
    incomplete: having((whole) => !whole).length,
  }
}
