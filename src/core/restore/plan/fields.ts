import {
  type ArchivedContact,
  type ArchivedRequisite,
  type Unsaved,
  COMMUNICATION_KINDS,
} from '../../archive/archived-contact.ts'
import type { JsonObject, JsonValue } from '../../json.ts'
import { textOf, type OriginKey } from './external-key.ts'
import { looksLikeMarkup } from './markup.ts'

/** What of this contact cannot be restored, besides what never can (`ALWAYS_LOST`). */
export interface ContactLoss {
  readonly kind: LossKind
  /** A field's name, an ID or a subject; '' where the kind says it all. */
  readonly what: string
}
export const LOSS_KINDS = [
  /** LEAD_ID is read-only. */
  'lead',
  'web-form',
  /** A photo or file that was not saved. */
  'file',
  /** Half of an external key, or a key that another archived contact has too. */
  'origin-key',
  /** It had no first or last name, but the portal demands one: it gets its old ID as its name. */
  'name',
  /** An e-mail among its open activities; e-mails are never made again. */
  'activity',
  /** The restoring user becomes a comment's author; its real author and date stand before its text. */
  'comment-author',
  'responsible',
] as const
export type LossKind = (typeof LOSS_KINDS)[number]

/** What is never restored (portal README, "Making a contact again"); the catalogue has a text for each. */
export const ALWAYS_LOST = [
  'id',
  'created-at',
  'created-by',
  'history',
  'done-activities',
  'calls-and-mails',
  'chats',
  'documents',
  'workflows',
] as const

/**
 * Fields that the portal accepts for a new contact besides `UTM_*`, `UF_*`, `PARENT_ID_*` and `ADDRESS*`
 * (portal README, "Making a contact again").
 */
const ADDABLE = new Set([
  'HONORIFIC',
  'NAME',
  'SECOND_NAME',
  'LAST_NAME',
  'BIRTHDATE',
  'TYPE_ID',
  'SOURCE_ID',
  'SOURCE_DESCRIPTION',
  'POST',
  'COMMENTS',
  'OPENED',
  'EXPORT',
  'ASSIGNED_BY_ID',
  'ORIGIN_VERSION',
])
const ADDABLE_FAMILIES = /^(UTM_|UF_|PARENT_ID_|ADDRESS(_|$))/
/** These name the location record of the deleted address, which no longer exists. */
const DEAD_REFERENCES = new Set(['ADDRESS_LOC_ADDR_ID', 'LOC_ADDR_ID'])

/**
 * The fields of the new contact for an archived one. Empty values are left out: the new contact has none either, and a
 * batch cannot express "empty list". Companies are left out too: they are linked one by one afterwards, so that a
 * company that no longer exists does not prevent the contact.
 * @param gone users that no longer exist: the restoring user becomes responsible instead.
 */
export function fieldsToAdd(
  contact: ArchivedContact,
  key: OriginKey,
  gone: ReadonlySet<number> = new Set(),
): { readonly fields: JsonObject; readonly losses: readonly ContactLoss[] } {
  const fields: Record<string, JsonValue> = {}
  const losses: ContactLoss[] = []
  const lose = (kind: LossKind, what = ''): void => void losses.push({ kind, what })
  for (const [name, value] of Object.entries(contact.fields)) {
    if (isEmpty(value) || DEAD_REFERENCES.has(name)) continue
    if (name === 'LEAD_ID' && textOf(value) !== '0') lose('lead', textOf(value))
    if (name === 'WEBFORM_ID' && textOf(value) !== '0') lose('web-form', textOf(value))
    if (name === 'PHOTO' || isFile(value)) {
      const file = savedFile(contact, name)
      if (file === null) lose('file', name)
      else fields[name] = file
    } else if (ADDABLE.has(name) || ADDABLE_FAMILIES.test(name)) {
      fields[name] = value
    }
  }
  const responsible = Number(textOf(fields.ASSIGNED_BY_ID))
  if (gone.has(responsible)) {
    delete fields.ASSIGNED_BY_ID
    lose('responsible', String(responsible))
  }
  if (fields.NAME === undefined && fields.LAST_NAME === undefined) {
    fields.NAME = `#${contact.id}`
    lose('name')
  }
  for (const kind of COMMUNICATION_KINDS) {
    const own = contact.communications.filter((each) => each.kind === kind && each.value !== '')
    if (own.length > 0)
      fields[kind] = own.map(({ value, valueType }) => ({ VALUE: value, VALUE_TYPE: valueType }))
  }
  const had = [textOf(contact.fields.ORIGINATOR_ID), textOf(contact.fields.ORIGIN_ID)]
  const has = [key.originatorId, key.originId]
  if (had.some((part, at) => part !== '' && part !== has[at])) lose('origin-key', had.join(' '))
  fields.ORIGINATOR_ID = key.originatorId
  fields.ORIGIN_ID = key.originId
  return { fields, losses }
}

/** What could not be copied and the contact may have had. */
export function unsavedLosses(unsaved: readonly Unsaved[]): readonly Unsaved[] {
  return unsaved.filter(({ part }) => part !== 'files' && part !== 'names')
}

function isFile(value: JsonValue): boolean {
  const one = Array.isArray(value) ? (value as readonly JsonValue[])[0] : value
  if (typeof one !== 'object' || one === null || Array.isArray(one)) return false
  return 'downloadUrl' in one || 'showUrl' in one || 'urlMachine' in one
}

/** `{fileData:[name, base64]}`, a list of these for a multiple field; null: not all files were saved. */
function savedFile({ fields, files }: ArchivedContact, name: string): JsonValue | null {
  const saved = files
    .filter(({ field }) => field === name)
    .map((file) => ({ fileData: [file.name, file.base64] }))
  const value = fields[name]
  const wanted = Array.isArray(value) ? value.length : 1
  if (saved.length < wanted) return null
  return Array.isArray(value) ? saved : (saved[0] ?? null)
}

const OF_THE_OLD_REQUISITE =
  /^(ID|ENTITY_ID|ENTITY_TYPE_ID|DATE_CREATE|DATE_MODIFY|CREATED_BY_ID|MODIFY_BY_ID|XML_ID|ORIGINATOR_ID|ANCHOR_ID|ANCHOR_TYPE_ID|LOC_ADDR_ID)$/

/** The fields of a requisite, bank detail or address without those that belong to the old record. */
export function copyOf(fields: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => !OF_THE_OLD_REQUISITE.test(name) && !isEmpty(value)),
  )
}

/**
 * The XML_ID that identifies a restored requisite or bank detail on the new contact: its own where it had a unique one,
 * otherwise one of ours (the portal allows 45 characters).
 */
export function xmlIdOf(
  { id, fields }: Pick<ArchivedRequisite, 'id' | 'fields'>,
  others: readonly string[],
): string {
  const own = textOf(fields.XML_ID)
  return own !== '' && others.filter((each) => each === own).length === 1 ? own : `tidy-contacts-${id}`
}

function isEmpty(value: JsonValue): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** In a batch the portal replaces these tokens in any text (portal README, "References in a batch"). */
const TOKEN = /\$(result|next|total|time|error)\s*\[/iu
/** A card's texts are much shorter; files are longer. */
const LONG = 20_000

/** Whether a call with these values must stay out of a batch, which would change them or has no room for them. */
export function mustGoAlone(value: JsonValue): boolean {
  const text = JSON.stringify(value)
  return TOKEN.test(text) || looksLikeMarkup(text) || text.length > LONG
}
