import type { ContactPage, ContactQuery } from './contact-query.ts'
import type { Names } from './contact.ts'
import type { Dossier } from './dossier.ts'

/** The portal's names for the codes in its contacts. */
export interface CodeNames {
  /** Rejects with PortalFailure. */
  read(): Promise<NamedCodes>
}

/** Code → name, in the portal's order. A code that was removed from the portal's list may be absent. */
export interface NamedCodes {
  readonly types: ReadonlyMap<string, string>
  readonly sources: ReadonlyMap<string, string>
}

/** A page as it was read. */
export interface ReadPage extends ContactPage {
  /** Names that came along; others may be readable. */
  readonly names: Names
}

export interface ContactStore {
  /**
   * One page of PAGE_SIZE contacts, `index` from 0, in the query's order. One round trip; two for a search whose words a
   * batch would change, and where the portal does not take what is built on other answers.
   */
  page(query: ContactQuery, index: number): Promise<ReadPage>
  /** Names of companies and users; unreadable ids are absent. One round trip for up to 2,500 ids. */
  names(companyIds: readonly number[], userIds: readonly number[]): Promise<Names>
}

export interface DossierReader {
  /**
   * What is linked to a contact, in at most two round trips (three for a contact outside the list's category). Rejects
   * with `not-found` or `access-denied` if the contact itself cannot be read; an unreadable section has its own failure.
   */
  read(contactId: number): Promise<Dossier>
}
