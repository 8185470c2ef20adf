import * as v from 'valibot'
import type { LinkedActivity, LinkedItem, DossierSection } from '#core/contact/dossier.ts'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import { PortalFailure } from '#core/failure.ts'
import { CONTACT, DEAL, LEAD } from '#core/entities.ts'
import { ABSENT, type CommandAnswer } from '../../rest/rest.ts'
import { flag, id, idOrNull, listOf, read, text, time } from '../../rest/wire.ts'

/** A part of the dossier from a command's answer: rows and their true count, or why they could not be read. */
export function part<T>(
  answer: CommandAnswer | undefined,
  rowsOf: (answer: CommandAnswer) => T[],
): DossierSection<T> {
  try {
    const rows = rowsOf(answer ?? ABSENT)
    return { rows, total: countOf(answer, rows.length), failure: null }
  } catch (thrown) {
    if (!(thrown instanceof PortalFailure)) throw thrown
    return { rows: [], total: null, failure: thrown.failure }
  }
}

/**
 * A full page without a total is "50 or more"; `start: -1` answers a total of 0 or none
 * (portal README, "Lists and filters").
 */
function countOf(answer: CommandAnswer | undefined, rows: number): number | null {
  if (answer?.kind === 'result' && answer.total !== null && answer.total >= rows && answer.total > 0)
    return answer.total
  return rows < PAGE_SIZE ? rows : null
}

export const companyLinks = listOf(v.object({ COMPANY_ID: id, IS_PRIMARY: flag }))

export const smartTypes = v.object({ types: listOf(v.object({ entityTypeId: id, title: text })) })

const requisiteRows = listOf(v.object({ ID: id, NAME: text }))
export function readRequisites(answer: CommandAnswer): { id: number; name: string }[] {
  return read(requisiteRows, answer).map((row) => ({ id: row.ID, name: row.NAME }))
}

const activityRows = listOf(
  v.object({
    ID: id,
    SUBJECT: text,
    TYPE_ID: text,
    PROVIDER_ID: text,
    COMPLETED: flag,
    DEADLINE: time,
    OWNER_ID: idOrNull,
    OWNER_TYPE_ID: idOrNull,
  }),
)

/** The portal writes "no deadline" as a date in the year 9999. */
const NO_DEADLINE_FROM = Date.UTC(9000, 0)

export function readActivities(answer: CommandAnswer, contactId: number): LinkedActivity[] {
  // An activity bound to the contact twice would be listed twice (portal README, "What is linked to a contact").
  const distinct = new Map(read(activityRows, answer).map((row) => [row.ID, row]))
  return [...distinct.values()].map((row) => ({
    id: row.ID,
    subject: row.SUBJECT,
    kind: activityKind(row.TYPE_ID, row.PROVIDER_ID),
    completed: row.COMPLETED === true,
    deadline: row.DEADLINE !== null && row.DEADLINE < NO_DEADLINE_FROM ? row.DEADLINE : null,
    owned: row.OWNER_TYPE_ID === CONTACT && row.OWNER_ID === contactId,
  }))
}

function activityKind(typeId: string, provider: string): LinkedActivity['kind'] {
  if (typeId === '1') return 'meeting'
  if (typeId === '2' || provider === 'VOXIMPLANT_CALL') return 'call'
  return typeId === '4' ? 'e-mail' : 'other'
}

const itemRows = v.object({
  items: listOf(
    v.object({
      id,
      title: text,
      stageId: text,
      /** Leads keep their stage here. */
      statusId: text,
      categoryId: text,
      closed: flag,
      opportunity: text,
      currencyId: text,
    }),
  ),
})
export type ItemRow = v.InferOutput<typeof itemRows>['items'][number]

export function readItems(answer: CommandAnswer): ItemRow[] {
  return read(itemRows, answer).items
}

export interface Stage {
  readonly name: string
  /** Won, lost or otherwise at an end; null: the portal does not say. */
  readonly final: boolean | null
}

const stageRows = listOf(
  v.object({ STATUS_ID: text, NAME: text, SEMANTICS: text, EXTRA: v.optional(v.unknown()) }),
)
const extra = v.object({ SEMANTICS: v.string() })

/** Stage names by code. The semantics stand in the row on newer portals, in EXTRA on older ones. */
export function readStages(answer: CommandAnswer): Map<string, Stage> {
  return new Map(
    read(stageRows, answer).map((row): [string, Stage] => {
      const inExtra = v.safeParse(extra, row.EXTRA)
      const semantics = row.SEMANTICS === '' && inExtra.success ? inExtra.output.SEMANTICS : row.SEMANTICS
      return [row.STATUS_ID, { name: row.NAME, final: FINAL[semantics.toLowerCase()] ?? null }]
    }),
  )
}

const FINAL: Readonly<Record<string, boolean>> = {
  s: true,
  f: true,
  success: true,
  failure: true,
  apology: true,
  p: false,
  process: false,
}

export function linkedItem(
  entityTypeId: number,
  row: ItemRow,
  stages: ReadonlyMap<string, Stage>,
): LinkedItem {
  const code = row.stageId === '' ? row.statusId : row.stageId
  const stage = stages.get(code)
  const amount = Number(row.opportunity)
  return {
    id: row.id,
    title: row.title,
    stage: stage?.name ?? code,
    closed: row.closed ?? stage?.final ?? null,
    amount:
      row.opportunity === '' || Number.isNaN(amount) ? null : { value: amount, currency: row.currencyId },
    path: itemPath(entityTypeId, row.id),
  }
}

/** Paths that openPath accepts on old portals too (portal README, "The portal's own pages"). */
function itemPath(entityTypeId: number, itemId: number): string {
  if (entityTypeId === DEAL) return `/crm/deal/details/${itemId}/`
  if (entityTypeId === LEAD) return `/crm/lead/details/${itemId}/`
  return `/crm/type/${entityTypeId}/details/${itemId}/`
}
