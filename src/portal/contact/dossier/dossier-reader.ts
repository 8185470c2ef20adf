import {
  ANY_SMART_PROCESS,
  openFirst,
  type Dossier,
  type ItemGroup,
  type LinkedCompany,
  type DossierSection,
} from '#core/contact/dossier.ts'
import type { Contact } from '#core/contact/contact.ts'
import { PortalFailure } from '#core/failure.ts'
import { contactItem, contactRow } from '../contact-rows.ts'
import { nameCommands, readNameAnswers } from '../contact-names.ts'
import { CONTACT } from '#core/entities.ts'
import {
  BUILT_IN_KINDS,
  firstCommands,
  itemsCommand,
  stagesCommand,
  type FirstName,
} from './dossier-commands.ts'
import {
  companyLinks,
  linkedItem,
  part,
  readActivities,
  readItems,
  readRequisites,
  readStages,
  smartTypes,
  type ItemRow,
  type Stage,
} from './dossier-rows.ts'
import {
  BATCH_LIMIT,
  type BatchAnswer,
  type Command,
  type CommandAnswer,
  type Rest,
} from '../../rest/rest.ts'
import { read } from '../../rest/wire.ts'
import type { DossierReader } from '#core/contact/ports.ts'

/** The second request depends on the answers to the first. */
interface Kind {
  readonly entityTypeId: number
  readonly title: string | null
  /** Undefined: not read yet; the second request reads it. */
  readonly rows: DossierSection<ItemRow> | undefined
}

export function createDossierReader(rest: Rest): DossierReader {
  return {
    async read(contactId) {
      const first = await rest.batch(firstCommands(contactId))
      const contact =
        first.contact.kind === 'refused'
          ? await contactElsewhere(rest, contactId, first.contact)
          : read(contactRow, first.contact)
      const companies = part(first.companies, (answer) => read(companyLinks, answer))
      const kinds = kindsOf(first)
      const commands = withinOneBatch({
        ...nameCommands(
          companies.rows.map((row) => row.COMPANY_ID),
          contact.responsibleId === null ? [] : [contact.responsibleId],
        ),
        ...kindCommands(kinds, contactId),
      })
      const second = Object.keys(commands).length === 0 ? {} : await rest.batch(commands)
      const names = readNameAnswers(second)
      const activities = part(first.activities, (answer) => readActivities(answer, contactId))
      return {
        contact,
        responsibleName:
          contact.responsibleId === null ? null : (names.users.get(contact.responsibleId) ?? null),
        companies: {
          ...companies,
          rows: companies.rows.map((row): LinkedCompany => ({
            id: row.COMPANY_ID,
            title: names.companies.get(row.COMPANY_ID) ?? null,
            primary: row.IS_PRIMARY === true,
            path: `/crm/company/details/${row.COMPANY_ID}/`,
          })),
        },
        items: kinds.map((kind) => itemGroup(kind, second)),
        activities: { ...activities, rows: openFirst(activities.rows) },
        requisites: part(first.requisites, readRequisites),
      } satisfies Dossier
    },
  }
}

/** The built-in kinds as read, and the smart processes that may have clients, which are not read yet. */
function kindsOf(first: BatchAnswer<FirstName>): Kind[] {
  const builtIn = BUILT_IN_KINDS.map((entityTypeId): Kind => {
    const answer = first[`items${entityTypeId}`]
    // A portal that cannot filter by `contactIds` says so with its own code; then the app asks by the primary contact.
    return { entityTypeId, title: null, rows: isRefusedFilter(answer) ? undefined : part(answer, readItems) }
  })
  return [...builtIn.filter((kind) => !isNoKind(kind)), ...smartKinds(first.types)]
}

function isRefusedFilter(answer: CommandAnswer | undefined): boolean {
  return answer?.kind === 'refused' && answer.failure.kind === 'portal-error'
}

