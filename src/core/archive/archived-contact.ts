import * as v from 'valibot'
import { jsonObject, type JsonObject } from '../json.ts'

/**
 * Everything that the portal showed of one contact before its deletion: enough to make the contact again, and to read
 * it without the portal. Values stay as the portal gave them (texts, dates as its ISO texts, flags 'Y'/'N'), so that no
 * conversion loses anything.
 */
export interface ArchivedContact {
  readonly id: number
  /** When it was read; Unix ms of the PORTAL's clock. */
  readonly readAt: number
  /** As the portal named and gave them, `UF_*` included, without the communications below. */
  readonly fields: JsonObject
  readonly communications: readonly ArchivedCommunication[]
  readonly companies: readonly ArchivedCompany[]
  /** Deals, leads, quotes, invoices, smart-process items: they stay in the portal and lose their link. */
  readonly links: readonly ArchivedLink[]
  readonly requisites: readonly ArchivedRequisite[]
  /** Open ones only: completed activities are history, which cannot be made again. */
  readonly activities: readonly ArchivedActivity[]
  readonly comments: readonly ArchivedComment[]
  /** Names for the ids above, so that a person can read them. */
  readonly names: readonly ArchivedName[]
  /** The photo and files whose bytes could be fetched. */
  readonly files: readonly ArchivedFile[]
  /** What is missing here although the contact had it, or may have had it. */
  readonly unsaved: readonly Unsaved[]
}

/** The multi-fields of a contact (portal README, "Lists and filters"). */
export const COMMUNICATION_KINDS = ['PHONE', 'EMAIL', 'WEB', 'IM', 'LINK'] as const
export type CommunicationKind = (typeof COMMUNICATION_KINDS)[number]

export interface ArchivedCommunication {
  readonly kind: CommunicationKind
  /** `WORK`, `MOBILE`, `TELEGRAM`, …; a portal may have more than its documentation lists. */
  readonly valueType: string
  readonly value: string
}

/** One of its links to companies. */
export interface ArchivedCompany {
  readonly id: number
  readonly primary: boolean
  readonly sort: number
  /** 0: none. */
  readonly roleId: number
}

export interface ArchivedLink {
  /** 1 lead, 2 deal, 7 quote, 31 invoice, 128 and above smart process. */
  readonly entityTypeId: number
  readonly id: number
  /** '' if it could not be read. */
  readonly title: string
  /** Whether this contact was the item's primary one. */
  readonly primary: boolean
}

export interface ArchivedRequisite {
  readonly id: number
  /** As the portal gave them. */
  readonly fields: JsonObject
  readonly bankDetails: readonly { readonly id: number; readonly fields: JsonObject }[]
  /** As the portal gave them: they have no id, `TYPE_ID` is unique within a requisite. */
  readonly addresses: readonly { readonly typeId: number; readonly fields: JsonObject }[]
}

export interface ArchivedActivity {
  readonly id: number
  readonly subject: string
  /** 1 meeting, 2 call, 4 e-mail, 6 what `providerId` says. */
  readonly typeId: number
  readonly providerId: string
  /** The portal's ISO text; '' for none. */
  readonly deadline: string
  /** 0: none. */
  readonly responsibleId: number
  /** Everything it was bound to, this contact included. */
  readonly bindings: readonly { readonly entityTypeId: number; readonly id: number }[]
  /** As the portal gave them. */
  readonly fields: JsonObject
}

export interface ArchivedComment {
  readonly id: number
  /** 0: the portal did not say. */
  readonly authorId: number
  /** The portal's ISO text. */
  readonly createdAt: string
  readonly text: string
}

export interface ArchivedName {
  readonly of: 'user' | 'company' | 'item' | 'status' | 'field'
  /** `7`, `2:41` (entityTypeId and id) for an item, `CONTACT_TYPE:CLIENT` for a status, `UF_CRM_1` for a field. */
  readonly key: string
  readonly name: string
}

export interface ArchivedFile {
  /** The field it stood in, e.g. `PHOTO`. */
  readonly field: string
  readonly name: string
  readonly base64: string
}

export const ARCHIVE_SECTIONS = [
  'fields',
  'communications',
  'companies',
  'links',
  'requisites',
  'activities',
  'comments',
  'names',
  'files',
] as const
export type ArchiveSection = (typeof ARCHIVE_SECTIONS)[number]

export interface Unsaved {
  readonly part: ArchiveSection
  /** Which item of the section: a field's name, an entityTypeId; '' for the whole section. */
  readonly what: string
  readonly reason: UnsavedReason
}

/** Why something is not in the archive. */
export const UNSAVED_REASONS = [
  /** The portal shows it to no app, or a frame may not fetch it: asking again changes nothing. */
  'no-way',
  /** The user may not read it, or the app was not given the scope. */
  'refused',
  /** The portal gave only the first of them. */
  'too-many',
  /** The portal gave no readable answer, even when asked again. */
  'failed',
] as const
export type UnsavedReason = (typeof UNSAVED_REASONS)[number]

/**
 * Whether everything is copied that an app can copy. If not, the contact is deleted only if the person agreed
 * beforehand. A photo that no frame may fetch is listed as unsaved, but does not make the copy incomplete.
 */
export function isComplete({ unsaved }: Pick<ArchivedContact, 'unsaved'>): boolean {
  return unsaved.every(({ reason, part }) => reason === 'no-way' || part === 'names')
}

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const text = v.string()
const many = <Item>(item: v.GenericSchema<unknown, Item>): v.GenericSchema<unknown, readonly Item[]> =>
  v.array(item)

/** A contact from a file or a store. Keys added by later versions are ignored. */
export const archivedContactSchema: v.GenericSchema<unknown, ArchivedContact> = v.object({
  id,
  readAt: v.pipe(v.number(), v.finite()),
  fields: jsonObject,
  communications: many(v.object({ kind: v.picklist(COMMUNICATION_KINDS), valueType: text, value: text })),
  companies: many(
    v.object({ id, primary: v.boolean(), sort: v.pipe(v.number(), v.finite()), roleId: natural }),
  ),
  links: many(v.object({ entityTypeId: id, id, title: text, primary: v.boolean() })),
  requisites: many(
    v.object({
      id,
      fields: jsonObject,
      bankDetails: many(v.object({ id, fields: jsonObject })),
      addresses: many(v.object({ typeId: natural, fields: jsonObject })),
    }),
  ),
  activities: many(
    v.object({
      id,
      subject: text,
      typeId: natural,
      providerId: text,
      deadline: text,
      responsibleId: natural,
      bindings: many(v.object({ entityTypeId: id, id })),
      fields: jsonObject,
    }),
  ),
  comments: many(v.object({ id, authorId: natural, createdAt: text, text })),
  names: many(
    v.object({ of: v.picklist(['user', 'company', 'item', 'status', 'field']), key: text, name: text }),
  ),
  files: many(v.object({ field: text, name: text, base64: text })),
  unsaved: many(
    v.object({ part: v.picklist(ARCHIVE_SECTIONS), what: text, reason: v.picklist(UNSAVED_REASONS) }),
  ),
})
