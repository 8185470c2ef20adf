import { mayPass, type Failure } from '../failure.ts'
import type { Relation } from '../relations.ts'
import type { BatchSender, CheckAnswer } from '../run/ports.ts'
import type { ArchivedContact, ArchivePart } from './record.ts'

/** Whether a contact is still what its copy says. */
export type Since =
  /** Also where nobody can look for good, as with a contact of another category or a portal that refuses the list. */
  | { readonly kind: 'same' }
  /** `certain` false: it may have been in the very moment of copying, or only something that hangs on it changed. */
  | { readonly kind: 'changed'; readonly certain: boolean }
  | { readonly kind: 'unread'; readonly failure: Failure }

/** DATE_MODIFY has whole seconds: a change in the second of the copy does not show. */
const SECOND = 1000
const MOST_LOOKS = 2

/**
 * One look just before the delete, a request with nothing but readings: the contact's DATE_MODIFY, and what was linked
 * to it since. Comments carry no such date, and links that were taken away leave no trace: neither shows.
 */
export async function changedSince(
  copy: ArchivedContact,
  { send }: Pick<BatchSender, 'send'>,
): Promise<Since> {
  const request = { deletes: [], checks: [copy.id], since: copy.readAt, relations: true }
  for (let looks = 1; ; looks++) {
    const reply = await send(request)
    const answer: CheckAnswer | undefined =
      reply.kind === 'failed' ? { kind: 'unread', failure: reply.failure } : reply.checks.get(copy.id)
    if (answer === undefined || answer.kind === 'absent') return { kind: 'same' }
    if (answer.kind === 'there') return compared(copy, answer)
    const { failure } = answer
    if (!mayPass(failure) && failure.kind !== 'auth') return { kind: 'same' }
    if (looks === MOST_LOOKS) return { kind: 'unread', failure }
  }
}

function compared(copy: ArchivedContact, answer: Extract<CheckAnswer, { kind: 'there' }>): Since {
  const { modifiedAt } = answer.row
  const copied = typeof copy.fields.DATE_MODIFY === 'string' ? Date.parse(copy.fields.DATE_MODIFY) : NaN
  if (modifiedAt !== null && Number.isFinite(copied) && modifiedAt !== copied) {
    return { kind: 'changed', certain: true }
  }
  if (answer.changed.some((relation) => isNew(relation, copy))) return { kind: 'changed', certain: true }
  const sameSecond = modifiedAt !== null && modifiedAt + SECOND > copy.readAt
  // Requisites go with the contact: what changed in one of them is lost with it.
  const touched = answer.changed.some(({ kind }) => kind === 'requisite')
  return sameSecond || touched ? { kind: 'changed', certain: false } : { kind: 'same' }
}

/** The portal's entityTypeIds (rest-contract.md, 5). */
const TYPE_OF = { deal: 2, invoice: 31, quote: 7 } as const

/** Something that hangs on it now, and that its copy does not have; done activities are not copied. */
function isNew({ kind, typeId, id, open }: Relation, copy: ArchivedContact): boolean {
  const has = (part: ArchivePart, rows: readonly { readonly id: number }[]): boolean =>
    // What the copy does not have in full may have been there before.
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
