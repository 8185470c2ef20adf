import type * as v from 'valibot'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import { failureOf, PortalFailure, type Failure } from '#core/failure.ts'
import type { Relation, RelationKind } from '#core/plan/relations.ts'
import type { CheckAnswer } from '#core/deletion/ports.ts'
import { CONTACT } from '#core/entities.ts'
import type { Command, CommandAnswer } from '../rest/rest.ts'
import { read } from '../rest/wire.ts'
import {
  itemPage,
  itemRelations,
  itemsCommand,
  type ItemKind,
  type Kinds,
  refusesContactIds,
} from '../plan/item-kinds.ts'
import {
  activitiesCommand,
  activityPage,
  bindingsCommand,
  requisitePage,
  requisiteRelation,
  requisitesCommand,
  boundTo,
} from '../plan/relation-commands.ts'
import { isoTime } from '../contact/portal-time.ts'
import { checkRows, checkRowsCommand } from '../plan/planned-rows.ts'
import { isForGood } from '../rest/refusals.ts'

/**
 * The last check of up to 50 contacts just before they are deleted, beside other commands of a batch: their rows, and
 * what was linked or changed since the review. Companies are not asked for: their links carry no date and no money.
 */

/** Changed activities of a group whose bindings are asked for in the same batch; more are rare. */
const BINDINGS_ASKED = 2

/**
 * @param prefix makes the names unique in the batch
 * @param since Unix ms of the portal's clock
 */
export function checkCommands(
  prefix: string,
  kinds: Kinds,
  relations: boolean,
  contactIds: readonly number[],
  since: number,
): [name: string, command: Command][] {
  const row: [string, Command] = [`${prefix}row`, checkRowsCommand(contactIds)]
  if (!relations) return [row]
  const time = isoTime(since)
  return [
    row,
    ...kinds.items.map((kind): [string, Command] => [
      `${prefix}item${kind.entityTypeId}`,
      itemsCommand(kind, contactIds, kinds, { '>=updatedTime': time }),
    ]),
    [`${prefix}activities`, activitiesCommand(contactIds, { '>=LAST_UPDATED': time })],
    // A row does not say to which of the contacts it is bound; the portal inserts the activity's id.
    ...Array.from({ length: BINDINGS_ASKED }, (_, at): [string, Command] => [
      `${prefix}bindings${at}`,
      bindingsCommand(`$result[${prefix}activities][${at}][ID]`),
    ]),
    [`${prefix}requisites`, requisitesCommand(contactIds, { '>=DATE_MODIFY': time })],
  ]
}

/**
 * Reads the answers to `checkCommands`, for each of the contacts.
 * @param asked the kinds as they were when the commands were made
 */
export function readCheck(
  kinds: Kinds,
  asked: Kinds,
  relations: boolean,
  contactIds: readonly number[],
  answerTo: (name: string) => CommandAnswer,
): [contactId: number, answer: CheckAnswer][] {
  try {
    const rows = new Map(read(checkRows, answerTo('row')).map((one) => [one.row.id, one]))
    const changes = relations ? readChanges(kinds, asked, new Set(contactIds), answerTo) : NO_CHANGES
    return contactIds.map((id) => {
      const found = rows.get(id)
      if (found === undefined) return [id, { kind: 'absent' }]
      const changed = changes.changed.filter(({ contactId }) => contactId === id)
      const touchedAt = latest(found.lastActivityAt, changes.touched.get(id) ?? null)
      const { unreadable, blind } = changes
      return [id, { kind: 'there', row: found.row, changed, touchedAt, unreadable, blind }]
    })
  } catch (thrown) {
    const failure = failureOf(thrown)
    return contactIds.map((id) => [id, { kind: 'unread', failure }])
  }
}

interface Changes {
  readonly changed: Relation[]
  /** When activities or requisites last changed, by contact. */
  readonly touched: ReadonlyMap<number, number>
  readonly unreadable: RelationKind[]
  /** The list of a type could be read before and is refused now. */
  readonly blind: boolean
}

const NO_CHANGES: Changes = { changed: [], touched: new Map(), unreadable: [], blind: false }

function latest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other
  return Math.max(one, other)
}

