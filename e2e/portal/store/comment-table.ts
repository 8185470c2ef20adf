import type { TimelineComment } from '../contract.ts'
import type { ContactTable } from './contacts/contact-table.ts'
import { below, share } from './seed/prng.ts'

/** Comments in the timelines of contacts. Those of a contact that is gone are gone with it. */
export interface CommentTable {
  ofContact(contactId: number): TimelineComment[]
  add(comment: Omit<TimelineComment, 'ID'>): TimelineComment
  remove(contactId: number, id: number): boolean
}

const TEXTS = [
  'Called, nobody answered.',
  'Wants an offer by Friday.',
  'Просил перезвонить.',
  'Met at the trade show.',
] as const
const DAY = 86_400

/** @param seeded how many contacts the portal began with; those added later have no seeded comments */
export function createCommentTable(seed: number, seeded: number, contacts: ContactTable): CommentTable {
  const added = new Map<number, TimelineComment[]>()
  const removed = new Set<number>()
  // Seeded comments are numbered 10·contact + 0…2.
  let last = seeded * 10 + 1000

  function seededOf(contactId: number): TimelineComment[] {
    const contact = contactId <= seeded ? contacts.get(contactId) : undefined
    if (contact === undefined || share(seed, contactId, 5000) >= 0.15) return []
    return Array.from({ length: 1 + below(3, seed, contactId, 5001) }, (_, i) => ({
      ID: contactId * 10 + i,
      CONTACT_ID: contactId,
      CREATED: contact.DATE_CREATE + (i + 1) * DAY,
      AUTHOR_ID: contact.ASSIGNED_BY_ID,
      COMMENT: TEXTS[below(TEXTS.length, seed, contactId, 5002 + i)] ?? '',
    }))
  }

  /** A comment of anybody but the responsible person is the contact's last activity; DATE_MODIFY stays. */
  function noteActivity({ CONTACT_ID, AUTHOR_ID, CREATED }: TimelineComment): void {
    const contact = contacts.get(CONTACT_ID)
    if (contact === undefined || AUTHOR_ID === contact.ASSIGNED_BY_ID) return
    if (CREATED > contact.LAST_ACTIVITY_TIME) contacts.put({ ...contact, LAST_ACTIVITY_TIME: CREATED })
  }

  function ofContact(contactId: number): TimelineComment[] {
    if (contacts.get(contactId) === undefined) return []
    return [...seededOf(contactId), ...(added.get(contactId) ?? [])].filter(({ ID }) => !removed.has(ID))
  }

  return {
    ofContact,
    add(fields) {
      const comment: TimelineComment = { ...fields, ID: ++last }
      noteActivity(comment)
      added.set(comment.CONTACT_ID, [...(added.get(comment.CONTACT_ID) ?? []), comment])
      return comment
    },
    remove(contactId, id) {
      if (ofContact(contactId).every(({ ID }) => ID !== id)) return false
      removed.add(id)
      return true
    },
  }
}
