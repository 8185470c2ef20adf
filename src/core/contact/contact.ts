/** A contact as the app shows it. Ids are the portal's, positive integers. */
export interface Contact {
  readonly id: number
  readonly firstName: string
  readonly secondName: string
  readonly lastName: string
  readonly post: string
  readonly phones: readonly string[]
  readonly emails: readonly string[]
  /** The primary company; null: none. */
  readonly companyId: number | null
  readonly responsibleId: number | null
  /** Unix ms; null: the portal gave none. */
  readonly createdAt: number | null
  readonly modifiedAt: number | null
  readonly createdById: number | null
  /** The last activity in its timeline, Unix ms; null: none, or an old portal that notes none. */
  readonly activeAt: number | null
  /** Codes of the portal's directories; '' for none. */
  readonly sourceId: string
  readonly typeId: string
}

/**
 * The name that the portal itself shows: first and last name (its default name format), or else the second name.
 * Null: the contact has no name; the catalogue has words for that.
 */
export function fullName(contact: Pick<Contact, 'firstName' | 'secondName' | 'lastName'>): string | null {
  const words = [contact.firstName, contact.lastName].map(oneLine).filter((word) => word !== '')
  if (words.length > 0) return words.join(' ')
  const second = oneLine(contact.secondName)
  return second === '' ? null : second
}

/** Imported names may contain line breaks and runs of blanks, which would break labels and accessible names. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}

/** Names for the ids on a page of contacts. A missing id: not readable, or not read yet. */
export interface Names {
  readonly companies: ReadonlyMap<number, string>
  readonly users: ReadonlyMap<number, string>
}
