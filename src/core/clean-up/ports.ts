import type { Contact } from '../contact/contact.ts'
import type { ContactFilters } from '../filter/filters.ts'

/** What the portal says of its contacts as a whole, by counts alone. Rejects with PortalFailure. */
export interface BaseReader {
  /** How many contacts there are, and by what they can be counted. One request. */
  directory(): Promise<BaseDirectory>
  /**
   * How many contacts match each of the filters; null: the portal refused this one. At most MOST_COUNTS at once, in one
   * request.
   */
  counts(filters: readonly ContactFilters[]): Promise<readonly (number | null)[]>
  /** Up to SAMPLE contacts of each, the newest first, or none where the portal refused; one request. */
  samples(filters: readonly ContactFilters[]): Promise<readonly (readonly SampleContact[])[]>
  /**
   * Who created contacts that match, each id once. Pages from all over them are read, so a person who created
   * BURST_LEAST of them is missed only where there are very many, or where the portal refused a page (`complete`). One
   * request.
   * @param count how many match
   */
  creators(filters: ContactFilters, count: number): Promise<Creators>
}

export interface Creators {
  readonly ids: readonly number[]
  /** The portal refused no page. */
  readonly complete: boolean
}

export const MOST_COUNTS = 50
export const SAMPLE = 5

export type SampleContact = Pick<Contact, 'id' | 'firstName' | 'secondName' | 'lastName'>

export interface BaseDirectory {
  /** The user who asks. */
  readonly me: number
  readonly isAdmin: boolean
  /** Names of the suggestions that are put away for everybody. */
  readonly putAway: readonly string[]
  /** Of the contacts that this user may see. */
  readonly total: number
  /** When the contact with the lowest ID was created, Unix ms; null: there is none, or the portal does not say. */
  readonly firstCreatedAt: number | null
  /** Code → name, in the portal's order; null: the portal refused them. */
  readonly sources: ReadonlyMap<string, string> | null
  /** The first 200 users, in the portal's order; null: the portal refused them. */
  readonly people: readonly Person[] | null
}

export interface Person {
  readonly id: number
  readonly name: string
  /** Whether the person has left: an inactive user. */
  readonly left: boolean
}

/** "Not this" for everybody. Rejects with PortalFailure: the portal refuses it to all but administrators. */
export interface PutAwayStore {
  /** Resolves, with all names that are put away then, when the portal has stored it. */
  change(name: string, away: boolean): Promise<readonly string[]>
}

/** Keeps the last picture of one user in this browser; where the browser refuses storage, as long as the page. */
export interface PictureStore {
  /** As it was written, or null. */
  read(): unknown
  write(picture: unknown): void
}
