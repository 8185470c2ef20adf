import { PAGE_SIZE, type ContactQuery } from '#core/contact/contact-query.ts'
import type { Names } from '#core/contact/contact.ts'
import type { ContactStore, ReadPage } from '#core/contact/ports.ts'
import { fetched } from '#core/failure.ts'
import { countFilters } from '#core/filter/filters.ts'
import { createChainedRest, type ChainedRest } from '../rest/many/chained-batch.ts'
import type { Params } from '../rest/query-string.ts'
import { ABSENT, BATCH_LIMIT, type Command, type CommandAnswer, type Rest } from '../rest/rest.ts'
import { read } from '../rest/wire.ts'
import { contactListOrder } from './contact-order.ts'
import { nameCommands, namesOfRows, readNameAnswers } from './contact-names.ts'
import { CONTACT_FIELDS, contactRows, totalOf } from './contact-rows.ts'
import { checkFields, FIELDS_COMMAND, fieldNames } from './field-check.ts'

/** Not needed for the first list, so not part of what everybody waits for; loaded once that is there. */
const loadSearch = async () => {
  const [search, filter] = await Promise.all([import('./contact-search.ts'), import('./contact-filter.ts')])
  return { ...search, ...filter }
}

/** @param now Unix ms */
export function createContactStore(rest: Rest, now: () => number = Date.now): ContactStore {
  const chained = createChainedRest(rest)
  let fields: ReadonlySet<string> | null = null
  return {
    async page(query, index) {
      if (query.search.trim() === '' && countFilters(query.filters) === 0) {
        const page = listedPage(await askFor(chained, query, index), index)
        // A failure is shown when it is needed and still missing.
        loadSearch().catch(() => undefined)
        return page
      }
      const { searchPage, needsItemList, contactItemFilter, contactListFilter } = await fetched(loadSearch)
      if (needsItemList(query)) {
        return searchPage(rest, chained, query, index, (plan, owners) =>
          contactItemFilter(query.filters, plan, owners, { portalOffset: rest.portalOffset(), now: now() }),
        )
      }
      const filter = contactListFilter(query.filters)
      if (fields !== null) checkFields(filter, fields)
      const more: Record<string, Command> = fields === null ? { fields: FIELDS_COMMAND } : {}
      const answers = await askFor(chained, query, index, filter, more)
      if (fields === null) {
        fields = fieldNames(answers.fields ?? ABSENT)
        checkFields(filter, fields)
      }
      return listedPage(answers, index)
    },
    names: (companyIds, userIds) => readNames(rest, companyIds, userIds),
  }
}

type Answers = Readonly<Partial<Record<string, CommandAnswer>>>
function askFor(
  rest: ChainedRest,
  { sort }: ContactQuery,
  index: number,
  filter: Params = {},
  more: Readonly<Record<string, Command>> = {},
): Promise<Answers> {
  const rows: Command = {
    method: 'crm.contact.list',
    params: { select: CONTACT_FIELDS, filter, order: contactListOrder(sort), start: index * PAGE_SIZE },
  }
  return rest.batch<string>({ rows, ...more }, namesOfRows('rows'))
}

function listedPage(answers: Answers, index: number): ReadPage {
  const { rows = ABSENT } = answers
  const contacts = read(contactRows, rows)
  const total = totalOf(rows.kind === 'result' ? rows.total : null, index, contacts.length)
  return { contacts, total, names: readNameAnswers(answers) }
}

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
