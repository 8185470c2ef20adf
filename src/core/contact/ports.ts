import type { ContactPage, ContactQuery } from './contact-query.ts'
import type { Names } from './contact.ts'
import type { Dossier } from './dossier.ts'

/** What the portal calls the codes that its contacts carry. */
export interface CodeNames {
  /** Rejects with PortalFailure. */
  read(): Promise<NamedCodes>
}

/** Code → name, in the portal's own order. A code that was taken out of the portal's list may be absent. */
export interface NamedCodes {
  readonly types: ReadonlyMap<string, string>
  readonly sources: ReadonlyMap<string, string>
}

export interface ContactStore {
  /**
   * One page of PAGE_SIZE contacts, `index` from 0, in the query's order. One round trip; a search takes two, one
   * that looks for a phone or an e-mail three.
   */
  page(query: ContactQuery, index: number): Promise<ContactPage>
  /** Names of companies and users; ids that cannot be read are simply absent. One round trip for any number up to 2,500. */
  names(companyIds: readonly number[], userIds: readonly number[]): Promise<Names>
}

export interface DossierReader {
  /**
   * What hangs on a contact, in at most two round trips (three for a contact outside the list's category). Rejects with `not-found` or `access-denied` when the contact
   * itself cannot be read; parts that cannot be read carry their own failure.
   */
  read(contactId: number): Promise<Dossier>
}
