import type { ContactQuery } from '../../contact/contact-query.ts'
import { matchesQuery } from '../../contact/matches-query.ts'
import type { ContactCounter, FoundRow, RowReader } from '../ports.ts'

/** How far a search through a group of contacts is, and what it found. */
export interface GroupSearch {
  readonly checked: number
  /** How many contacts the group has, by the portal's count. */
  readonly of: number
  /** IDs in the order of the walk; it grows while the search goes on. */
  readonly found: readonly number[]
  /** The first few of them. */
  readonly sample: readonly FoundName[]
  /** Contacts of which the portal did not say enough; they are not among the found. */
  readonly unsure: number
  readonly done: boolean
}

export interface FoundName {
  readonly id: number
  /** Null: no name. */
  readonly name: string | null
}

export interface WalkPorts {
  readonly counter: ContactCounter
  readonly rows: Pick<RowReader, 'walk'>
}

/** What a search says of some contacts. */
export interface Looked {
  /** How many of them are looked at by now. */
  readonly checked: number
  readonly found: readonly number[]
  readonly unsure: number
}

const SAMPLE = 5

/**
 * Walks the contacts of a group and looks at each portion of them. A row that the portal lists although it does not match
 * is left out, and so is a contact created after the walk began. Yields after each step. Stop iterating to cancel. Rejects
 * with PortalFailure.
 * @param look yields what is new since it yielded last
 */
export async function* searchGroup(
  query: ContactQuery,
  { counter, rows }: WalkPorts,
  look: (ids: readonly number[]) => AsyncIterable<Looked>,
): AsyncGenerator<GroupSearch> {
  const { matching } = await counter.count(query)
  const found: number[] = []
  const sample: FoundName[] = []
  let checked = 0
  let unsure = 0
  let begun: number | null = null
  const search = (done: boolean): GroupSearch => ({
    checked,
    of: Math.max(matching, checked),
    found,
    sample: [...sample],
    unsure,
    done,
  })
  yield search(false)
  for await (const portion of rows.walk(query)) {
    const since = (begun ??= portion.readAt)
    const isOfGroup = (row: FoundRow): boolean =>
      matchesQuery(query, row) && (row.createdAt === null || row.createdAt <= since)
    const names = new Map(portion.rows.filter(isOfGroup).map(({ id, name }) => [id, name]))
    for await (const looked of look([...names.keys()])) {
      checked += looked.checked
      unsure += looked.unsure
      for (const id of looked.found) {
        found.push(id)
        if (sample.length < SAMPLE) sample.push({ id, name: names.get(id) ?? null })
      }
      yield search(false)
    }
  }
  yield search(true)
}
