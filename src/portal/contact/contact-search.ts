import { CONTACT } from '#core/entities.ts'
import * as v from 'valibot'
import { PAGE_SIZE, type ContactQuery } from '#core/contact/contact-query.ts'
import type { Contact } from '#core/contact/contact.ts'
import type { ReadPage } from '#core/contact/ports.ts'
import { planSearch, type SearchPlan } from '#core/contact/search.ts'
import type { ChainedRest } from '../rest/many/chained-batch.ts'
import { staysItselfInBatch, type Params } from '../rest/query-string.ts'
import { ABSENT, type Command, type CommandAnswer, type Rest } from '../rest/rest.ts'
import { id, listOf, read } from '../rest/wire.ts'
import { contactItemOrder } from './contact-order.ts'
import { namesOfRows, readable, readNameAnswers } from './contact-names.ts'
import { CONTACT_FIELDS, contactRows, totalOf } from './contact-rows.ts'

const itemIds = v.object({ items: listOf(v.object({ id })) })
/** `{ CONTACT: [ids] }`, or `[]` when nothing was found (portal README, "Finding by phone or e-mail"). */
const foundContacts = v.union([v.object({ CONTACT: listOf(id) }), v.array(v.unknown())])

type Answers = Readonly<Partial<Record<string, CommandAnswer>>>

/**
 * crm.item.list finds and sorts; the rows come from the old list, the only one that gives phones and e-mails. All in one
 * request where a batch changes no word of the search, else in two; more only where the portal does not take it.
 */
export async function searchPage(
  rest: Rest,
  chained: ChainedRest,
  query: ContactQuery,
  index: number,
  filterFor: (plan: SearchPlan, owners: readonly number[] | string) => Params,
): Promise<ReadPage> {
  const plan = planSearch(query.search)
  const find = (owners: readonly number[] | string): Command => ({
    method: 'crm.item.list',
    params: {
      entityTypeId: CONTACT,
      select: ['id'],
      filter: filterFor(plan, owners),
      order: contactItemOrder(query.sort),
      start: index * PAGE_SIZE,
    },
  })
  const isWhole = staysItselfInBatch(find([]).params.filter as Params)
  const lookup = lookupOf(plan)

  if (lookup === null) {
    const found = isWhole
      ? await chained.batch({ found: find([]) }, ROWS_OF_FOUND)
      : await alone(rest, find([]))
    return pageOf(chained, found, found.found, index)
  }
  const plain: Record<string, Command> = { ...lookup.plain, ...(isWhole ? { found: find([]) } : {}) }
  const first: Answers = await chained.batch(plain, {
    ...lookup.chained,
    ...(isWhole ? { owned: find(OWNERS) } : {}),
    ...namesOfRows('owners'),
  })
  const owners = ownersIn(first, plan)
  if (isWhole) {
    const fits = fitting(first, owners)
    if (fits !== undefined) return pageOf(chained, first, fits, index)
  }
  const second = isWhole ? await rest.batch({ found: find(owners) }) : await alone(rest, find(owners))
  return pageOf(chained, { ...first, ...second }, second.found, index)
}

/** As a call of its own: in a batch the portal would change the words (portal README, "References in a batch"). */
async function alone(rest: Rest, { method, params }: Command): Promise<{ found: CommandAnswer }> {
  return { found: { kind: 'result', ...(await rest.call(method, params)) } }
}

/** The whole list of owners that the index named. */
const OWNERS = '$result[index][CONTACT]'

/** Rows by ids, in no order. */
function rowsOf(ids: readonly (number | string)[] | string): Command {
  return {
    method: 'crm.contact.list',
    params: { select: CONTACT_FIELDS, filter: { '@ID': ids }, start: -1 },
  }
}

/** Where there are fewer, the portal inserts something that is no id: rows count only for the ids that were found. */
const ROWS_OF_FOUND: Readonly<Record<string, Command>> = {
  rows: rowsOf(Array.from({ length: PAGE_SIZE }, (_, at) => `$result[found][items][${at}][id]`)),
  ...namesOfRows('rows'),
}

interface Lookup {
  readonly plain: { readonly index: Command; readonly exact: Command }
  readonly chained: { readonly owners: Command }
}

