import type { Contact, MultiField } from '../contract.ts'
import type { Params } from '../rest/php-query.ts'
import { isMap } from '../rest/php-query.ts'
import { listOf, readDate, scalar, toInt } from '../rest/wire.ts'
import { MULTI_FIELDS } from './contact-wire.ts'

const TEXTS = [
  'HONORIFIC',
  'NAME',
  'SECOND_NAME',
  'LAST_NAME',
  'POST',
  'TYPE_ID',
  'SOURCE_ID',
  'COMMENTS',
  'BIRTHDATE',
  'ORIGINATOR_ID',
  'ORIGIN_ID',
] as const

/** The fields of crm.contact.add/update as a contact knows them; unknown and read-only ones are ignored. */
export function readContactFields(
  fields: Params,
  before: Contact | undefined,
  freshId: () => number,
): Partial<Contact> {
  const read: { -readonly [Key in keyof Contact]?: Contact[Key] } = {}
  for (const name of TEXTS) if (name in fields) read[name] = scalar(fields[name])
  if ('ASSIGNED_BY_ID' in fields) read.ASSIGNED_BY_ID = toInt(fields.ASSIGNED_BY_ID)
  if ('OPENED' in fields) read.OPENED = scalar(fields.OPENED) === 'Y'
  if ('EXPORT' in fields) read.EXPORT = scalar(fields.EXPORT) === 'Y'
  if ('COMPANY_IDS' in fields) read.COMPANY_IDS = positive(listOf(fields.COMPANY_IDS))
  else if ('COMPANY_ID' in fields)
    read.COMPANY_IDS = withPrimary(before?.COMPANY_IDS ?? [], toInt(fields.COMPANY_ID))
  const userFields = Object.entries(fields).filter(([name]) => name.startsWith('UF_CRM_'))
  if (userFields.length > 0) read.uf = { ...before?.uf, ...Object.fromEntries(userFields) }
  if (MULTI_FIELDS.some((type) => type in fields))
    read.fm = mergeMultiFields(before?.fm ?? [], fields, freshId)
  return read
}

/** What only an import may set (params.IMPORT: 'Y'). */
export function readImportedFields(fields: Params): Partial<Contact> {
  const read: Partial<Contact> = {}
  if ('DATE_CREATE' in fields) read.DATE_CREATE = readDate(fields.DATE_CREATE)
  if ('DATE_MODIFY' in fields) read.DATE_MODIFY = readDate(fields.DATE_MODIFY)
  if ('CREATED_BY_ID' in fields) read.CREATED_BY_ID = toInt(fields.CREATED_BY_ID)
  if ('MODIFY_BY_ID' in fields) read.MODIFY_BY_ID = toInt(fields.MODIFY_BY_ID)
  return read
}

function positive(values: readonly unknown[]): number[] {
  return [...new Set(values.map(toInt).filter((id) => id > 0))]
}

function withPrimary(companies: readonly number[], primary: number): number[] {
  if (primary <= 0) return companies.slice(1)
  return [primary, ...companies.filter((id) => id !== primary)]
}

/** With an ID the value is changed, or removed by DELETE 'Y' or an empty VALUE; without one it is added. */
function mergeMultiFields(
  before: readonly MultiField[],
  fields: Params,
  freshId: () => number,
): MultiField[] {
  let values = [...before]
  for (const type of MULTI_FIELDS) {
    for (const given of listOf(fields[type])) {
      if (!isMap(given)) continue
      const id = toInt(given.ID)
      const value = scalar(given.VALUE)
      const known = values.find((one) => one.ID === id && one.TYPE_ID === type)
      if (known === undefined) {
        if (value !== '' && type !== 'LINK')
          values.push({
            ID: freshId(),
            TYPE_ID: type,
            VALUE_TYPE: scalar(given.VALUE_TYPE) || 'WORK',
            VALUE: value,
          })
      } else if (scalar(given.DELETE) === 'Y' || ('VALUE' in given && value === '')) {
        values = values.filter((one) => one !== known)
      } else {
        const changed = {
          ...known,
          VALUE: value === '' ? known.VALUE : value,
          VALUE_TYPE: scalar(given.VALUE_TYPE) || known.VALUE_TYPE,
        }
        values = values.map((one) => (one === known ? changed : one))
      }
    }
  }
  return values
}
