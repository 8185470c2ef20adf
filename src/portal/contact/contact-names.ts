import * as v from 'valibot'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import type { Names } from '#core/contact/contact.ts'
import type { Command, CommandAnswer } from '../rest/rest.ts'
import { id, listOf, text } from '../rest/wire.ts'

const companyRows = listOf(v.object({ ID: id, TITLE: text }))
const userRows = listOf(v.object({ ID: id, NAME: text, LAST_NAME: text }))

/** The commands that name companies and users, 50 ids each. */
export function nameCommands(
  companyIds: readonly number[],
  userIds: readonly number[],
): Record<string, Command> {
  return Object.fromEntries([
    ...chunks(companyIds).map((ids, index): [string, Command] => [`company${index}`, companiesOf(ids)]),
    ...chunks(userIds).map((ids, index): [string, Command] => [
      `user${index}`,
      // Both forms are in use: the filter as parameters, and inside FILTER.
      { method: 'user.get', params: { ID: ids, FILTER: { ID: ids } } },
    ]),
  ])
}

/**
 * The commands that name the companies and users of the contacts that another command of the same batch finds. Where a
 * contact has no company, or there is no such row, the portal inserts something that is no id (portal README,
 * "References in a batch"); so names count only for the ids that come with them.
 */
export function namesOfRows(command: string): Record<string, Command> {
  const each = (field: string): string[] =>
    Array.from({ length: PAGE_SIZE }, (_, at) => `$result[${command}][${at}][${field}]`)
  return {
    companyOfRow: companiesOf(each('COMPANY_ID')),
    userOfRow: { method: 'user.get', params: { FILTER: { ID: each('ASSIGNED_BY_ID') } } },
  }
}

function companiesOf(ids: readonly (number | string)[]): Command {
  return {
    method: 'crm.company.list',
    params: { select: ['ID', 'TITLE'], filter: { '@ID': ids }, start: -1 },
  }
}

/** Without the scope for users, or without the right to see companies, only ids are shown. */
export function readNameAnswers(answers: Readonly<Record<string, CommandAnswer | undefined>>): Names {
  const companies = new Map<number, string>()
  const users = new Map<number, string>()
  for (const [name, answer] of Object.entries(answers)) {
    if (answer?.kind !== 'result') continue
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

/** The rows, or none if the answer is not a list: a missing one must not lose the rest. */
export function readable<S extends v.GenericSchema<unknown, unknown[]>>(
  schema: S,
  answer: CommandAnswer | undefined,
): v.InferOutput<S> | [] {
  const parsed = v.safeParse(schema, answer?.kind === 'result' ? answer.result : null)
  return parsed.success ? parsed.output : []
}

function chunks(ids: readonly number[]): number[][] {
  const distinct = [...new Set(ids)]
  return Array.from({ length: Math.ceil(distinct.length / PAGE_SIZE) }, (_, index) =>
    distinct.slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE),
  )
}
