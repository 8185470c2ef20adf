import * as v from 'valibot'
import { BAD_ANSWER, PortalFailure } from '#core/failure.ts'
import { isAddedSingly, linkChange, type LinkedContacts } from '#core/restore/plan/links.ts'
import type { ActAnswer } from '#core/restore/ports.ts'
import type { RestoreTask } from '#core/restore/plan/tasks.ts'
import { DEAL, LEAD, QUOTE } from '#core/entities.ts'
import type { Command, CommandAnswer } from '../rest/rest.ts'
import { flag, id, idOrNull, listOf, read } from '../rest/wire.ts'

/** Adds links to the existing ones: read, append, write. Other contacts' links stay as they are. */

export type LinkTask = Extract<RestoreTask, { kind: 'link' }>

/** Types with a method that adds one link. For all others the whole list of an item is written. */
const FAMILIES: ReadonlyMap<number, string> = new Map([
  [LEAD, 'lead'],
  [DEAL, 'deal'],
  [QUOTE, 'quote'],
])

const bindings = listOf(v.object({ CONTACT_ID: id, IS_PRIMARY: flag }))
const itemPage = v.object({
  items: v.array(v.object({ id, contactId: idOrNull, contactIds: v.nullish(v.array(id), null) })),
})
const item = v.object({ item: v.object({ contactId: idOrNull, contactIds: listOf(id) }) })

export function linkQuestion({ entityTypeId, id: target }: LinkTask): Command {
  const family = FAMILIES.get(entityTypeId)
  return family === undefined
    ? { method: 'crm.item.get', params: { entityTypeId, id: target } }
    : { method: `crm.${family}.contact.items.get`, params: { id: target } }
}

/** Throws PortalFailure if the command was refused or its answer cannot be read. */
export function readLinked({ entityTypeId }: LinkTask, answer: CommandAnswer): LinkedContacts {
  if (FAMILIES.has(entityTypeId)) {
    const rows = read(bindings, answer)
    return {
      contactIds: rows.map((row) => row.CONTACT_ID),
      primaryId: rows.find((row) => row.IS_PRIMARY === true)?.CONTACT_ID ?? null,
    }
  }
  const { contactId, contactIds } = read(item, answer).item
  return linkedOf(contactId, contactIds)
}

/** Null: the contact is linked already, see `linkChange`. */
export function linkCommand(task: LinkTask, contactId: number, now: LinkedContacts): Command | null {
  const change = linkChange(now, contactId, task.primary)
  if (change.kind === 'nothing') return null
  const family = FAMILIES.get(task.entityTypeId)
  if (family !== undefined)
    return {
      method: `crm.${family}.contact.add`,
      params: { id: task.id, fields: { CONTACT_ID: contactId, IS_PRIMARY: change.primary ? 'Y' : 'N' } },
    }
  return listCommand(task, { ...now, contactIds: change.contactIds })
}

/** Whether a link is added by writing the whole list of linked contacts. */
export function isWholeList({ entityTypeId }: LinkTask): boolean {
  return !isAddedSingly(entityTypeId)
}

/** The contacts of up to 50 records of a type. */
export function manyLinkedQuestion(entityTypeId: number, targets: readonly number[]): Command {
  return {
    method: 'crm.item.list',
    params: {
      entityTypeId,
      select: ['id', 'contactId', 'contactIds'],
      filter: { '@id': targets },
      order: { id: 'ASC' },
      start: -1,
    },
  }
}

/** By record. Those that this user does not see are absent, and all where the list does not say it. */
export function readManyLinked(answer: CommandAnswer): ReadonlyMap<number, LinkedContacts> {
  if (answer.kind !== 'result') return new Map()
  const parsed = v.safeParse(itemPage, answer.result)
  if (!parsed.success) return new Map()
  return new Map(
    parsed.output.items.flatMap((row): [number, LinkedContacts][] =>
      row.contactIds === null ? [] : [[row.id, linkedOf(row.contactId, row.contactIds)]],
    ),
  )
}

function linkedOf(contactId: number | null, contactIds: readonly number[]): LinkedContacts {
  return { contactIds: [...new Set([contactId ?? [], contactIds].flat())], primaryId: contactId }
}

/** The portal makes the first contact of the list the primary one. */
export function listCommand(
  { entityTypeId, id: target }: LinkTask,
  { contactIds, primaryId }: LinkedContacts,
): Command {
  const others = contactIds.filter((one) => one !== primaryId)
  const first = primaryId !== null && contactIds.includes(primaryId) ? [primaryId] : []
  return {
    method: 'crm.item.update',
    params: { entityTypeId, id: target, fields: { contactIds: [...first, ...others] } },
  }
}

/** The linked contacts after this contact was added. */
export function withContact(task: LinkTask, contactId: number, now: LinkedContacts): LinkedContacts {
  const change = linkChange(now, contactId, task.primary)
  if (change.kind === 'nothing') return now
  return { contactIds: change.contactIds, primaryId: change.primary ? contactId : now.primaryId }
}

/** The answer for a contact that is linked already. */
export function linkedAlready(task: LinkTask, contactId: number, now: LinkedContacts): ActAnswer {
  return { kind: task.primary && now.primaryId !== contactId ? 'not-primary' : 'already' }
}

/** Reads the answer to a write: an update returns the item as it is now, adding a link returns only true or false. */
export function linkResult(
  task: LinkTask,
  contactId: number,
  before: LinkedContacts,
  answer: Extract<CommandAnswer, { kind: 'result' }>,
): ActAnswer {
  const lost: ActAnswer = { kind: 'lost', failure: BAD_ANSWER }
  const linked: ActAnswer =
    task.primary && before.primaryId !== null ? { kind: 'not-primary' } : { kind: 'done', id: 0 }
  if (FAMILIES.has(task.entityTypeId)) {
    if (answer.result === false) return { kind: 'already' }
    return answer.result === true ? linked : lost
  }
  try {
    const now = readLinked(task, answer)
    return now.contactIds.includes(contactId) ? linked : lost
  } catch (thrown) {
    if (thrown instanceof PortalFailure) return lost
    throw thrown
  }
}
