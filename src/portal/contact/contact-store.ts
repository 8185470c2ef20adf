import * as v from 'valibot'
import { PAGE_SIZE, type ContactPage, type ContactQuery } from '#core/contact/contact-query.ts'
import type { Contact, Names } from '#core/contact/contact.ts'
import { fetched } from '#core/failure.ts'
import { countFilters } from '#core/filter/filters.ts'
import { planSearch, type SearchPlan } from '#core/contact/search.ts'
import { contactItemOrder, contactListOrder } from './contact-order.ts'
import { checkFields, FIELDS_COMMAND, fieldNames } from './field-check.ts'
import { CONTACT_FIELDS, contactRows } from './contact-rows.ts'
import type { Params } from '../rest/query-string.ts'
import { BATCH_LIMIT, type Command, type CommandAnswer, type Rest } from '../rest/rest.ts'
import { id, listOf, read, text } from '../rest/wire.ts'
import type { ContactStore } from '#core/contact/ports.ts'

/** The type number of contacts in crm.item.* (portal README, "Two families of methods"). */
const CONTACT_TYPE = 3

const itemIds = v.object({ items: listOf(v.object({ id })) })
/** `{ CONTACT: [ids] }`, or `[]` when nothing was found (portal README, "Finding by phone or e-mail"). */
const foundContacts = v.union([v.object({ CONTACT: listOf(id) }), v.array(v.unknown())])
const idRows = listOf(v.object({ ID: id }))

/** @param now Unix ms */
export function createContactStore(rest: Rest, now: () => number = Date.now): ContactStore {
  let fields: ReadonlySet<string> | null = null
  return {
    async page(query, index) {
      if (query.search.trim() === '' && countFilters(query.filters) === 0) return listPage(rest, query, index)
      // Not needed for the first list, so not part of what everybody waits for.
      const { needsItemList, contactItemFilter, contactListFilter } = await fetched(
        () => import('./contact-filter.ts'),
      )
      if (needsItemList(query)) {
        return searchPage(rest, query, index, (plan, foundIds) =>
          contactItemFilter(query.filters, plan, foundIds, { portalOffset: rest.portalOffset(), now: now() }),
        )
      }
      const filter = contactListFilter(query.filters)
      if (fields === null) {
        const answers = await rest.batch({ rows: listCommand(query, index, filter), fields: FIELDS_COMMAND })
        fields = fieldNames(answers.fields)
        checkFields(filter, fields)
        return listedPage(answers.rows, index)
      }
      checkFields(filter, fields)
      return listPage(rest, query, index, filter)
    },
    names: (companyIds, userIds) => readNames(rest, companyIds, userIds),
  }
}

async function listPage(
  rest: Rest,
  query: ContactQuery,
  index: number,
  filter: Params = {},
): Promise<ContactPage> {
  const { rows } = await rest.batch({ rows: listCommand(query, index, filter) })
  return listedPage(rows, index)
}

function listCommand({ sort }: ContactQuery, index: number, filter: Params): Command {
  return {
    method: 'crm.contact.list',
    params: { select: CONTACT_FIELDS, filter, order: contactListOrder(sort), start: index * PAGE_SIZE },
  }
}

function listedPage(rows: CommandAnswer, index: number): ContactPage {
  const contacts = read(contactRows, rows)
  return { contacts, total: totalOf(rows.kind === 'result' ? rows.total : null, index, contacts.length) }
}

/** One request finds and sorts, a second one reads the rows, because only the old list gives phones and e-mails. */
async function searchPage(
  rest: Rest,
  query: ContactQuery,
  index: number,
  filterFor: (plan: SearchPlan, foundIds: readonly number[]) => Params,
): Promise<ContactPage> {
  const plan = planSearch(query.search)
  const foundIds = await findByPhoneOrEmail(rest, plan)
  // A call of its own, not in a batch: the words are a person's (portal README, "References in a batch").
  const { result, total } = await rest.call('crm.item.list', {
    entityTypeId: CONTACT_TYPE,
    select: ['id'],
    filter: filterFor(plan, foundIds),
    order: contactItemOrder(query.sort),
    start: index * PAGE_SIZE,
  })
  const ids = read(itemIds, { kind: 'result', result, total: null }).items.map((item) => item.id)
  const contacts = await contactsOf(rest, ids)
  return { contacts, total: totalOf(total, index, ids.length) }
}

