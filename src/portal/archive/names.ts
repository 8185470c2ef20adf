import * as v from 'valibot'
import { PortalFailure } from '#core/failure.ts'
import type { PacedRest } from '../bulk/paced-rest.ts'
import { groupsOf } from '../bulk/planned-rows.ts'
import type { Command, CommandAnswer } from '../rest.ts'
import { id, idOrNull, listOf, read, text } from '../wire.ts'
import { addName, reasonOf, type Draft, type Drafts } from './draft.ts'
import { idOrZero, textIn } from './rows.ts'

/** Names behind ids; kept for all portions of a run, so that each is asked for once. */
export interface NameBook {
  /** Puts into each archive the names of what it mentions. What cannot be named is noted, and keeps nobody. */
  tell(groups: readonly Drafts[]): Promise<void>
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

  function questions(drafts: readonly Draft[]): Question[] {
    const unknownUsers = [...new Set(drafts.flatMap(usersIn))].filter((one) => !userNames.has(one))
    const unknownCompanies = [
      ...new Set(drafts.flatMap((draft) => draft.companies.map((one) => one.id))),
    ].filter((one) => !companyNames.has(one))
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
      ...(directoriesAsked ? [] : directoryQuestions()),
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
          for (const [name, told] of Object.entries(read(fields, answer))) {
            const parsed = name.startsWith('UF_') ? v.safeParse(field, told) : null
            if (parsed?.success !== true) continue
            const { formLabel, listLabel, title } = parsed.output
            fieldNames.set(name, [formLabel, listLabel, title].find((label) => label !== '') ?? '')
          }
        },
      },
    ]
  }

  return {
    async tell(groups) {
      const all = groups.flatMap((drafts) => drafts.ids.flatMap((each) => drafts.of(each) ?? []))
      const asked = questions(all)
      const answers = await paced.all(asked.map(({ command }) => command))
      asked.forEach(({ take, command }, at) => {
        try {
          take(answers[at]?.answer ?? { kind: 'absent' })
        } catch (thrown) {
          if (!(thrown instanceof PortalFailure)) throw thrown
          for (const drafts of groups)
            drafts.note(drafts.ids, 'names', reasonOf(thrown.failure), command.method)
        }
      })
      directoriesAsked ||= statusNames.size > 0
      for (const draft of all) {
        for (const user of usersIn(draft)) addName(draft, 'user', String(user), userNames.get(user) ?? '')
        for (const { id: company } of draft.companies)
          addName(draft, 'company', String(company), companyNames.get(company) ?? '')
        for (const [name, entity] of Object.entries(STATUS_FIELDS)) {
          const key = `${entity}:${textIn(draft.fields ?? {}, name)}`
          addName(draft, 'status', key, statusNames.get(key) ?? '')
        }
        for (const name of Object.keys(draft.fields ?? {}))
          if (name.startsWith('UF_')) addName(draft, 'field', name, fieldNames.get(name) ?? '')
      }
    },
  }
}

function usersIn({ fields: told, comments, activities }: Draft): number[] {
  const named = USER_FIELDS.map((name) => idOrZero(told ?? {}, name))
  return [
    ...named,
    ...comments.map(({ authorId }) => authorId),
    ...activities.map(({ responsibleId }) => responsibleId),
  ].filter((one) => v.is(idOrNull, one) && one > 0)
}
