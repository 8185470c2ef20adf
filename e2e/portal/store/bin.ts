import type { Activity, BinEntry, Contact, Requisite } from '../contract.ts'
import type { ActivityTable } from './activity-table.ts'
import type { CommentTable } from './comment-table.ts'
import type { ContactTable } from './contacts/contact-table.ts'
import type { DetailTable } from './detail-table.ts'
import type { ItemTable } from './item-table.ts'
import type { RequisiteTable } from './requisite-table.ts'
import { TYPE } from './stages.ts'

/** What deletion and restoring touch (portal README, "What a deletion takes along"). */
export interface Deletable {
  contacts: ContactTable
  items: ReadonlyMap<number, ItemTable>
  activities: ActivityTable
  requisites: RequisiteTable
  details: DetailTable
  comments: CommentTable
  /** Unix seconds. */
  now: () => number
}

export interface RecycleBin {
  entries(): readonly BinEntry[]
  deletedIds(): readonly number[]
  /** To the bin, with requisites, comments and what was bound only to it; everything else only loses the link. */
  deleteContact(id: number, byUserId: number): boolean
  /** Under a new id, linked again as the last contact of each item. */
  restoreContact(binId: number): Contact | undefined
}

/** How long the cloud keeps what was deleted: 30 days, in seconds. */
const KEPT_SECONDS = 30 * 86_400

export function createRecycleBin(data: Deletable): RecycleBin {
  const entries: BinEntry[] = []
  const deleted: number[] = []
  let lastBinId = 0
  /** The oldest lie first. */
  function entriesLeft(): BinEntry[] {
    const left = entries.findIndex(({ deletedAt }) => deletedAt + KEPT_SECONDS > data.now())
    entries.splice(0, left < 0 ? entries.length : left)
    return entries
  }
  return {
    entries: entriesLeft,
    deletedIds: () => deleted,
    deleteContact(id, byUserId) {
      const contact = data.contacts.get(id)
      if (contact === undefined) return false
      const requisites = data.requisites.ofContact(id)
      const bankDetails = requisites.flatMap((one) => data.details.bankDetailsOf(one.ID))
      const addresses = requisites.flatMap((one) => data.details.addressesOf(one.ID))
      const comments = data.comments.ofContact(id)
      const { own, shared } = activitiesOf(data.activities, id)
      const links = [
        ...unlinkItems(data.items, id),
        ...shared.map((one) => ({ entityTypeId: TYPE.activity, id: one.ID })),
      ]
      for (const requisite of requisites) data.requisites.remove(requisite.ID)
      for (const activity of own) data.activities.remove(activity.ID)
      for (const activity of shared) data.activities.put(unboundFrom(activity, id))
      data.contacts.remove(id)
      deleted.push(id)
      entries.push({
        binId: ++lastBinId,
        contact,
        deletedBy: byUserId,
        deletedAt: data.now(),
        requisites,
        bankDetails,
        addresses,
        comments,
        activities: own,
        links,
      })
      return true
    },
    restoreContact(binId) {
      const at = entriesLeft().findIndex((entry) => entry.binId === binId)
      const [entry] = at < 0 ? [] : entries.splice(at, 1)
      if (entry === undefined) return undefined
      const contact = data.contacts.add(entry.contact)
      for (const { entityTypeId, id } of entry.links) relink(data, entityTypeId, id, contact.ID)
      for (const requisite of entry.requisites) restoreRequisite(data, entry, requisite, contact.ID)
      for (const comment of entry.comments) data.comments.add({ ...comment, CONTACT_ID: contact.ID })
      for (const activity of entry.activities) data.activities.add(ownedBy(activity, contact.ID))
      return contact
    },
  }
}

function restoreRequisite(
  { requisites, details }: Deletable,
  entry: BinEntry,
  requisite: Requisite,
  contactId: number,
): void {
  const { ID } = requisites.add({ ...requisite, ENTITY_ID: contactId })
  for (const one of entry.bankDetails)
    if (one.ENTITY_ID === requisite.ID) details.addBankDetail({ ...one, ENTITY_ID: ID })
  for (const one of entry.addresses)
    if (one.ENTITY_ID === requisite.ID) details.addAddress({ ...one, ENTITY_ID: ID })
}

function activitiesOf(activities: ActivityTable, contactId: number): { own: Activity[]; shared: Activity[] } {
  const all = activities.ofContact(contactId).flatMap((id) => activities.get(id) ?? [])
  return {
    own: all.filter((one) => one.bindings.length === 1),
    shared: all.filter((one) => one.bindings.length > 1),
  }
}

/** The next contact becomes the primary one by moving up. */
function unlinkItems(
  items: ReadonlyMap<number, ItemTable>,
  contactId: number,
): { entityTypeId: number; id: number }[] {
  return [...items.values()].flatMap((table) =>
    table.ofContact(contactId).map((id) => {
      const item = table.get(id)
      if (item !== undefined)
        table.put({ ...item, contactIds: item.contactIds.filter((one) => one !== contactId) })
      return { entityTypeId: table.entityTypeId, id }
    }),
  )
}

function unboundFrom(activity: Activity, contactId: number): Activity {
  const bindings = activity.bindings.filter(
    (one) => one.OWNER_TYPE_ID !== TYPE.contact || one.OWNER_ID !== contactId,
  )
  const [owner] = bindings
  return owner === undefined ? activity : { ...activity, ...owner, bindings }
}

function ownedBy(activity: Activity, contactId: number): Activity {
  const owner = { OWNER_TYPE_ID: TYPE.contact, OWNER_ID: contactId }
  return { ...activity, ...owner, bindings: [owner] }
}

function relink({ items, activities }: Deletable, entityTypeId: number, id: number, contactId: number): void {
  if (entityTypeId === TYPE.activity) {
    const activity = activities.get(id)
    const binding = { OWNER_TYPE_ID: TYPE.contact, OWNER_ID: contactId }
    if (activity !== undefined) activities.put({ ...activity, bindings: [...activity.bindings, binding] })
    return
  }
  const table = items.get(entityTypeId)
  const item = table?.get(id)
  if (item !== undefined) table?.put({ ...item, contactIds: [...item.contactIds, contactId] })
}
