import type { BinEntry, Contact, Store, User } from '../contract.ts'
import { createCompanyTable, type CompanyTable } from './companies.ts'
import { findContacts } from './contact-search.ts'
import { createContactTable, type ContactTable } from './contact-table.ts'
import { allowed, seedUsers } from './users.ts'

export interface StoreOptions {
  contacts: number
  seed: number
  now: () => number
}

/** The store as the REST methods see it: with the tables behind the contract. */
export interface PortalStore extends Store {
  readonly users: ReadonlyMap<number, User>
  readonly contacts: ContactTable
  readonly companies: CompanyTable
}

/** A portal's data: the same options, the same data. */
export function createStore({ contacts: count, seed, now }: StoreOptions): PortalStore {
  const day = 86_400
  const until = Math.floor(now() / 1000 / day) * day
  const companies = createCompanyTable(seed, Math.max(20, Math.floor(count / 20)))
  const contacts = createContactTable({ seed, count, companies: companies.count, until })
  const users = seedUsers()
  const bin: BinEntry[] = []
  const seconds = (): number => Math.floor(now() / 1000)

  const store: PortalStore = {
    users,
    contacts,
    companies,
    contact: (id) => contacts.get(id),
    contactCount: () => contacts.live,
    *contactIds() {
      for (let row = 0; row < contacts.length; row++) if (contacts.columns.alive[row] === 1) yield row + 1
    },
    findContacts: (query, userId) => findContacts(contacts, query, users.get(userId)),
    company: (id) => companies.get(id),
    item: () => undefined,
    itemsOfContact: () => [],
    activitiesOfContact: () => [],
    requisitesOfContact: () => [],
    smartTypes: () => [],
    stageName: (_type, _category, stageId) => stageId,
    bin: () => bin,
    deleteContact(id, byUserId) {
      const contact = contacts.get(id)
      if (contact === undefined) return false
      contacts.remove(id)
      bin.push({
        binId: bin.length + 1,
        contact,
        deletedBy: byUserId,
        deletedAt: seconds(),
        requisites: [],
        activities: [],
        links: [],
      })
      return true
    },
    restoreContact(binId) {
      const at = bin.findIndex((entry) => entry.binId === binId)
      const entry = bin[at]
      if (entry === undefined) return undefined
      bin.splice(at, 1)
      return contacts.add(entry.contact)
    },
    addContact(fields) {
      return contacts.add({ ...blankContact(seconds()), ...fields })
    },
    updateContact(id, fields) {
      const contact = contacts.get(id)
      if (contact === undefined) return undefined
      const updated: Contact = { ...contact, DATE_MODIFY: seconds(), ...fields, ID: id }
      contacts.put(updated)
      return updated
    },
    may: (userId, act, contact) => allowed(users.get(userId), act, contact.ASSIGNED_BY_ID),
  }
  return store
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
