import * as v from 'valibot'
import type { FilterRow } from '#core/filter/field-test.ts'
import { flag, idOrNull, text, time } from '../rest/wire.ts'

/** Without its offset a time is another one in each place. */
const timeWithOffset = v.pipe(
  v.unknown(),
  v.transform((value) => (/(?:Z|[+-]\d\d:?\d\d)$/u.test(String(value)) ? value : null)),
  time,
)

/**
 * What a row of crm.contact.list shows of the fields that filters speak of. Only what the portal sent is in it: that a
 * field was left out says nothing about the contact.
 */
export const filterRow = v.pipe(
  v.object({
    ID: sent(idOrNull),
    NAME: sent(text),
    SECOND_NAME: sent(text),
    LAST_NAME: sent(text),
    DATE_CREATE: sent(timeWithOffset),
    DATE_MODIFY: sent(timeWithOffset),
    LAST_ACTIVITY_TIME: sent(timeWithOffset),
    ASSIGNED_BY_ID: sent(idOrNull),
    CREATED_BY_ID: sent(idOrNull),
    MODIFY_BY_ID: sent(idOrNull),
    COMPANY_ID: sent(idOrNull),
    SOURCE_ID: sent(text),
    TYPE_ID: sent(text),
    ORIGINATOR_ID: sent(text),
    HAS_PHONE: sent(flag),
    HAS_EMAIL: sent(flag),
    EXPORT: sent(flag),
  }),
  v.transform((row): FilterRow => ({
    ...shown('id', row.ID),
    ...shown('firstName', row.NAME),
    ...shown('secondName', row.SECOND_NAME),
    ...shown('lastName', row.LAST_NAME),
    ...shown('createdAt', row.DATE_CREATE),
    ...shown('modifiedAt', row.DATE_MODIFY),
    ...shown('activeAt', row.LAST_ACTIVITY_TIME),
    ...shown('responsibleId', row.ASSIGNED_BY_ID),
    ...shown('createdById', row.CREATED_BY_ID),
    ...shown('modifiedById', row.MODIFY_BY_ID),
    ...shown('companyId', row.COMPANY_ID),
    ...shown('sourceId', row.SOURCE_ID),
    ...shown('typeId', row.TYPE_ID),
    ...shown('originatorId', row.ORIGINATOR_ID),
    ...shown('hasPhone', row.HAS_PHONE),
    ...shown('hasEmail', row.HAS_EMAIL),
    ...shown('exported', row.EXPORT),
  })),
)

/** A value that cannot be read says nothing about the contact, least of all that it has none. */
function sent<Value>(field: v.GenericSchema<unknown, Value>) {
  return v.pipe(
    v.optional(v.unknown()),
    v.transform((value) => {
      if (value === undefined) return undefined
      const known = v.parse(field, value)
      return (known === null || known === '') && !isNothing(value) ? undefined : known
    }),
  )
}

/** PHP writes "nothing" in many ways. */
function isNothing(value: unknown): boolean {
  return (
    [null, '', false, 0, '0'].some((one) => one === value) || (Array.isArray(value) && value.length === 0)
  )
}

function shown<Name extends keyof FilterRow>(name: Name, value: FilterRow[Name]): FilterRow {
  return value === undefined ? {} : { [name]: value }
}