/** Throws PortalFailure if a later try may succeed. */
function readChanges(kinds: Kinds, asked: Kinds, among: ReadonlySet<number>, answerTo: Answers): Changes {
  const changed: Relation[] = []
  const touched = new Map<number, number>()
  const unreadable = new Set<RelationKind>(kinds.itemsUnknown ? ['item'] : [])
  const blind = kinds.items.some(({ entityTypeId }) => {
    const answer = answerTo(`item${entityTypeId}`)
    return kinds.readable.has(entityTypeId) && answer.kind === 'refused' && isForGood(answer.failure)
  })
  const note = (kind: RelationKind, found: Found): void => {
    changed.push(...found.relations)
    for (const { contactId, at } of found.touched ?? []) {
      const last = latest(touched.get(contactId) ?? null, at)
      if (last !== null) touched.set(contactId, last)
    }
    if (!found.complete) unreadable.add(kind)
  }
  learnRefusals(kinds, asked, answerTo)
  for (const kind of kinds.items) note(kind.kind, changedItems(kinds, kind, among, answerTo))
  note('activity', changedActivities(among, answerTo))
  note('requisite', changedRequisites(among, answerTo))
  return { changed, touched, unreadable: [...unreadable], blind }
}

type Answers = (name: string) => CommandAnswer

interface Found {
  readonly relations: Relation[]
  /** When it changed; only for what a copy holds in full, not for mere links. */
  readonly touched?: readonly { readonly contactId: number; readonly at: number | null }[]
  /** False: there may be more, or it may be linked to others of the group as well. */
  readonly complete: boolean
}

/** The page, or null if the portal refuses it for good. */
function pageOf<S extends v.GenericSchema>(schema: S, answer: CommandAnswer): v.InferOutput<S> | null {
  if (answer.kind === 'refused' && isForGood(answer.failure)) return null
  return read(schema, answer)
}

function changedItems(kinds: Kinds, kind: ItemKind, among: ReadonlySet<number>, answerTo: Answers): Found {
  const page = pageOf(itemPage, answerTo(`item${kind.entityTypeId}`))
  if (page === null) return { relations: [], complete: false }
  kinds.readable.add(kind.entityTypeId)
  const placed = page.items.map((item) => itemRelations(kind, item, among, kinds))
  return {
    relations: placed.flat(),
    complete: page.items.length < PAGE_SIZE && placed.every((relations) => relations.length > 0),
  }
}

/** Which lists refuse `contactIds`, all at once: the next check asks these by the primary contact. */
function learnRefusals(kinds: Kinds, asked: Kinds, answerTo: Answers): void {
  const refusals = kinds.items.flatMap((kind): Failure[] => {
    const answer = answerTo(`item${kind.entityTypeId}`)
    if (answer.kind !== 'refused' || !refusesContactIds(answer.failure, kind, asked)) return []
    kinds.primaryOnly.add(kind.entityTypeId)
    return [answer.failure]
  })
  const [first] = refusals
  if (first !== undefined) throw new PortalFailure(first)
}

function changedActivities(among: ReadonlySet<number>, answerTo: Answers): Found {
  const page = pageOf(activityPage, answerTo('activities'))
  if (page === null) return { relations: [], complete: false }
  const relations: Relation[] = []
  const touched: { contactId: number; at: number | null }[] = []
  let complete = page.length < PAGE_SIZE
  const bindings = new Map<number, number[]>()
  for (const [at, { ID }] of page.slice(0, BINDINGS_ASKED).entries()) {
    const bound = boundTo(answerTo(`bindings${at}`))
    if (bound !== null) bindings.set(ID, bound)
  }
  for (const activity of new Map(page.map((row) => [row.ID, row])).values()) {
    const owner = activity.OWNER_TYPE_ID === CONTACT ? activity.OWNER_ID : null
    const bound = bindings.get(activity.ID) ?? null
    // If its owner is in the group, other contacts can at most lose a link. Otherwise, without bindings, its contacts
    // are unknown.
    if (bound === null && (owner === null || !among.has(owner))) complete = false
    for (const contactId of new Set([...(bound ?? []), owner])) {
      if (contactId === null || !among.has(contactId)) continue
      const open = activity.COMPLETED === null ? null : !activity.COMPLETED
      relations.push({ contactId, kind: 'activity', typeId: 0, id: activity.ID, open, amount: null })
      touched.push({ contactId, at: activity.LAST_UPDATED })
    }
  }
  return { relations, touched, complete }
}

function changedRequisites(among: ReadonlySet<number>, answerTo: Answers): Found {
  const page = pageOf(requisitePage, answerTo('requisites'))
  if (page === null) return { relations: [], complete: false }
  const own = page.filter(({ ENTITY_ID }) => among.has(ENTITY_ID))
  return {
    relations: own.map(requisiteRelation),
    touched: own.map(({ ENTITY_ID, DATE_MODIFY }) => ({ contactId: ENTITY_ID, at: DATE_MODIFY })),
    complete: page.length < PAGE_SIZE,
  }
}
