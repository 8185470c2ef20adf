import { CONTACT } from '#core/entities.ts'
import * as v from 'valibot'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import { planSearch } from '#core/contact/search.ts'
import {
  MOST_COUNTS,
  SAMPLE,
  type BaseReader,
  type Person,
  type SampleContact,
} from '#core/clean-up/ports.ts'
import { PUT_AWAY, readPutAway } from '#core/clean-up/put-away.ts'
import type { ContactFilters } from '#core/filter/filters.ts'
import { namesIn, statusPage } from '../contact/code-names.ts'
import { contactItemFilter, contactListFilter, needsItemList } from '../contact/contact-filter.ts'
import { checkFields, FIELDS_COMMAND, fieldNames, knowsFields } from '../contact/field-check.ts'
import { ABSENT, type Command, type CommandAnswer, type Rest } from '../rest/rest.ts'
import { optionCommands, storedIn } from '../rest/shared-option.ts'
import { flag, id, idOrNull, listOf, read, text, time } from '../rest/wire.ts'

const userRows = listOf(v.object({ ID: id, NAME: text, LAST_NAME: text, ACTIVE: flag }))
const profile = v.object({ ID: id, ADMIN: v.optional(flag, null) })
const firstRows = listOf(v.object({ DATE_CREATE: time }))
const creatorRows = listOf(v.object({ CREATED_BY_ID: idOrNull }))
const listRows = listOf(v.object({ ID: id, NAME: text, SECOND_NAME: text, LAST_NAME: text }))
const itemRows = v.object({
  items: listOf(v.object({ id, name: text, secondName: text, lastName: text })),
})

/** How many pages of users are read: no screen has room for more bars. */
const USER_PAGES = 4
/** So many pages at most show who created contacts. */
const CREATOR_PAGES = 20

/**
 * Counts by the `total` of lists with one condition each; the portal sends a page of rows along, for its page length
 * cannot be changed (portal README, "Lists and filters").
 * @param now Unix ms
 */
