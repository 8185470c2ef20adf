import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Contact } from '#core/contact/contact.ts'
import { contactQueries } from '../contact-queries.ts'
import { KNOWN_NAMES, missingNames, NO_NAMES, type KnownNames } from './known-names.ts'
import type { ContactStore } from '#core/contact/ports.ts'

/** A name; null: there is none to show; undefined: it is loading. */
export type NameState = string | null | undefined

export interface NamesOfRows {
  readonly company: (contact: Contact) => NameState
  readonly responsible: (contact: Contact) => NameState
}

/** Names for the ids of the visible rows: one more request for all of them, and each name only once. */
export function useNames(store: ContactStore, visible: readonly Contact[]): NamesOfRows {
  const { data: known = NO_NAMES } = useQuery(KNOWN_NAMES)
  const missing = missingNames(visible, known)
  const reading = useQuery(contactQueries.names(store, missing.companies, missing.users))
  const failed = reading.isError
  return useMemo(() => namesOfRows(known, failed), [known, failed])
}

/** If the names could not be read, the person must not wait in front of a skeleton. */
function namesOfRows(known: KnownNames, failed: boolean): NamesOfRows {
  const lookUp = (names: ReadonlyMap<number, string | null>, id: number | null): NameState => {
    if (id === null) return null
    return names.get(id) ?? (names.has(id) || failed ? null : undefined)
  }
  return {
    company: (contact) => lookUp(known.companies, contact.companyId),
    responsible: (contact) => lookUp(known.users, contact.responsibleId),
  }
}
