import * as v from 'valibot'
import type { Contact } from '#core/contact.ts'
import { id, idOrNull, listOf, multiField, text, time } from './wire.ts'

/** Fields that the list and the card need; multi-fields come only by name (rest-contract.md, 1.3). */
export const CONTACT_FIELDS = [
  'ID',
  'NAME',
  'SECOND_NAME',
  'LAST_NAME',
  'POST',
  'COMPANY_ID',
  'ASSIGNED_BY_ID',
  'DATE_CREATE',
  'DATE_MODIFY',
  'PHONE',
  'EMAIL',
] as const

/** A contact of crm.contact.list and crm.contact.get. */
export const contactRow = v.pipe(
  v.object({
    ID: id,
    NAME: text,
    SECOND_NAME: text,
    LAST_NAME: text,
    POST: text,
    COMPANY_ID: idOrNull,
    ASSIGNED_BY_ID: idOrNull,
    DATE_CREATE: time,
    DATE_MODIFY: time,
    PHONE: multiField,
    EMAIL: multiField,
  }),
  v.transform((row): Contact => ({
    id: row.ID,
    firstName: row.NAME,
    secondName: row.SECOND_NAME,
    lastName: row.LAST_NAME,
    post: row.POST,
    phones: row.PHONE,
    emails: row.EMAIL,
    companyId: row.COMPANY_ID,
    responsibleId: row.ASSIGNED_BY_ID,
    createdAt: row.DATE_CREATE,
    modifiedAt: row.DATE_MODIFY,
  })),
)

export const contactRows = listOf(contactRow)