export function createBaseReader(rest: Rest, now: () => number): BaseReader {
  let fields: ReadonlySet<string> = new Set()

  /** Null: this portal does not know a field of it, and would count everybody. */
  function listOfMatches(filters: ContactFilters, start: number): Command | null {
    if (!needsItemList({ search: '', filters })) {
      const filter = contactListFilter(filters)
      if (!knowsFields(filter, fields)) return null
      const select = ['ID', 'NAME', 'SECOND_NAME', 'LAST_NAME']
      return { method: 'crm.contact.list', params: { select, filter, order: { ID: 'DESC' }, start } }
    }
    const clocks = { portalOffset: rest.portalOffset(), now: now() }
    return {
      method: 'crm.item.list',
      params: {
        entityTypeId: CONTACT,
        select: ['id', 'name', 'secondName', 'lastName'],
        filter: contactItemFilter(filters, planSearch(''), [], clocks),
        order: { id: 'DESC' },
        start,
      },
    }
  }

  /** The answers in the order of the filters. */
  async function lists(filters: readonly ContactFilters[], start: number): Promise<readonly CommandAnswer[]> {
    const commands: Record<string, Command> = {}
    for (const [at, each] of filters.entries()) {
      const command = listOfMatches(each, start)
      if (command !== null) commands[`c${at}`] = command
    }
    const answers = Object.keys(commands).length === 0 ? {} : await rest.batch<string>(commands)
    return filters.map((_, at) => answers[`c${at}`] ?? ABSENT)
  }

  return {
    async directory() {
      const answers = await rest.batch({
        me: { method: 'profile', params: {} },
        fields: FIELDS_COMMAND,
        putAway: optionCommands(PUT_AWAY).portal,
        all: { method: 'crm.contact.list', params: { select: ['ID'], start: 0 } },
        first: {
          method: 'crm.contact.list',
          params: { select: ['ID', 'DATE_CREATE'], order: { ID: 'ASC' }, start: -1 },
        },
        sources: statusPage('SOURCE', 0),
        ...Object.fromEntries(
          Array.from({ length: USER_PAGES }, (_, page): [string, Command] => [
            `users${page}`,
            { method: 'user.get', params: { start: page * PAGE_SIZE } },
          ]),
        ),
        // Where there are more users than these pages, many who left would be missed.
        ...Object.fromEntries(
          Array.from({ length: USER_PAGES }, (_, page): [string, Command] => [
            `usersLeft${page}`,
            { method: 'user.get', params: { FILTER: { ACTIVE: 'N' }, start: page * PAGE_SIZE } },
          ]),
        ),
      })
      fields = fieldNames(answers.fields)
      const me = read(profile, answers.me)
      return {
        me: me.ID,
        isAdmin: me.ADMIN === true,
        putAway: answers.putAway.kind === 'result' ? readPutAway(storedIn(answers.putAway)).names : [],
        total: totalOf(answers.all) ?? 0,
        firstCreatedAt: read(firstRows, answers.first)[0]?.DATE_CREATE ?? null,
        sources: answers.sources.kind === 'result' ? namesIn([answers.sources]) : null,
        people: peopleIn(
          Object.entries(answers).flatMap(([name, one]) => (name.startsWith('users') ? [one] : [])),
        ),
      }
    },

    async counts(filters) {
      return (await lists(filters, 0)).map(totalOf)
    },

    async creators(filters, count) {
      const filter = contactListFilter(filters)
      checkFields(filter, fields)
      // Two pages apart, so that no hundred in a row lies between them.
      const step = PAGE_SIZE * Math.max(2, Math.ceil(count / PAGE_SIZE / CREATOR_PAGES))
      const commands = Array.from(
        { length: Math.max(1, Math.ceil(count / step)) },
        (_, at): [string, Command] => [
          `p${at}`,
          {
            method: 'crm.contact.list',
            params: {
              select: ['ID', 'CREATED_BY_ID'],
              filter,
              order: { ID: 'DESC' },
              start: at * step,
            },
          },
        ],
      )
      const answers = Object.values(await rest.batch(Object.fromEntries(commands)))
      const rows = answers.flatMap((answer) => (answer.kind === 'result' ? read(creatorRows, answer) : []))
      // No more than can be counted in one request, those first who created most of these.
      const seen = new Map<number, number>()
      for (const { CREATED_BY_ID: by } of rows) if (by !== null) seen.set(by, (seen.get(by) ?? 0) + 1)
      const ids = [...seen.keys()]
        .toSorted((a, b) => (seen.get(b) ?? 0) - (seen.get(a) ?? 0))
        .slice(0, MOST_COUNTS)
      return { ids, complete: answers.every(({ kind }) => kind === 'result') }
    },

    async samples(filters) {
      return (await lists(filters, -1)).map((answer) => rowsIn(answer).slice(0, SAMPLE))
    },
  }
}

/** Null: refused, or the portal did not count. */
function totalOf(answer: CommandAnswer): number | null {
  return answer.kind === 'result' ? answer.total : null
}

/** Without the scope for users none is known. A page after the last one repeats or is empty. */
function peopleIn(pages: readonly CommandAnswer[]): Person[] | null {
  if (pages[0]?.kind !== 'result') return null
  const byId = new Map<number, Person>()
  for (const page of pages) {
    if (page.kind !== 'result') continue
    for (const { ID, NAME, LAST_NAME, ACTIVE } of read(userRows, page)) {
      byId.set(ID, { id: ID, name: `${NAME} ${LAST_NAME}`.trim(), left: ACTIVE === false })
    }
  }
  return [...byId.values()]
}

function rowsIn(answer: CommandAnswer): SampleContact[] {
  if (answer.kind !== 'result') return []
  const items = v.safeParse(itemRows, answer.result)
  if (items.success) {
    return items.output.items.map(({ id: own, name, secondName, lastName }) => ({
      id: own,
      firstName: name,
      secondName,
      lastName,
    }))
  }
  return read(listRows, answer).map((row) => ({
    id: row.ID,
    firstName: row.NAME,
    secondName: row.SECOND_NAME,
    lastName: row.LAST_NAME,
  }))
}