/** Ids of the owners of the phone or e-mail that was searched for; empty for a search by name. */
export async function findByPhoneOrEmail(rest: Rest, plan: SearchPlan): Promise<number[]> {
  const commands: Record<string, Command> = {}
  if (plan.phone !== null) Object.assign(commands, findCommands('PHONE', plan.phone))
  // A batch would replace `$result[…]` (portal README, "References in a batch"); an address with `$` is rare, so it is
  // not looked for.
  if (plan.email?.includes('$') === false) Object.assign(commands, findCommands('EMAIL', plan.email))
  if (Object.keys(commands).length === 0) return []
  const answers = await rest.batch(commands)
  const ids = Object.entries(answers).flatMap(([name, answer]) => {
    if (name.startsWith('exact')) return read(idRows, answer).map((row) => row.ID)
    // The index of duplicates finds phones in any notation. If the portal refuses it, the exact search remains.
    if (answer.kind !== 'result') return []
    const found = read(foundContacts, answer)
    return 'CONTACT' in found ? found.CONTACT : []
  })
  return [...new Set(ids)]
}

function findCommands(type: 'PHONE' | 'EMAIL', value: string): Record<string, Command> {
  return {
    [`index${type}`]: {
      method: 'crm.duplicate.findbycomm',
      params: { type, values: [value], entity_type: 'CONTACT' },
    },
    [`exact${type}`]: {
      method: 'crm.contact.list',
      params: { select: ['ID'], filter: { [type]: value }, start: -1 },
    },
  }
}

/** The contacts of these ids in this order, without those deleted meanwhile. */
async function contactsOf(rest: Rest, ids: readonly number[]): Promise<Contact[]> {
  if (ids.length === 0) return []
  const { rows } = await rest.batch({
    rows: {
      method: 'crm.contact.list',
      params: { select: CONTACT_FIELDS, filter: { '@ID': ids }, start: -1 },
    },
  })
  const byId = new Map(read(contactRows, rows).map((contact) => [contact.id, contact]))
  return ids.flatMap((each) => byId.get(each) ?? [])
}

/** A list without a total would show "0 contacts" above its rows, so at least the rows seen are counted. */
function totalOf(total: number | null, index: number, rows: number): number {
  return Math.max(total ?? 0, index * PAGE_SIZE + rows)
}

const companyRows = listOf(v.object({ ID: id, TITLE: text }))
const userRows = listOf(v.object({ ID: id, NAME: text, LAST_NAME: text }))

async function readNames(
  rest: Rest,
  companyIds: readonly number[],
  userIds: readonly number[],
): Promise<Names> {
  const commands = nameCommands(companyIds, userIds)
  const names = Object.keys(commands)
  if (names.length > BATCH_LIMIT) throw new RangeError('too many names for one request')
  if (names.length === 0) return readNameAnswers({})
  return readNameAnswers(await rest.batch(commands))
}

/** Without the scope for users, or without the right to see companies, only ids are shown. */
export function readNameAnswers(answers: Readonly<Record<string, CommandAnswer>>): Names {
  const companies = new Map<number, string>()
  const users = new Map<number, string>()
  for (const [name, answer] of Object.entries(answers)) {
    if (answer.kind !== 'result') continue
    if (name.startsWith('company')) {
      for (const row of readable(companyRows, answer)) learn(companies, row.ID, row.TITLE)
    } else if (name.startsWith('user')) {
      for (const row of readable(userRows, answer)) learn(users, row.ID, `${row.NAME} ${row.LAST_NAME}`)
    }
  }
  return { companies, users }
}

/** A blank name is none: a portal may show ids only. */
function learn(names: Map<number, string>, id: number, name: string): void {
  if (name.trim() !== '') names.set(id, name.trim())
}

/** The rows, or none if the answer is not a list: a missing name must not lose the rest. */
function readable<S extends v.GenericSchema<unknown, unknown[]>>(
  schema: S,
  answer: CommandAnswer,
): v.InferOutput<S> | [] {
  const parsed = v.safeParse(schema, answer.kind === 'result' ? answer.result : null)
  return parsed.success ? parsed.output : []
}

/** The commands that name companies and users, 50 ids each; shared with the dossier. */
export function nameCommands(
  companyIds: readonly number[],
  userIds: readonly number[],
): Record<string, Command> {
  return Object.fromEntries([
    ...chunks(companyIds).map((ids, index): [string, Command] => [
      `company${index}`,
      { method: 'crm.company.list', params: { select: ['ID', 'TITLE'], filter: { '@ID': ids }, start: -1 } },
    ]),
    ...chunks(userIds).map((ids, index): [string, Command] => [
      `user${index}`,
      // Both forms are in use: the filter as parameters, and inside FILTER.
      { method: 'user.get', params: { ID: ids, FILTER: { ID: ids } } },
    ]),
  ])
}

function chunks(ids: readonly number[]): number[][] {
  const distinct = [...new Set(ids)]
  return Array.from({ length: Math.ceil(distinct.length / PAGE_SIZE) }, (_, index) =>
    distinct.slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE),
  )
}
