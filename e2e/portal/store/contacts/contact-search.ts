import type { Contact, ContactQuery, User } from '../../contract.ts'
import { walkPage } from './contact-page.ts'
import { alive, intersect, readable, where, type RowSet } from './row-set.ts'
import type { ContactTable } from './contact-table.ts'

/** The portal's own list: every word must be found in a name, a phone or an e-mail. */
export function findContacts(
  table: ContactTable,
  query: ContactQuery,
  user: User | undefined,
): { rows: Contact[]; total: number } {
  const words = (query.find ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const set = words
    .map((word) => rowsWithWord(table, word))
    .reduce(intersect, intersect(alive(table), readable(table, user)))
  const page = walkPage(table, set, [{ key: query.order, desc: query.desc }], query.offset, query.limit)
  return { rows: page.flatMap((id) => table.get(id) ?? []), total: set.total }
}

function rowsWithWord(table: ContactTable, word: string): RowSet {
  const { columns, pool } = table
  const texts = pool.matching((text) => text.toLowerCase().includes(word))
  const digits = word.replace(/\D/g, '')
  const byMail = word.includes('@')
  return where(table, (row) => {
    if (texts[columns.name[row] ?? 0] === 1 || texts[columns.lastName[row] ?? 0] === 1) return true
    if (texts[columns.secondName[row] ?? 0] === 1) return true
    if (digits.length < 3 && !byMail) return false
    const values = table.get(row + 1)?.fm ?? []
    return values.some((one) =>
      byMail ? one.VALUE.toLowerCase().includes(word) : one.VALUE.replace(/\D/g, '').includes(digits),
    )
  })
}
