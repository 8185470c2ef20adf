import * as v from 'valibot'
import { PortalFailure, type Failure } from '#core/failure.ts'
import type { PacedRest } from '../../rest/paced-rest.ts'
import { readAll, type PagedReading } from '../../rest/many/paged-readings.ts'
import { groupsOf } from '../../plan/planned-rows.ts'
import type { Command, CommandAnswer } from '../../rest/rest.ts'
import { id, idOrNull, listOf, read, text } from '../../rest/wire.ts'
import { addName, reasonOf, type ContactBuilder, type ContactBuilders } from './contact-builder.ts'
import { idOrZero, textIn } from './rows.ts'

/** Names by id; shared by all portions of a run, so that each is asked for once. */
export interface NameBook {
  /** The names that one portion mentions. What the portal did not answer is not asked again for this portion. */
  portion(groups: readonly ContactBuilders[]): NamesOfPortion
}

export interface NamesOfPortion {
  /**
   * The readings of the names for the ids known so far, to be sent together with something else.
   * @param users users who will be mentioned besides those in the builders
   */
  readings(users: readonly number[]): PagedReading[]
  /**
   * Puts the names into each archive, and asks only for those that `readings` has not read. A missing name is noted,
   * and does not stop a deletion.
   */
  fill(): Promise<void>
}

const USER_FIELDS = ['ASSIGNED_BY_ID', 'CREATED_BY_ID', 'MODIFY_BY_ID', 'LAST_ACTIVITY_BY']
/** The field and the portal's name for its list of values. */
const STATUS_FIELDS = { TYPE_ID: 'CONTACT_TYPE', SOURCE_ID: 'SOURCE', HONORIFIC: 'HONORIFIC' } as const

const users = listOf(v.object({ ID: id, NAME: text, LAST_NAME: text }))
const companies = listOf(v.object({ ID: id, TITLE: text }))
const statuses = listOf(v.object({ STATUS_ID: text, NAME: text }))
const field = v.object({ title: text, formLabel: text, listLabel: text })
const fields = v.record(v.string(), v.unknown())

export function createNameBook(paced: PacedRest): NameBook {
  const userNames = new Map<number, string>()
  const companyNames = new Map<number, string>()
  const statusNames = new Map<string, string>()
  const fieldNames = new Map<string, string>()
  let directoriesAsked = false

  interface Question {
    readonly command: Command
    readonly take: (answer: CommandAnswer) => void
  }

  interface Asked {
    readonly users: Set<number>
    readonly companies: Set<number>
    directories: boolean
  }

  function questions(
    builders: readonly ContactBuilder[],
    more: readonly number[],
    before: Asked,
  ): Question[] {
    const unknownUsers = newIn(
      [...builders.flatMap(usersIn), ...more.filter(isUser)],
      userNames,
      before.users,
    )
    const unknownCompanies = newIn(
      builders.flatMap((builder) => builder.companies.map((one) => one.id)),
      companyNames,
      before.companies,
    )
    const directories = !directoriesAsked && !before.directories
    before.directories = true
    return [
      ...groupsOf(unknownUsers).map((group) => ({
        command: { method: 'user.get', params: { FILTER: { ID: group } } },
        take(answer: CommandAnswer) {
          for (const row of read(users, answer)) userNames.set(row.ID, `${row.NAME} ${row.LAST_NAME}`.trim())
        },
      })),
      ...groupsOf(unknownCompanies).map((group) => ({
        command: {
          method: 'crm.company.list',
          params: { select: ['ID', 'TITLE'], filter: { '@ID': group }, order: { ID: 'ASC' }, start: -1 },
        },
        take(answer: CommandAnswer) {
          for (const row of read(companies, answer)) companyNames.set(row.ID, row.TITLE)
        },
      })),
      ...(directories ? directoryQuestions() : []),
    ]
  }

  function directoryQuestions(): Question[] {
    return [
      ...Object.values(STATUS_FIELDS).map((entity) => ({
        command: {
          method: 'crm.status.list',
          params: { filter: { ENTITY_ID: entity }, order: { SORT: 'ASC' } },
        },
        take(answer: CommandAnswer) {
          for (const row of read(statuses, answer)) statusNames.set(`${entity}:${row.STATUS_ID}`, row.NAME)
        },
      })),
      {
        command: { method: 'crm.contact.fields', params: {} },
        take(answer: CommandAnswer) {
          for (const [name, description] of Object.entries(read(fields, answer))) {
            const parsed = name.startsWith('UF_') ? v.safeParse(field, description) : null
            if (parsed?.success !== true) continue
            const { formLabel, listLabel, title } = parsed.output
            fieldNames.set(name, [formLabel, listLabel, title].find((label) => label !== '') ?? '')
          }
        },
      },
    ]
  }

  function readingOf(groups: readonly ContactBuilders[], { command, take }: Question): PagedReading {
    const refused = (failure: Failure): false => {
      for (const builders of groups) builders.note(builders.ids, 'names', reasonOf(failure), command.method)
      return false
    }
    return {
      page: () => command,
      take(answer) {
        try {
          take(answer)
        } catch (thrown) {
          if (!(thrown instanceof PortalFailure)) throw thrown
          refused(thrown.failure)
        }
        return null
      },
      refused,
      cut: () => undefined,
    }
  }

  function nameAll(all: readonly ContactBuilder[]): void {
    for (const builder of all) {
      for (const user of usersIn(builder)) addName(builder, 'user', String(user), userNames.get(user) ?? '')
      for (const { id: company } of builder.companies)
        addName(builder, 'company', String(company), companyNames.get(company) ?? '')
      for (const [name, entity] of Object.entries(STATUS_FIELDS)) {
        const key = `${entity}:${textIn(builder.fields ?? {}, name)}`
        addName(builder, 'status', key, statusNames.get(key) ?? '')
      }
      for (const name of Object.keys(builder.fields ?? {}))
        if (name.startsWith('UF_')) addName(builder, 'field', name, fieldNames.get(name) ?? '')
    }
  }

  return {
    portion(groups) {
      const before: Asked = { users: new Set(), companies: new Set(), directories: false }
      const builders = (): ContactBuilder[] =>
        groups.flatMap((group) => group.ids.flatMap((each) => group.of(each) ?? []))
      const readings = (users: readonly number[]): PagedReading[] =>
        questions(builders(), users, before).map((question) => readingOf(groups, question))
      return {
        readings,
        async fill() {
          await readAll(paced, readings([]), 'first')
          directoriesAsked ||= statusNames.size > 0
          nameAll(builders())
        },
      }
    },
  }
}

/** The ids that have no name yet and were not asked for; from now on they count as asked for. */
function newIn(ids: readonly number[], named: ReadonlyMap<number, string>, before: Set<number>): number[] {
  const fresh = [...new Set(ids)].filter((one) => !named.has(one) && !before.has(one))
  for (const one of fresh) before.add(one)
  return fresh
}

function isUser(one: number): boolean {
  return v.is(idOrNull, one) && one > 0
}

function usersIn({ fields, comments, activities }: ContactBuilder): number[] {
  const named = USER_FIELDS.map((name) => idOrZero(fields ?? {}, name))
  return [
    ...named,
    ...comments.map(({ authorId }) => authorId),
    ...activities.map(({ responsibleId }) => responsibleId),
  ].filter(isUser)
}
