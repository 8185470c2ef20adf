import type { User } from '../../contract.ts'
import type { ContactTable } from './contact-table.ts'

/** Which rows of the contact table are meant: one byte a row. */
export interface RowSet {
  member: Uint8Array
  total: number
}

/** The rows that pass. */
export function where(table: ContactTable, test: (row: number) => boolean): RowSet {
  const member = new Uint8Array(table.length)
  let total = 0
  for (let row = 0; row < member.length; row++) {
    if (!test(row)) continue
    member[row] = 1
    total++
  }
  return { member, total }
}

export function setOf(member: Uint8Array): RowSet {
  return { member, total: count(member) }
}

export function alive({ columns, length }: ContactTable): RowSet {
  const member = columns.alive.slice(0, length)
  return { member, total: count(member) }
}

/** The rows the user may read. */
export function readable(table: ContactTable, user: User | undefined): RowSet {
  const { assigned } = table.columns
  const right = user === undefined ? 'none' : user.admin ? 'all' : user.rights.read
  switch (right) {
    case 'all':
      return { member: new Uint8Array(table.length).fill(1), total: table.length }
    case 'own':
      return where(table, (row) => assigned[row] === user?.ID)
    case 'none':
      return { member: new Uint8Array(table.length), total: 0 }
  }
}

export function intersect(a: RowSet, b: RowSet): RowSet {
  const member = a.member.map((bit, row) => bit & (b.member[row] ?? 0))
  return { member, total: count(member) }
}

function count(member: Uint8Array): number {
  let total = 0
  for (const bit of member) total += bit
  return total
}