/**
 * "SPA not found" (portal README, "Refusals of the CRM"): this portal has nothing of the kind, e.g. no invoices. That
 * is not "unreadable".
 */
function isNoKind({ rows }: Kind): boolean {
  return rows?.failure?.kind === 'not-found'
}

/** The smart processes that may have clients. If the portal does not list them, they are one group, unread. */
function smartKinds(answer: CommandAnswer): Kind[] {
  const types = part(answer, (each) => read(smartTypes, each).types)
  // A portal too old to know the method has no smart processes.
  if (types.failure !== null && types.failure.kind !== 'method-gone') {
    return [
      {
        entityTypeId: ANY_SMART_PROCESS,
        title: null,
        rows: { rows: [], total: null, failure: types.failure },
      },
    ]
  }
  return types.rows
    .filter((type) => !BUILT_IN_KINDS.some((kind) => kind === type.entityTypeId))
    .map((type): Kind => ({ ...type, rows: undefined }))
}

function kindCommands(kinds: readonly Kind[], contactId: number): Record<string, Command> {
  // If all built-in kinds refuse `contactIds`, smart processes would too, and there is no third request.
  const refusesAll = refusesContactIds(kinds)
  return Object.fromEntries(
    kinds.flatMap(({ entityTypeId, rows }): [string, Command][] => {
      if (rows !== undefined) {
        const categories = [...new Set(rows.rows.map((row) => row.categoryId))]
        return categories.map((category) => [
          `stages${entityTypeId}_${category}`,
          stagesCommand(entityTypeId, category),
        ])
      }
      const name = `items${entityTypeId}`
      const builtIn = BUILT_IN_KINDS.some((kind) => kind === entityTypeId)
      return [
        [name, itemsCommand(entityTypeId, contactId, builtIn || refusesAll)],
        // The pipeline is known only from the items, so the portal inserts it from the command before.
        [`stages${entityTypeId}_`, stagesCommand(entityTypeId, `$result[${name}][items][0][categoryId]`)],
      ]
    }),
  )
}

function refusesContactIds(kinds: readonly Kind[]): boolean {
  return BUILT_IN_KINDS.every((id) =>
    kinds.some((kind) => kind.entityTypeId === id && kind.rows === undefined),
  )
}

/** If there are more smart processes than fit into one batch, the first ones are shown and the rest called unread. */
function withinOneBatch(commands: Record<string, Command>): Record<string, Command> {
  return Object.fromEntries(Object.entries(commands).slice(0, BATCH_LIMIT))
}

function itemGroup(kind: Kind, second: Readonly<Record<string, CommandAnswer>>): ItemGroup {
  const { entityTypeId, title } = kind
  const rows = kind.rows ?? part(second[`items${entityTypeId}`], readItems)
  const stages = new Map<string, Stage>()
  for (const [name, answer] of Object.entries(second)) {
    if (!name.startsWith(`stages${entityTypeId}_`)) continue
    for (const [code, stage] of part(answer, (each) => [...readStages(each)]).rows) stages.set(code, stage)
  }
  return { ...rows, entityTypeId, title, rows: rows.rows.map((row) => linkedItem(entityTypeId, row, stages)) }
}

/**
 * crm.item.get settles what crm.contact.get refuses: "Access denied." may mean "no such contact", and "Not found" may
 * mean a contact of another category, which only the newer method shows (portal README, "One contact" and "Refusals of
 * the CRM"). Costs one more request.
 */
async function contactElsewhere(
  rest: Rest,
  contactId: number,
  refusal: Extract<CommandAnswer, { kind: 'refused' }>,
): Promise<Contact> {
  const { look } = await rest.batch({
    look: { method: 'crm.item.get', params: { entityTypeId: CONTACT, id: contactId } },
  })
  if (look.kind === 'result') return read(contactItem, look)
  const settled = look.kind === 'refused' && ['not-found', 'access-denied'].includes(look.failure.kind)
  throw new PortalFailure(settled ? look.failure : refusal.failure)
}
