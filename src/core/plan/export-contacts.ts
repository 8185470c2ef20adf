import type { Contact } from '../contact/contact.ts'
import type { ContactQuery } from '../contact/contact-query.ts'
import { matchesQuery } from '../contact/matches-query.ts'
import type { ContactCounter, ContactReader, RowReader } from './ports.ts'

export interface ExportPorts {
  readonly counter: ContactCounter
  readonly rows: Pick<RowReader, 'walk'>
  readonly contactReader: ContactReader
}

/**
 * All contacts that match, by ID, as far as this person may see them; a row that the portal lists although it does not
 * match is left out. Rejects with PortalFailure.
 * @param cancelled called between the portions; true ends the work, and the result is null.
 */
export async function readForExport(
  query: ContactQuery,
  { counter, rows, contactReader }: ExportPorts,
  report: (done: number, of: number) => void,
  cancelled: () => boolean,
): Promise<readonly Contact[] | null> {
  const { matching } = await counter.count(query)
  const contacts: Contact[] = []
  report(0, matching)
  for await (const portion of rows.walk(query)) {
    const ids = portion.rows.filter((row) => matchesQuery(query, row)).map(({ id }) => id)
    for await (const read of contactReader.read(ids)) {
      if (cancelled()) return null
      contacts.push(...read)
      report(contacts.length, Math.max(matching, contacts.length))
    }
    if (cancelled()) return null
  }
  return contacts
}
