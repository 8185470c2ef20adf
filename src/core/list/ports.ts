import type { ChosenFile } from '../files.ts'
import type { FoundContacts, WantedValue } from './found-contacts.ts'
import type { FileContent } from './table.ts'

export interface TableFiles {
  /** The content of a text file or a spreadsheet. Rejects with TableUnreadable. */
  readTable(file: ChosenFile): Promise<FileContent>
}

export interface ContactFinder {
  /** The contacts with each of these values, in their order, some at a time. Stop iterating to cancel. */
  find(wanted: readonly WantedValue[]): AsyncIterable<readonly FoundContacts[]>
  /**
   * As `find`, for values that hardly any contact is expected to have: asks for many at once, only by the portal's
   * index. Values that no contact has may be missing from the answer. Rejects with PortalFailure.
   */
  findFew(wanted: readonly WantedValue[]): Promise<readonly FoundContacts[]>
}
