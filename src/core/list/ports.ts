import type { ChosenFile } from '../files.ts'
import type { FoundContacts, WantedValue } from './found-contacts.ts'
import type { FileContent } from './table.ts'

export interface TableFiles {
  /** The content of a text file or a spreadsheet. Rejects with TableUnreadable. */
  readTable(file: ChosenFile): Promise<FileContent>
}

export interface ContactFinder {
  /** Who has each of these values, in their order, some at a time. Stop iterating to cancel. */
  find(wanted: readonly WantedValue[]): AsyncIterable<readonly FoundContacts[]>
  /**
   * The same for values that hardly anybody is expected to have: many are asked at once, by the portal's index alone.
   * Values nobody has may be left out. Rejects with PortalFailure.
   */
  findFew(wanted: readonly WantedValue[]): Promise<readonly FoundContacts[]>
}
