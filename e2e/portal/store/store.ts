import type { Contact, RobotRun, SentMail, Store } from '../contract.ts'
import { createActivityTable, type ActivityTable } from './activity-table.ts'
import { createAppStorage, type AppStorage } from './app-storage.ts'
import { createRecycleBin } from './bin.ts'
import { createCommentTable, type CommentTable } from './comment-table.ts'
import { createCompanyTable, type CompanyTable } from './companies.ts'
import { findContacts } from './contacts/contact-search.ts'
import { createContactTable, type ContactTable } from './contacts/contact-table.ts'
import { createDetailTable, type DetailTable } from './detail-table.ts'
import { createFileBox, type FileBox } from './file-box.ts'
import { createItemTables } from './seed/item-seed.ts'
import type { ItemTable } from './item-table.ts'
import { createRequisiteTable, type RequisiteTable } from './requisite-table.ts'
import { findStage, SMART_TYPES, TYPE } from './stages.ts'
import { allowed, seedUsers } from './users.ts'

export interface StoreOptions {
  contacts: number
  seed: number
  now: () => number
}

/** The store as the REST methods see it: with the tables behind the contract. */
export interface PortalStore extends Store {
  readonly seed: number
  readonly contacts: ContactTable
  readonly companies: CompanyTable
  readonly items: ReadonlyMap<number, ItemTable>
  readonly activities: ActivityTable
  readonly requisites: RequisiteTable
  readonly details: DetailTable
  readonly comments: CommentTable
  readonly files: FileBox
  /** The storages that the app made with entity.add. */
  readonly appStorage: AppStorage
  readonly robotRuns: RobotRun[]
  readonly sentMails: SentMail[]
}

const DAY = 86_400

/**
 * A portal's data: the same count, seed and day, the same data. The seeded past ends at the beginning of the day on
 * which the portal starts, so that "planned" lies ahead and "overdue" behind.
 */
export function createStore({ contacts: count, seed, now }: StoreOptions): PortalStore {
  const seconds = (): number => Math.floor(now() / 1000)
  const until = Math.floor(seconds() / DAY) * DAY
  const companies = createCompanyTable(seed, Math.max(20, Math.floor(count / 20)))
  const contacts = createContactTable({ seed, count, companies: companies.count, until })
  const items = createItemTables({ seed, contacts: count, companies: companies.count, until })
  const deals = items.get(TYPE.deal)
  if (deals === undefined) throw new Error('a CRM has deals')
  const activities = createActivityTable({ seed, contacts: count, until, deals })
  const requisites = createRequisiteTable(seed, count)
  const users = seedUsers()
  const appStorage = createAppStorage(seconds)
  const details = createDetailTable(seed, requisites)
  const comments = createCommentTable(seed, count, contacts)
  const bin = createRecycleBin({
    contacts,
    items,
    activities,
    requisites,
    details,
    comments,
    now: seconds,
  })

  return {
    seed,
    users,
    contacts,
    companies,
    items,
    activities,
    requisites,
    details,
    comments,
    files: createFileBox(),
    appStorage,
    robotRuns: [],
    sentMails: [],
    contact: (id) => contacts.get(id),
    contactCount: () => contacts.live,
    *contactIds() {
      for (let row = 0; row < contacts.length; row++) if (contacts.columns.alive[row] === 1) yield row + 1
    },
    findContacts: (query, userId) => findContacts(contacts, query, users.get(userId)),
    company: (id) => companies.get(id),
    item: (entityTypeId, id) => items.get(entityTypeId)?.get(id),
    itemsOfContact(entityTypeId, contactId) {
      const table = items.get(entityTypeId)
      return table?.ofContact(contactId).flatMap((id) => table.get(id) ?? []) ?? []
    },
    activitiesOfContact: (contactId) =>
      activities.ofContact(contactId).flatMap((id) => activities.get(id) ?? []),
    requisitesOfContact: (contactId) => requisites.ofContact(contactId),
    bankDetailsOf: (requisiteId) => details.bankDetailsOf(requisiteId),
    addressesOf: (requisiteId) => details.addressesOf(requisiteId),
    commentsOfContact: (contactId) => comments.ofContact(contactId),
    keptByApp: () =>
      appStorage
        .all()
        .flatMap(({ code }) =>
          appStorage
            .items(code)
            .map(({ NAME, DETAIL_TEXT }) => ({ storage: code, name: NAME, text: DETAIL_TEXT })),
        ),
    smartTypes: () =>
      SMART_TYPES.map(({ entityTypeId, title, isClientEnabled }) => ({
        entityTypeId,
        title,
        isClientEnabled,
      })),
    stageName: (entityTypeId, _categoryId, stageId) => findStage(entityTypeId, stageId)?.name ?? stageId,
    bin: () => bin.entries(),
    deletedIds: () => bin.deletedIds(),
    deleteContact: (id, byUserId) => bin.deleteContact(id, byUserId),
    restoreContact: (binId) => bin.restoreContact(binId),
    addContact: (fields) => contacts.add({ ...blankContact(seconds()), ...fields }),
    updateContact(id, fields) {
      const contact = contacts.get(id)
      if (contact === undefined) return undefined
      const updated: Contact = { ...contact, DATE_MODIFY: seconds(), ...fields, ID: id }
      contacts.put(updated)
      return updated
    },
    may: (userId, act, contact) => allowed(users.get(userId), act, contact.ASSIGNED_BY_ID),
  }
}

function blankContact(at: number): Omit<Contact, 'ID'> {
  return {
    HONORIFIC: '',
    NAME: '',
    SECOND_NAME: '',
    LAST_NAME: '',
    POST: '',
    TYPE_ID: 'CLIENT',
    SOURCE_ID: '',
    COMMENTS: '',
    BIRTHDATE: '',
    OPENED: true,
    EXPORT: true,
    ASSIGNED_BY_ID: 1,
    CREATED_BY_ID: 1,
    MODIFY_BY_ID: 1,
    DATE_CREATE: at,
    DATE_MODIFY: at,
    LAST_ACTIVITY_TIME: at,
    COMPANY_IDS: [],
    LEAD_ID: 0,
    ORIGINATOR_ID: '',
    ORIGIN_ID: '',
    CATEGORY_ID: 0,
    fm: [],
    uf: {},
  }
}
