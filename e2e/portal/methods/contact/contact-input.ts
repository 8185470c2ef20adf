import type { Contact, MultiField } from '../../contract.ts'
import type { Params } from '../../rest/php-query.ts'
import { isMap } from '../../rest/php-query.ts'
import { isoDate, listOf, readDate, scalar, toInt } from '../../rest/wire.ts'
import { MULTI_FIELDS } from './contact-wire.ts'
import { USER_FIELDS, type UserField } from './user-fields.ts'

/** Keeps a file's bytes (base64) under its name, and gives its number. */
export type KeepFile = (name: string, base64: string) => number

const TEXTS = [
  'HONORIFIC',
  'NAME',
  'SECOND_NAME',
  'LAST_NAME',
  'POST',
  'TYPE_ID',
  'SOURCE_ID',
  'COMMENTS',
  'ORIGINATOR_ID',
  'ORIGIN_ID',
] as const

const MORE = [
  'SOURCE_DESCRIPTION',
  'ORIGIN_VERSION',
  'UTM_SOURCE',
  'UTM_MEDIUM',
  'UTM_CAMPAIGN',
  'UTM_CONTENT',
  'UTM_TERM',
  'ADDRESS',
  'ADDRESS_2',
  'ADDRESS_CITY',
  'ADDRESS_POSTAL_CODE',
  'ADDRESS_REGION',
  'ADDRESS_PROVINCE',
  'ADDRESS_COUNTRY',
]

/** The fields of crm.contact.add/update as a contact knows them; unknown and read-only ones are ignored. */
export function readContactFields(
  fields: Params,
  before: Contact | undefined,
  freshId: () => number,
  keepFile: KeepFile,
): Partial<Contact> {
  const read: { -readonly [Key in keyof Contact]?: Contact[Key] } = {}
  for (const name of TEXTS) if (name in fields) read[name] = scalar(fields[name])
  if ('ASSIGNED_BY_ID' in fields) read.ASSIGNED_BY_ID = toInt(fields.ASSIGNED_BY_ID)
  if ('OPENED' in fields) read.OPENED = scalar(fields.OPENED) === 'Y'
  if ('EXPORT' in fields) read.EXPORT = scalar(fields.EXPORT) === 'Y'
  if ('COMPANY_IDS' in fields) read.COMPANY_IDS = positive(listOf(fields.COMPANY_IDS))
  else if ('COMPANY_ID' in fields)
    read.COMPANY_IDS = withPrimary(before?.COMPANY_IDS ?? [], toInt(fields.COMPANY_ID))
  if ('BIRTHDATE' in fields) read.BIRTHDATE = dayOf(fields.BIRTHDATE)
  if ('PHOTO' in fields) read.photo = fileOf(fields.PHOTO, before?.photo ?? 0, keepFile)
  const more = Object.entries(fields).filter(([name]) => MORE.includes(name) || /^PARENT_ID_\d+$/.test(name))
  if (more.length > 0)
    read.more = { ...before?.more, ...Object.fromEntries(more.map(([name, value]) => [name, scalar(value)])) }
  const userFields = USER_FIELDS.filter(({ name }) => name in fields)
  if (userFields.length > 0)
    read.uf = {
      ...before?.uf,
      ...Object.fromEntries(
        userFields.map((field) => [
          field.name,
          field.type === 'file'
            ? fileOf(fields[field.name], Number(before?.uf[field.name] ?? 0), keepFile)
            : userValue(field, fields[field.name]),
        ]),
      ),
    }
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

/** `2025-03-08T03:00:00+03:00` → `2025-03-08`, in the server's day. What is no date is none. */
function dayOf(value: unknown): string {
  const at = readDate(value)
  return Number.isNaN(at) ? '' : isoDate(at).slice(0, 10)
}

function userValue({ type, multiple, items }: UserField, value: unknown): unknown {
  if (multiple) {
    const known = listOf(value).filter((one) => items?.some(({ ID }) => ID === scalar(one)) ?? true)
    return known.length === 0 ? false : known.map(toInt)
  }
  if (type === 'date') return dayOf(value)
  if (type === 'boolean') return ['1', 'Y', 'true'].includes(scalar(value)) ? '1' : '0'
  return scalar(value)
}

/** `{ fileData: [name, base64] }` puts a file in; `{ remove: 'Y' }` or nothing takes it out; the old value leaves it. */
function fileOf(value: unknown, before: number, keepFile: KeepFile): number {
  if (!isMap(value)) return scalar(value) === '' ? 0 : before
  if (scalar(value.remove) === 'Y') return 0
  const [name, base64] = listOf(value.fileData).map(scalar)
  return name === undefined || base64 === undefined ? before : keepFile(name, base64)
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
        if (value !== '')
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
