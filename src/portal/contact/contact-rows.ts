import * as v from 'valibot'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import type { Contact } from '#core/contact/contact.ts'
import { id, idOrNull, listOf, multiField, text, time } from '../rest/wire.ts'

/**
 * Fields that the list and the card need; the portal sends multi-fields only if they are named (portal README, "Lists
 * and filters").
 */
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
  'CREATED_BY_ID',
  'LAST_ACTIVITY_TIME',
  'SOURCE_ID',
  'TYPE_ID',
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
    CREATED_BY_ID: idOrNull,
    LAST_ACTIVITY_TIME: time,
    SOURCE_ID: text,
    TYPE_ID: text,
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
    createdById: row.CREATED_BY_ID,
    activeAt: row.LAST_ACTIVITY_TIME,
    sourceId: row.SOURCE_ID,
    typeId: row.TYPE_ID,
  })),
)

export const contactRows = listOf(contactRow)

/** A list without a total would show "0 contacts" above its rows, so at least the rows seen are counted. */
export function totalOf(total: number | null, index: number, rows: number): number {
  return Math.max(total ?? 0, index * PAGE_SIZE + rows)
}

const itemField = v.object({ typeId: text, value: text })

/**
 * The same contact from crm.item.get (portal README, "One contact"): with other field names, and all multi-fields in
 * one list.
 */
export const contactItem = v.pipe(
  v.object({
    item: v.object({
      id,
      name: text,
      secondName: text,
      lastName: text,
      post: text,
      companyId: idOrNull,
      assignedById: idOrNull,
      createdTime: time,
      updatedTime: time,
      createdBy: idOrNull,
      lastActivityTime: time,
      sourceId: text,
      typeId: text,
      fm: v.fallback(v.optional(listOf(itemField), []), []),
    }),
  }),
  v.transform(({ item }): Contact => {
    const values = (type: string) =>
      item.fm.filter((each) => each.typeId === type && each.value !== '').map((each) => each.value)
    return {
      id: item.id,
      firstName: item.name,
      secondName: item.secondName,
      lastName: item.lastName,
      post: item.post,
      phones: values('PHONE'),
      emails: values('EMAIL'),
      companyId: item.companyId,
      responsibleId: item.assignedById,
      createdAt: item.createdTime,
      modifiedAt: item.updatedTime,
      createdById: item.createdBy,
      activeAt: item.lastActivityTime,
      sourceId: item.sourceId,
      typeId: item.typeId,
    }
  }),
)
