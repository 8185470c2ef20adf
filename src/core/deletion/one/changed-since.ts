import { mayPass, type Failure } from '../../failure.ts'
import type { JsonValue } from '../../json.ts'
import type { Relation } from '../../plan/relations.ts'
import type { TryLater } from './try-later.ts'
import type { BatchSender, CheckAnswer } from '../ports.ts'
import type { ArchivedContact, ArchiveSection } from '../../archive/archived-contact.ts'

/** Whether a contact is still as its copy says. */
export type Since =
  /** Also if it cannot be checked, e.g. a contact of another category, or a portal that refuses the list. */
  | { readonly kind: 'same' }
  /** `certain` false: the change may already be in the copy, since it happened in the second of copying. */
  | { readonly kind: 'changed'; readonly certain: boolean }
  | { readonly kind: 'unread'; readonly failure: Failure }

/** The portal's times have whole seconds. Ms. */
const SECOND = 1000
const MOST_LOOKS = 2

/**
 * Checks a contact just before its delete, with one request that only reads: its DATE_MODIFY, what was linked to it
 * since, and when somebody last did something with it. Two changes do not show: removed links, and a comment of the
 * person responsible, which the portal does not count as activity.
 */
export async function changedSince(
  copy: ArchivedContact,
  { send }: Pick<BatchSender, 'send'>,
  tryLater: TryLater,
): Promise<Since> {
  const request = { deletes: [], checks: [copy.id], since: copy.readAt, relations: true }
  for (let looks = 1; ; looks++) {
    const reply = await send(request)
    const answer: CheckAnswer | undefined =
      reply.kind === 'failed' ? { kind: 'unread', failure: reply.failure } : reply.checks.get(copy.id)
    if (answer === undefined || answer.kind === 'absent') return { kind: 'same' }
    if (answer.kind === 'there') return compared(copy, answer)
    const { failure } = answer
    if (await tryLater(failure)) {
      looks--
      continue
    }
    if (!mayPass(failure) && failure.kind !== 'auth') return { kind: 'same' }
    // The answer was unreadable twice: delete anyway, since the copy is a second old and the verdict is read separately.
    if (looks === MOST_LOOKS)
      return failure.kind === 'bad-answer' ? { kind: 'same' } : { kind: 'unread', failure }
  }
}

type Change = 'certain' | 'perhaps' | 'no'

function compared(copy: ArchivedContact, answer: Extract<CheckAnswer, { kind: 'there' }>): Since {
  const changes = [rowChange(copy, answer.row.modifiedAt), touch(copy, answer.touchedAt)]
  const certain = changes.includes('certain') || answer.changed.some((relation) => isNew(relation, copy))
  return certain || changes.includes('perhaps') ? { kind: 'changed', certain } : { kind: 'same' }
}

function rowChange({ fields, readAt }: ArchivedContact, modifiedAt: number | null): Change {
  const copied = timeIn(fields.DATE_MODIFY)
  if (modifiedAt === null) return 'no'
  if (copied !== null && modifiedAt !== copied) return 'certain'
  return isBefore(modifiedAt, readAt) ? 'no' : 'perhaps'
}

/** Compares the portal's time with the time of the copy, which is our clock's if the portal gave none. */
function touch({ fields, readAt }: ArchivedContact, touchedAt: number | null): Change {
  if (touchedAt === null || isBefore(touchedAt, readAt)) return 'no'
  return touchedAt > readAt && touchedAt !== timeIn(fields.LAST_ACTIVITY_TIME) ? 'certain' : 'perhaps'
}

/** False for a change in the second of the copy: times have whole seconds, so it may have come after the copy. */
function isBefore(at: number, readAt: number): boolean {
  return at + SECOND <= readAt
}

function timeIn(value: JsonValue | undefined): number | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : at
}

/** The portal's entityTypeIds (portal README, "Two families of methods"). */
const TYPE_OF = { deal: 2, invoice: 31, quote: 7 } as const

/** Whether something is linked to the contact that its copy does not have; completed activities are not copied. */
function isNew({ kind, typeId, id, open }: Relation, copy: ArchivedContact): boolean {
  const has = (part: ArchiveSection, rows: readonly { readonly id: number }[]): boolean =>
    // If the copy lacks a part of this section, the thing may have been there before.
    rows.some((one) => one.id === id) || copy.unsaved.some((one) => one.part === part)
  switch (kind) {
    case 'activity':
      return open === true && !has('activities', copy.activities)
    case 'requisite':
      return !has('requisites', copy.requisites)
    case 'company':
      return !has('companies', copy.companies)
    case 'item':
      return !has('links', linksOf(copy, typeId))
    case 'deal':
    case 'quote':
    case 'invoice':
      return !has('links', linksOf(copy, TYPE_OF[kind]))
  }
}

function linksOf({ links }: ArchivedContact, entityTypeId: number): ArchivedContact['links'] {
  return links.filter((one) => one.entityTypeId === entityTypeId)
}
