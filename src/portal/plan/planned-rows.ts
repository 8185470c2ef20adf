import * as v from 'valibot'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import { fullName } from '#core/contact/contact.ts'
import type { PlannedRow } from '#core/plan/plan.ts'
import type { FoundRow } from '#core/plan/ports.ts'
import { filterRow } from '../contact/filter-row.ts'
import type { Params } from '../rest/query-string.ts'
import type { Command } from '../rest/rest.ts'
import { id, idOrNull, text, time } from '../rest/wire.ts'

/** What a plan remembers of a contact. Few fields, because a batch brings thousands of rows. */
const FIELDS = [
  'ID',
  'NAME',
  'SECOND_NAME',
  'LAST_NAME',
  'ASSIGNED_BY_ID',
  'DATE_CREATE',
  'DATE_MODIFY',
  'TYPE_ID',
  'SOURCE_ID',
]

const plannedRow = v.pipe(
  v.object({
    ID: id,
    NAME: text,
    SECOND_NAME: text,
    LAST_NAME: text,
    ASSIGNED_BY_ID: idOrNull,
    DATE_CREATE: time,
    DATE_MODIFY: time,
    TYPE_ID: text,
    SOURCE_ID: text,
  }),
  v.transform((row): PlannedRow => ({
    id: row.ID,
    name: fullName({ firstName: row.NAME, secondName: row.SECOND_NAME, lastName: row.LAST_NAME }),
    createdAt: row.DATE_CREATE,
    modifiedAt: row.DATE_MODIFY,
    responsibleId: row.ASSIGNED_BY_ID,
    typeId: row.TYPE_ID,
    sourceId: row.SOURCE_ID,
  })),
)

export const plannedRows = v.array(plannedRow)

/** Rows with what they show of the fields that queries speak of; what the portal did not send is absent there. */
export const foundRows = v.array(
  v.pipe(
    v.unknown(),
    v.transform((row) => ({ row, shown: row })),
    v.object({ row: plannedRow, shown: filterRow }),
    v.transform(({ row, shown }): FoundRow => ({ ...row, shown, owns: false })),
  ),
)

/** A row of `checkRowsCommand`, with the time of the last action on the contact that shows in no other field. */
export const checkRows = v.array(
  v.pipe(
    v.unknown(),
    v.transform((row) => ({ row, activity: row })),
    v.object({ row: plannedRow, activity: v.object({ LAST_ACTIVITY_TIME: time }) }),
    v.transform(({ row, activity }) => ({ row, lastActivityAt: activity.LAST_ACTIVITY_TIME })),
  ),
)

/**
 * A page of rows by ID ascending, without counting (portal README, "Walking many contacts").
 * @param more fields to read besides
 */
export function pageCommand(filter: Params, after: number | string, more: readonly string[]): Command {
  return {
    method: 'crm.contact.list',
    params: {
      select: withFields(more),
      filter: { ...filter, '>ID': after },
      order: { ID: 'ASC' },
      start: -1,
    },
  }
}

/**
 * The rows of at most 50 contacts, without those that do not exist or that this user may not see.
 * @param more fields to read besides
 */
export function rowsCommand(ids: readonly number[], more: readonly string[] = []): Command {
  return {
    method: 'crm.contact.list',
    params: { select: withFields(more), filter: { '@ID': ids }, order: { ID: 'ASC' }, start: -1 },
  }
}

function withFields(more: readonly string[]): string[] {
  return [...new Set([...FIELDS, ...more])]
}

/**
 * The same with `LAST_ACTIVITY_TIME`. It changes with a comment by anyone but the responsible person, and with an
 * incoming call, message or e-mail, which DATE_MODIFY need not show. Old portals have no such field.
 */
export function checkRowsCommand(ids: readonly number[]): Command {
  return rowsCommand(ids, ['LAST_ACTIVITY_TIME'])
}

/** Groups of one page each, every id (or thing) once. */
export function groupsOf<T>(ids: readonly T[], size = PAGE_SIZE): T[][] {
  const once = [...new Set(ids)]
  return Array.from({ length: Math.ceil(once.length / size) }, (_, at) =>
    once.slice(at * size, (at + 1) * size),
  )
}
