import type { OriginKey } from '../../../src/core/restore/plan/external-key.ts'
import type { JsonObject } from '../../../src/core/json.ts'
import { keyText } from '../../../src/core/restore/plan/external-key.ts'
import { linkChange } from '../../../src/core/restore/plan/links.ts'
import type { ActAnswer, TaskCall } from '../../../src/core/restore/ports.ts'
import { isRepeatable, type RestoreTask } from '../../../src/core/restore/plan/tasks.ts'
import { failure } from '../faults.ts'

/** What a simulated portal holds of contacts and what hangs on them, for holding a restore's verdicts against. */
export interface RestoreWorld {
  readonly contacts: Map<number, HeldContact>
  /** By `entityTypeId id`; companies too. */
  readonly items: Map<string, HeldItem>
  readonly activities: Map<number, Set<number>>
  /** Requisites, bank details, addresses, copies of activities, comments. */
  readonly parts: HeldPart[]
  /** Contacts that are made from now on are hidden from the user, by the old id that their key has. */
  readonly hidden: ReadonlySet<string>
  nextId: number
  /** How many contacts were made in a way that sets off robots. */
  robots: number
}

export interface HeldContact {
  readonly id: number
  readonly key: string
  /** Of before the restore. */
  readonly before: boolean
}

export interface HeldItem {
  /** The contacts that others linked, and who of them is primary: nobody may take that away. */
  readonly others: Set<number>
  contactIds: number[]
  primaryId: number | null
}

export interface HeldPart {
  readonly id: number
  readonly kind: RestoreTask['kind']
  /** The contact, or the requisite for bank details and addresses. */
  readonly on: number
  readonly mark: string
}

export function createRestoreWorld(hidden: ReadonlySet<string> = new Set()): RestoreWorld {
  return {
    contacts: new Map(),
    items: new Map(),
    activities: new Map(),
    parts: [],
    hidden,
    nextId: 10_000,
    robots: 0,
  }
}

/** Everybody who bears the key, oldest first. */
export function holdersOf(world: RestoreWorld, key: OriginKey): number[] {
  const text = keyText(key)
  return [...world.contacts.values()].filter((each) => each.key === text).map(({ id }) => id)
}

export function addContact(world: RestoreWorld, key: OriginKey, before: boolean): number {
  const id = world.nextId++
  world.contacts.set(id, { id, key: keyText(key), before })
  return id
}

/** By what a part is known again. */
export function markOf(what: RestoreTask): string {
  switch (what.kind) {
    case 'requisite':
    case 'bank-detail':
    case 'comment':
      return what.mark
    case 'address':
      return String(what.typeId)
    case 'activity':
      return toDoMark(what.fields) ?? what.originId
    case 'contact':
    case 'company':
    case 'link':
    case 'activity-binding':
      return ''
  }
}

/** Only meetings and calls keep a key of whoever made them. */
function toDoMark({ TYPE_ID, SUBJECT, DEADLINE }: JsonObject): string | null {
  return TYPE_ID === '1' || TYPE_ID === '2' ? null : JSON.stringify([SUBJECT ?? '', DEADLINE ?? ''])
}

/** The ids under which what a task makes is there. */
export function find(world: RestoreWorld, { what, contactId, parentId }: TaskCall): number[] {
  if (what.kind === 'contact') return holdersOf(world, what.key)
  const on = parentId ?? contactId
  return world.parts
    .filter((part) => part.kind === what.kind && part.on === on && part.mark === markOf(what))
    .map(({ id }) => id)
}

/** What the portal does when a call reaches it. */
export function perform(world: RestoreWorld, call: TaskCall): ActAnswer {
  const { what, contactId, parentId } = call
  if (what.kind === 'contact') return { kind: 'done', id: addContact(world, what.key, false) }
  if (contactId === null || !world.contacts.has(contactId)) {
    return { kind: 'refused', failure: failure('not-found', 'ERROR_CORE', 'Not found') }
  }
  if (isRepeatable(what)) return link(world, what, contactId)
  const on = parentId ?? contactId
  // A requisite has one address of each type: the portal holds to that itself.
  if (what.kind === 'address' && find(world, call).length > 0) return { kind: 'already' }
  const id = world.nextId++
  world.parts.push({ id, kind: what.kind, on, mark: markOf(what) })
  return { kind: 'done', id }
}

function link(world: RestoreWorld, what: RestoreTask, contactId: number): ActAnswer {
  if (what.kind === 'activity-binding') {
    const bound = world.activities.get(what.id)
    if (bound === undefined) return { kind: 'target-gone' }
    if (bound.has(contactId)) return { kind: 'already' }
    bound.add(contactId)
    return { kind: 'done', id: 0 }
  }
  if (what.kind !== 'company' && what.kind !== 'link') throw new Error(`${what.kind} is no link`)
  const item = world.items.get(itemText(what))
  if (item === undefined) return { kind: 'target-gone' }
  const change = linkChange(item, contactId, what.primary)
  if (change.kind === 'nothing') return { kind: 'already' }
  item.contactIds = [...change.contactIds]
  if (change.primary) item.primaryId = contactId
  return change.primary === what.primary ? { kind: 'done', id: 0 } : { kind: 'not-primary' }
}

export function itemText(what: Extract<RestoreTask, { kind: 'company' | 'link' }>): string {
  return what.kind === 'company' ? `4 ${what.id}` : `${what.entityTypeId} ${what.id}`
}

/** A colleague links another contact to an item meanwhile, or deletes the item. */
export function disturb(item: string, world: RestoreWorld, act: 'link' | 'delete'): void {
  const held = world.items.get(item)
  if (held === undefined) return
  if (act === 'delete') {
    world.items.delete(item)
    return
  }
  const other = world.nextId++
  held.others.add(other)
  held.contactIds = [...held.contactIds, other]
}
