import type { Activity } from '../contract.ts'
import type { ItemTable } from './item-table.ts'
import { createSeededLinks, drawContact, type SeededLinks } from './links.ts'
import { ODD } from './odd-contacts.ts'
import { below, pick, share } from './seed/prng.ts'
import { TYPE } from './stages.ts'
import { USER } from './users.ts'

export interface ActivitySeed {
  seed: number
  contacts: number
  /** Unix seconds: planned ones lie after it, overdue ones before. */
  until: number
  deals: ItemTable
}

export interface ActivityTable {
  get(id: number): Activity | undefined
  ids(): Iterable<number>
  /** Bound to the contact, as owner or not. */
  ofContact(contactId: number): number[]
  put(activity: Activity): void
  add(activity: Omit<Activity, 'ID'>): Activity
  remove(id: number): boolean
}

const DAY = 86_400
interface Kind {
  TYPE_ID: number
  PROVIDER_ID: string
  subjects: readonly [string, ...string[]]
}

const KINDS: readonly [Kind, ...Kind[]] = [
  { TYPE_ID: 1, PROVIDER_ID: 'CRM_MEETING', subjects: ['Meeting at the office', 'Product demo', 'Встреча'] },
  { TYPE_ID: 2, PROVIDER_ID: 'VOXIMPLANT_CALL', subjects: ['Outgoing call', 'Call back', 'Звонок'] },
  {
    TYPE_ID: 4,
    PROVIDER_ID: 'CRM_EMAIL',
    subjects: ['Re: offer', 'Contract draft', 'Question about delivery'],
  },
  {
    TYPE_ID: 6,
    PROVIDER_ID: 'CRM_TODO',
    subjects: ['Send the samples', 'Ask for feedback', 'Prepare the papers'],
  },
]

/** Planned, overdue and done activities; a third is shared with a deal of the contact. */
export function createActivityTable(at: ActivitySeed): ActivityTable {
  const count = 6 + Math.floor(at.contacts * 0.8)
  const links: SeededLinks = createSeededLinks(count, at.contacts, (id) => contactsOf(seededBindings(at, id)))
  const changed = new Map<number, Activity>()
  const removed = new Set<number>()
  /** Activities that were written bound to the contact, whether or not they still are. */
  const gained = new Map<number, Set<number>>()
  let last = count

  function get(id: number): Activity | undefined {
    if (!Number.isInteger(id) || id < 1 || id > last || removed.has(id)) return undefined
    return changed.get(id) ?? seededActivity(at, id)
  }

  function keep(activity: Activity): void {
    changed.set(activity.ID, activity)
    for (const contact of contactsOf(activity.bindings))
      gained.set(contact, (gained.get(contact) ?? new Set()).add(activity.ID))
  }

  return {
    get,
    *ids() {
      for (let id = 1; id <= last; id++) if (!removed.has(id)) yield id
    },
    ofContact(contactId) {
      const candidates = new Set([...links.of(contactId), ...(gained.get(contactId) ?? [])])
      return [...candidates]
        .filter((id) => contactsOf(get(id)?.bindings ?? []).includes(contactId))
        .sort((a, b) => a - b)
    },
    put(activity) {
      if (get(activity.ID) !== undefined) keep(activity)
    },
    add(fields) {
      const activity: Activity = { ...fields, ID: ++last }
      keep(activity)
      return activity
    },
    remove(id) {
      if (get(id) === undefined) return false
      removed.add(id)
      changed.delete(id)
      return true
    },
  }
}

type Bindings = Activity['bindings']

function contactsOf(bindings: Bindings): number[] {
  return bindings.filter((one) => one.OWNER_TYPE_ID === TYPE.contact).map((one) => one.OWNER_ID)
}

/** The first six make the contact that has everything: four of its own, two shared with its deals. */
function seededBindings({ seed, contacts, deals }: ActivitySeed, id: number): Bindings {
  if (contacts > ODD.everything && id <= 6) {
    const own = { OWNER_TYPE_ID: TYPE.contact, OWNER_ID: ODD.everything }
    return id <= 4 ? [own] : [{ OWNER_TYPE_ID: TYPE.deal, OWNER_ID: 56 + id }, own]
  }
  const dealId =
    share(seed, id, 3000) < 0.3 ? 64 + below(Math.max(1, Math.floor(contacts / 2) - 4), seed, id, 3001) : 0
  const [contactId = 0] = deals.get(dealId)?.contactIds ?? []
  if (contactId !== 0) {
    const deal = { OWNER_TYPE_ID: TYPE.deal, OWNER_ID: dealId }
    return [deal, { OWNER_TYPE_ID: TYPE.contact, OWNER_ID: contactId }]
  }
  const own = drawContact(contacts, seed, id, 3002)
  return own === 0 ? [] : [{ OWNER_TYPE_ID: TYPE.contact, OWNER_ID: own }]
}

function seededActivity(at: ActivitySeed, id: number): Activity {
  const { seed, until } = at
  const bindings = seededBindings(at, id)
  const [owner] = bindings
  const kind = pick(KINDS, seed, id, 3003)
  const state =
    id <= 6
      ? (['planned', 'overdue', 'done'] as const)[id % 3]
      : pick(['planned', 'overdue', 'done', 'done', 'done'], seed, id, 3004)
  const distance = Math.floor((1 + share(seed, id, 3005) * 60) * DAY)
  const created = until - distance - 3 * DAY
  return {
    ID: id,
    OWNER_TYPE_ID: owner?.OWNER_TYPE_ID ?? TYPE.contact,
    OWNER_ID: owner?.OWNER_ID ?? 0,
    TYPE_ID: kind.TYPE_ID,
    PROVIDER_ID: kind.PROVIDER_ID,
    SUBJECT: pick(kind.subjects, seed, id, 3006),
    COMPLETED: state === 'done',
    DEADLINE: state === 'planned' ? until + DAY + distance : until - distance,
    CREATED: created,
    LAST_UPDATED: state === 'done' ? until - distance : created,
    RESPONSIBLE_ID:
      share(seed, id, 3007) < 0.2 ? USER.manager : USER.firstColleague + below(20, seed, id, 3008),
    bindings,
    ...(share(seed, id, 3009) < 0.3 ? { more: { DESCRIPTION: 'Ask about the second site, too.' } } : {}),
  }
}
