import type { Contact, MultiField } from '../../contract.ts'
import { isoDate, yesNo } from '../../rest/wire.ts'
import { USER_FIELDS } from './user-fields.ts'

export const MULTI_FIELDS = ['PHONE', 'EMAIL', 'WEB', 'IM', 'LINK'] as const

/** All but user fields and multi-fields, as crm.contact.* writes them: every scalar a string, the missing null. */
export function scalarsOf(contact: Contact): Record<string, string | FileValue | null> {
  const has = (type: MultiField['TYPE_ID']): string => yesNo(contact.fm.some((one) => one.TYPE_ID === type))
  const [company] = contact.COMPANY_IDS
  const more = (name: string): string | null => text(contact.more?.[name] ?? '')
  const parents = Object.entries(contact.more ?? {}).filter(([name]) => name.startsWith('PARENT_ID_'))
  return {
    ID: String(contact.ID),
    POST: text(contact.POST),
    COMMENTS: text(contact.COMMENTS),
    HONORIFIC: text(contact.HONORIFIC),
    NAME: contact.NAME,
    SECOND_NAME: contact.SECOND_NAME,
    LAST_NAME: contact.LAST_NAME,
    PHOTO: fileValue(contact, 'PHOTO', contact.photo ?? 0),
    LEAD_ID: contact.LEAD_ID === 0 ? null : String(contact.LEAD_ID),
    TYPE_ID: text(contact.TYPE_ID),
    SOURCE_ID: text(contact.SOURCE_ID),
    SOURCE_DESCRIPTION: more('SOURCE_DESCRIPTION'),
    COMPANY_ID: company === undefined ? null : String(company),
    BIRTHDATE: contact.BIRTHDATE === '' ? '' : `${contact.BIRTHDATE}T03:00:00+03:00`,
    EXPORT: yesNo(contact.EXPORT),
    HAS_PHONE: has('PHONE'),
    HAS_EMAIL: has('EMAIL'),
    HAS_IMOL: 'N',
    DATE_CREATE: isoDate(contact.DATE_CREATE),
    DATE_MODIFY: isoDate(contact.DATE_MODIFY),
    ASSIGNED_BY_ID: String(contact.ASSIGNED_BY_ID),
    CREATED_BY_ID: String(contact.CREATED_BY_ID),
    MODIFY_BY_ID: String(contact.MODIFY_BY_ID),
    OPENED: yesNo(contact.OPENED),
    ORIGINATOR_ID: text(contact.ORIGINATOR_ID),
    ORIGIN_ID: text(contact.ORIGIN_ID),
    ORIGIN_VERSION: more('ORIGIN_VERSION'),
    FACE_ID: null,
    LAST_ACTIVITY_TIME: contact.LAST_ACTIVITY_TIME === 0 ? null : isoDate(contact.LAST_ACTIVITY_TIME),
    ADDRESS: more('ADDRESS'),
    ADDRESS_2: more('ADDRESS_2'),
    ADDRESS_CITY: more('ADDRESS_CITY'),
    ADDRESS_POSTAL_CODE: more('ADDRESS_POSTAL_CODE'),
    ADDRESS_REGION: more('ADDRESS_REGION'),
    ADDRESS_PROVINCE: more('ADDRESS_PROVINCE'),
    ADDRESS_COUNTRY: more('ADDRESS_COUNTRY'),
    ADDRESS_LOC_ADDR_ID: null,
    UTM_SOURCE: more('UTM_SOURCE'),
    UTM_MEDIUM: more('UTM_MEDIUM'),
    UTM_CAMPAIGN: more('UTM_CAMPAIGN'),
    UTM_CONTENT: more('UTM_CONTENT'),
    UTM_TERM: more('UTM_TERM'),
    LAST_ACTIVITY_BY: String(contact.MODIFY_BY_ID),
    ...Object.fromEntries(parents),
  }
}

export function userFieldsOf(contact: Contact): Record<string, unknown> {
  const values = USER_FIELDS.map(({ name, type, multiple }) => {
    const value = contact.uf[name]
    if (type === 'file') return [name, fileValue(contact, name, Number(value ?? 0))] as const
    // PHP's way to say that a field of many values has none.
    if (multiple) return [name, value ?? false] as const
    const text = typeof value === 'string' ? value : ''
    return [name, type === 'date' && text !== '' ? `${text}T03:00:00+03:00` : text] as const
  })
  return { ...contact.uf, ...Object.fromEntries(values) }
}

/** Where a file may be fetched by somebody who is logged in; relative to the portal, as in the portal's own pages. */
export interface FileValue {
  id: number
  showUrl: string
  downloadUrl: string
}

function fileValue(contact: Contact, field: string, id: number): FileValue | null {
  if (id === 0) return null
  const dynamic = field.startsWith('UF_') ? 'Y' : 'N'
  const path = `/bitrix/components/bitrix/crm.contact.show/show_file.php?ownerId=${contact.ID}&fieldName=${field}&dynamic=${dynamic}&fileId=${id}`
  return { id, showUrl: path, downloadUrl: path }
}

/** The multi-fields of one type; undefined when there are none, for then the key is left out. */
export function multiFieldOf(contact: Contact, type: string): Record<string, string>[] | undefined {
  const values = contact.fm.filter((one) => one.TYPE_ID === type)
  if (values.length === 0) return undefined
  return values.map(({ ID, VALUE_TYPE, VALUE, TYPE_ID }) => ({ ID: String(ID), VALUE_TYPE, VALUE, TYPE_ID }))
}

/** One row of crm.contact.list. `*` is all but user fields and multi-fields; ID always comes along. */
export function contactRow(contact: Contact, select: readonly string[]): Record<string, unknown> {
  const wanted = new Set(select)
  const scalars: Readonly<Record<string, unknown>> = scalarsOf(contact)
  const userFields = userFieldsOf(contact)
  const row: Record<string, unknown> = { ID: scalars.ID }
  for (const name in scalars) if (wanted.has('*') || wanted.has(name)) row[name] = scalars[name]
  for (const name in userFields) if (wanted.has('UF_*') || wanted.has(name)) row[name] = userFields[name]
  for (const type of MULTI_FIELDS) {
    const values = wanted.has(type) ? multiFieldOf(contact, type) : undefined
    if (values !== undefined) row[type] = values
  }
  return row
}

function text(value: string): string | null {
  return value === '' ? null : value
}