/**
 * Asks who owns the phone or e-mail: the index of duplicates, which finds phones in any notation, and the list, which
 * every portal allows. Null: no owner is looked for, as for the rare values that a batch would change.
 */
function lookupOf({ phone, email }: SearchPlan): Lookup | null {
  const value = phone ?? email
  if (value === null || !staysItselfInBatch(value)) return null
  const type = phone === null ? 'EMAIL' : 'PHONE'
  return {
    plain: {
      index: {
        method: 'crm.duplicate.findbycomm',
        params: { type, values: [value], entity_type: 'CONTACT' },
      },
      exact: {
        method: 'crm.contact.list',
        params: { select: CONTACT_FIELDS, filter: { [type]: value }, start: -1 },
      },
    },
    chained: { owners: rowsOf(OWNERS) },
  }
}

/** Ids of the owners of the phone or e-mail that was searched for; empty for a search by name. */
export async function findByPhoneOrEmail(rest: Pick<Rest, 'batch'>, plan: SearchPlan): Promise<number[]> {
  const lookup = lookupOf(plan)
  return lookup === null ? [] : ownersIn(await rest.batch(lookup.plain), plan)
}

/**
 * If the portal refuses the index, the exact search remains. Its rows are held against what was asked for: a portal that
 * drops the filter lists everybody.
 */
function ownersIn({ index, exact }: Answers, plan: SearchPlan): number[] {
  const ids = read(contactRows, exact ?? ABSENT).flatMap((contact) =>
    owns(contact, plan) ? [contact.id] : [],
  )
  return [...new Set([...inIndex(index), ...ids])]
}

function owns({ phones, emails }: Contact, { phone, email }: SearchPlan): boolean {
  const digits = (text: string): string => text.replaceAll(/\D/gu, '')
  return (
    (phone !== null && phones.some((each) => digits(each) === digits(phone))) ||
    (email !== null && emails.some((each) => each.toLowerCase() === email.toLowerCase()))
  )
}

function inIndex(answer: CommandAnswer | undefined): number[] {
  if (answer?.kind !== 'result') return []
  const found = read(foundContacts, answer)
  return 'CONTACT' in found ? found.CONTACT : []
}

/** Which of the answers found what was searched for, with these owners or without any; undefined: neither. */
function fitting(answers: Answers, owners: readonly number[]): CommandAnswer | undefined {
  if (owners.length === 0) return answers.found
  const named = inIndex(answers.index)
  // The rows show that the portal inserted the owners, and not something else, nor nothing, which finds everybody.
  const rows = readable(contactRows, answers.owners)
  const inserted = rows.length > 0 && rows.every((contact) => named.includes(contact.id))
  return inserted && owners.every((owner) => named.includes(owner)) && v.is(itemIds, resultOf(answers.owned))
    ? answers.owned
    : undefined
}

function resultOf(answer: CommandAnswer | undefined): unknown {
  return answer?.kind === 'result' ? answer.result : undefined
}

/** The contacts of the found ids in their order, without those deleted meanwhile; asks for rows that did not come along. */
async function pageOf(
  rest: ChainedRest,
  answers: Answers,
  found: CommandAnswer | undefined,
  index: number,
): Promise<ReadPage> {
  const ids = read(itemIds, found ?? ABSENT).items.map((item) => item.id)
  const rows = new Map<number, Contact>()
  const learn = (contacts: readonly Contact[]): void => {
    for (const contact of contacts) rows.set(contact.id, contact)
  }
  for (const name of ['exact', 'owners', 'rows']) learn(readable(contactRows, answers[name]))
  const missing = ids.filter((each) => !rows.has(each))
  let more: Answers = {}
  if (missing.length > 0) {
    const asked = await rest.batch({ rows: rowsOf(missing) }, namesOfRows('rows'))
    learn(read(contactRows, asked.rows))
    more = asked
  }
  const known = [answers, more].map(readNameAnswers)
  return {
    contacts: ids.flatMap((each) => rows.get(each) ?? []),
    total: totalOf(found?.kind === 'result' ? found.total : null, index, ids.length),
    names: {
      companies: new Map(known.flatMap(({ companies }) => [...companies])),
      users: new Map(known.flatMap(({ users }) => [...users])),
    },
  }
}
