import { fullName } from '../../contact/contact.ts'
import type { ArchivedContact, Unsaved } from '../../archive/archived-contact.ts'
import type { FoundContacts } from '../../list/found-contacts.ts'
import { fieldsToAdd, mustGoAlone, unsavedLosses, type ContactLoss } from './fields.ts'
import { foldedKeyText, keyText, originKeyOf, ourKey, textOf, type OriginKey } from './external-key.ts'
import { partTasks } from './attachment-tasks.ts'
import { USER } from '../../entities.ts'
import { targetText, type TargetRef } from './references.ts'
import type { RestoreTask } from './tasks.ts'

/** What is to be restored, frozen. Plain JSON, so that it can be stored in IndexedDB beside its journal. */
export interface RestorePlan {
  readonly version: 1
  readonly id: string
  /** Unix ms of our clock. */
  readonly plannedAt: number
  /** One for each contact of the archive, in its order. */
  readonly entries: readonly RestoreEntry[]
  /** The tasks of the entries to restore, entry by entry, the contact itself first. */
  readonly tasks: readonly RestoreTask[]
}

export interface RestoreEntry {
  readonly oldId: number
  /** The stored archive that it was read from; '' for a file. */
  readonly archiveId: string
  /** As `fullName` gives it; null: no name. */
  readonly name: string | null
  readonly decision: RestoreDecision
  /** Links that are left out because their target is gone. */
  readonly goneTargets: readonly TargetRef[]
  readonly losses: readonly ContactLoss[]
  readonly unsaved: readonly Unsaved[]
}

export type RestoreDecision =
  | { readonly kind: 'create' }
  /** We restored it before; `complete`: what is missing on it is restored too. */
  | { readonly kind: 'already-back'; readonly id: number; readonly complete: boolean }
  /** The same contact, archived twice: another entry restores it. */
  | { readonly kind: 'same-contact' }
  /** It was copied and never deleted: making it again would duplicate it. */
  | { readonly kind: 'still-there' }
  /** Other contacts have its e-mail, phone or key now: nothing is done until the person decides. */
  | {
      readonly kind: 'conflict'
      readonly conflicts: readonly Conflict[]
      readonly answer: ConflictAnswer | null
    }
export type ConflictAnswer = 'create' | 'skip'

export interface Conflict {
  readonly by: 'email' | 'phone' | 'origin-key'
  readonly value: string
  readonly contacts: readonly { readonly id: number; readonly name: string | null }[]
}

/** What must be known of the portal before a plan can be made; see `restoreQuestions`. */
export interface RestoreFindings {
  readonly origins: readonly { readonly key: OriginKey; readonly ids: readonly number[] }[]
  readonly owners: readonly FoundContacts[]
  /** Targets that are known to be gone. One that could not be read is not among them, so its link is tried. */
  readonly gone: readonly TargetRef[]
  /** The contacts that exist under their old IDs, visible to this user or not: they were never deleted. */
  readonly there: readonly number[]
}

/** What the person chose. */
export interface RestoreChoices {
  /** By old ID. */
  readonly conflicts: ReadonlyMap<number, ConflictAnswer>
  /** Restore what is missing on contacts that are back already. */
  readonly completeReturned: boolean
}

export interface RestoreContext {
  readonly id: string
  readonly plannedAt: number
  /** The stored archive of each contact, by contact ID; a contact from a file is absent. */
  readonly archives?: ReadonlyMap<number, string>
}

/** Pure: the same archive, findings and choices always make the same plan. Call it again after every choice. */
export function planRestore(
  context: RestoreContext,
  contacts: readonly ArchivedContact[],
  findings: RestoreFindings,
  choices: RestoreChoices,
): RestorePlan {
  const found = indexFindings(findings)
  const keys = keysOf(contacts)
  const entries: RestoreEntry[] = []
  const tasks: RestoreTask[] = []
  contacts.forEach((contact, index) => {
    const key = keys[index] ?? null
    const decision: RestoreDecision =
      key === null ? { kind: 'same-contact' } : decide(contact, key, found, choices)
    const made = fieldsToAdd(contact, key ?? originKeyOf(contact), found.goneUsers)
    const parts = partTasks(contact, { entry: index, needs: tasks.length, gone: found.gone })
    entries.push({
      oldId: contact.id,
      archiveId: context.archives?.get(contact.id) ?? '',
      name: nameOf(contact),
      decision,
      goneTargets: parts.gone,
      losses: [...made.losses, ...parts.losses],
      unsaved: unsavedLosses(contact.unsaved),
    })
    if (key === null || !isRestored(decision)) return
    tasks.push({
      entry: index,
      needs: null,
      kind: 'contact',
      key,
      knownBefore: key.foreign ? found.having(key) : [],
      fields: made.fields,
      complete: decision.kind === 'already-back',
      alone: mustGoAlone(made.fields),
    })
    tasks.push(...parts.tasks)
  })
  const { id, plannedAt } = context
  return { version: 1, id, plannedAt, entries, tasks }
}

