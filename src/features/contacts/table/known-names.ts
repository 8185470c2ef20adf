import { queryOptions, skipToken } from '@tanstack/react-query'
import type { Contact, Names } from '#core/contact/contact.ts'

/** Names read so far, by id. Null: asked for, and not readable for this user. Absent: not asked yet. */
export interface KnownNames {
  readonly companies: ReadonlyMap<number, string | null>
  readonly users: ReadonlyMap<number, string | null>
}

/** Ids in ascending order, each once. */
export interface MissingNames {
  readonly companies: readonly number[]
  readonly users: readonly number[]
}

export const NO_NAMES: KnownNames = { companies: new Map(), users: new Map() }

/**
 * A cache entry that nothing fetches: `contactQueries.names` fills it. Names change rarely; a reload reads them again.
 */
export const KNOWN_NAMES = queryOptions<KnownNames>({
  queryKey: ['contacts', 'known-names'],
  queryFn: skipToken,
  staleTime: Infinity,
  gcTime: Infinity,
})

/**
 * The names that the contacts need and that were not asked for yet.
 * @param creators whether also of those who created them
 */
export function missingNames(
  contacts: readonly Contact[],
  known: KnownNames,
  creators = false,
): MissingNames {
  return {
    companies: lacking(
      contacts.map((contact) => contact.companyId),
      known.companies,
    ),
    users: lacking(
      contacts.flatMap(({ responsibleId, createdById }) => [responsibleId, creators ? createdById : null]),
      known.users,
    ),
  }
}

/** The known names together with an answer; a name that was asked for and not answered is unreadable. */
export function learnNames(known: KnownNames, asked: MissingNames, names: Names): KnownNames {
  return {
    companies: new Map([
      ...known.companies,
      ...asked.companies.map((id): [number, string | null] => [id, nameIn(names.companies, id)]),
    ]),
    users: new Map([
      ...known.users,
      ...asked.users.map((id): [number, string | null] => [id, nameIn(names.users, id)]),
    ]),
  }
}

function nameIn(names: ReadonlyMap<number, string>, id: number): string | null {
  const name = names.get(id)?.trim() ?? ''
  return name === '' ? null : name
}

function lacking(ids: readonly (number | null)[], known: ReadonlyMap<number, unknown>): number[] {
  const wanted = ids.filter((id) => id !== null).filter((id) => !known.has(id))
  return [...new Set(wanted)].toSorted((a, b) => a - b)
}
