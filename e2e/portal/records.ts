/** The portal's records: what a store holds and gives. Part of the contract (contract.ts). */

/** Multi-field value, as crm.contact.get gives it. */
export interface MultiField {
  ID: number
  TYPE_ID: 'PHONE' | 'EMAIL' | 'WEB' | 'IM' | 'LINK'
  VALUE_TYPE: string
  VALUE: string
}

export interface Contact {
  ID: number
  HONORIFIC: string
  NAME: string
  SECOND_NAME: string
  LAST_NAME: string
  POST: string
  TYPE_ID: string
  SOURCE_ID: string
  COMMENTS: string
  BIRTHDATE: string
  OPENED: boolean
  EXPORT: boolean
  ASSIGNED_BY_ID: number
  CREATED_BY_ID: number
  MODIFY_BY_ID: number
  /** Unix seconds. */
  DATE_CREATE: number
  DATE_MODIFY: number
  LAST_ACTIVITY_TIME: number
  /** Primary first. */
  COMPANY_IDS: readonly number[]
  LEAD_ID: number
  ORIGINATOR_ID: string
  ORIGIN_ID: string
  CATEGORY_ID: number
  fm: readonly MultiField[]
  /** User fields, UF_CRM_… → value; a file is told by its number. */
  uf: Readonly<Record<string, unknown>>
  /** Number of the photo's file. */
  photo?: number
  /** Texts that no column knows: SOURCE_DESCRIPTION, ORIGIN_VERSION, UTM_*, ADDRESS_*, PARENT_ID_*. */
  more?: Readonly<Record<string, string>>
}

export interface Company {
  ID: number
  TITLE: string
  ASSIGNED_BY_ID: number
}

/** Deals (2), leads (1), quotes (7), smart invoices (31) and smart-process items (128+): what crm.item.* calls items. */
export interface CrmItem {
  id: number
  entityTypeId: number
  title: string
  stageId: string
  categoryId: number
  opportunity: number
  currencyId: string
  /** Primary first. */
  contactIds: readonly number[]
  companyId: number
  assignedById: number
  createdTime: number
  updatedTime: number
  closed: boolean
}

export interface Activity {
  ID: number
  OWNER_TYPE_ID: number
  OWNER_ID: number
  /** 1 meeting, 2 call, 4 e-mail, 6 provider. */
  TYPE_ID: number
  PROVIDER_ID: string
  SUBJECT: string
  COMPLETED: boolean
  /** Unix seconds; 0: none. */
  DEADLINE: number
  /** Unix seconds. */
  CREATED: number
  LAST_UPDATED: number
  RESPONSIBLE_ID: number
  bindings: readonly { OWNER_TYPE_ID: number; OWNER_ID: number }[]
  /** Texts that most have none of: DESCRIPTION, LOCATION, START_TIME, END_TIME, DIRECTION, PRIORITY, ORIGIN_ID … */
  more?: Readonly<Record<string, string>>
}

export interface Requisite {
  ID: number
  ENTITY_TYPE_ID: number
  ENTITY_ID: number
  PRESET_ID: number
  NAME: string
  /** Unix seconds. */
  DATE_CREATE: number
  DATE_MODIFY: number
  RQ: Readonly<Record<string, string>>
}

/** An account of a requisite. */
export interface BankDetail {
  ID: number
  /** The requisite. */
  ENTITY_ID: number
  NAME: string
  COUNTRY_ID: number
  RQ: Readonly<Record<string, string>>
}

/** An address of a requisite; there is one of each type, and it has no id of its own. */
export interface Address {
  /** 1 delivery, 4 registered, 6 legal, 9 beneficiary, 11 postal … */
  TYPE_ID: number
  /** The requisite. */
  ENTITY_ID: number
  /** ADDRESS_1, ADDRESS_2, CITY, POSTAL_CODE, REGION, PROVINCE, COUNTRY, COUNTRY_CODE. */
  fields: Readonly<Record<string, string>>
}

/** A comment in the timeline of a contact. */
export interface TimelineComment {
  ID: number
  CONTACT_ID: number
  AUTHOR_ID: number
  /** Unix seconds. */
  CREATED: number
  COMMENT: string
}

/** A robot or workflow "on create" that the portal started: what mails a customer. */
export interface RobotRun {
  contactId: number
  userId: number
  /** Unix seconds. */
  at: number
}

/** An e-mail that left the portal because somebody added an activity. */
export interface SentMail {
  activityId: number
  userId: number
}

/** A contact in the recycle bin, with what went into it and what it was linked to. */
export interface BinEntry {
  binId: number
  contact: Contact
  deletedBy: number
  /** Unix seconds. */
  deletedAt: number
  requisites: readonly Requisite[]
  bankDetails: readonly BankDetail[]
  addresses: readonly Address[]
  comments: readonly TimelineComment[]
  activities: readonly Activity[]
  links: readonly { entityTypeId: number; id: number }[]
}