/** Whether anything is done for an entry. */
export function isRestored(decision: RestoreDecision): boolean {
  switch (decision.kind) {
    case 'create':
      return true
    case 'already-back':
      return decision.complete
    case 'same-contact':
    case 'still-there':
      return false
    case 'conflict':
      return decision.answer === 'create'
  }
}

interface Found {
  having(key: OriginKey): readonly number[]
  owners(kind: 'email' | 'phone', value: string): FoundContacts['contacts']
  readonly gone: ReadonlySet<string>
  readonly goneUsers: ReadonlySet<number>
  readonly there: ReadonlySet<number>
}

function indexFindings({ origins, owners, gone, there }: RestoreFindings): Found {
  const byKey = new Map(origins.map(({ key, ids }) => [keyText(key), ids]))
  const byValue = new Map(owners.map(({ wanted, contacts }) => [`${wanted.kind} ${wanted.value}`, contacts]))
  return {
    having: (key) => byKey.get(keyText(key)) ?? [],
    owners: (kind, value) => byValue.get(`${kind} ${value}`) ?? [],
    gone: new Set(gone.map(targetText)),
    goneUsers: new Set(gone.filter(({ entityTypeId }) => entityTypeId === USER).map(({ id }) => id)),
    there: new Set(there),
  }
}

/**
 * The key of each contact; null: the same contact was archived again later. Of several contacts with the same foreign
 * key the first keeps it and the others get one of ours: they were different contacts before.
 */
function keysOf(contacts: readonly ArchivedContact[]): (OriginKey | null)[] {
  const latest = new Map<string, number>()
  const first = new Map<string, number>()
  contacts.forEach((contact, index) => {
    const text = keyText(originKeyOf(contact))
    const other = contacts[latest.get(text) ?? -1]
    if (other === undefined || contact.readAt >= other.readAt) latest.set(text, index)
    const listed = foldedKeyText(originKeyOf(contact))
    if (!first.has(listed)) first.set(listed, index)
  })
  return contacts.map((contact, index) => {
    const key = originKeyOf(contact)
    if (key.foreign) return first.get(foldedKeyText(key)) === index ? key : ourKey(contact.id)
    return latest.get(keyText(key)) === index ? key : null
  })
}

function decide(
  contact: ArchivedContact,
  key: OriginKey,
  found: Found,
  choices: RestoreChoices,
): RestoreDecision {
  if (found.there.has(contact.id)) return { kind: 'still-there' }
  // Also for a foreign key: restored beside another contact with the same key, it got ours instead.
  const back = [key.foreign ? [] : found.having(key), found.having(ourKey(contact.id))].flat()
  if (back.length > 0) {
    // The run finds a contact to complete by its task's key, so this works only if that key is ours.
    return { kind: 'already-back', id: Math.min(...back), complete: choices.completeReturned && !key.foreign }
  }
  const conflicts = conflictsOf(contact, key, found)
  if (conflicts.length === 0) return { kind: 'create' }
  return { kind: 'conflict', conflicts, answer: choices.conflicts.get(contact.id) ?? null }
}

function conflictsOf(contact: ArchivedContact, key: OriginKey, found: Found): Conflict[] {
  const conflicts: Conflict[] = []
  const keyed = key.foreign ? found.having(key) : []
  if (keyed.length > 0) {
    const contacts = keyed.map((id) => ({ id, name: null }))
    conflicts.push({ by: 'origin-key', value: `${key.originatorId} ${key.originId}`, contacts })
  }
  for (const { kind, value } of wantedOf(contact)) {
    const contacts = found.owners(kind, value)
    if (contacts.length > 0) conflicts.push({ by: kind, value, contacts })
  }
  return conflicts
}

/** The e-mails and phones of a contact, each once, as the portal is asked for them. */
export function wantedOf(
  contact: ArchivedContact,
): { readonly kind: 'email' | 'phone'; readonly value: string }[] {
  const once = new Map<string, { kind: 'email' | 'phone'; value: string }>()
  for (const { kind, value } of contact.communications) {
    const wanted = value.trim()
    if (wanted === '' || (kind !== 'EMAIL' && kind !== 'PHONE')) continue
    const asked = kind === 'EMAIL' ? 'email' : 'phone'
    once.set(`${asked} ${wanted.toLowerCase()}`, { kind: asked, value: wanted })
  }
  return [...once.values()]
}

/** As `fullName` gives it; null: no name. */
export function nameOf({ fields }: ArchivedContact): string | null {
  const [firstName, secondName, lastName] = [fields.NAME, fields.SECOND_NAME, fields.LAST_NAME].map(textOf)
  return fullName({
    firstName: firstName ?? '',
    secondName: secondName ?? '',
    lastName: lastName ?? '',
  })
}
