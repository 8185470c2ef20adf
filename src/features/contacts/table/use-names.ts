import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { NamedCodes } from '#core/contact/ports.ts'
import type { Contact } from '#core/contact/contact.ts'
import { usePorts } from '#features/ports.tsx'
import { codeQueries } from '#features/shared/code-queries.ts'
import { workQuery } from '#features/shared/work-query.ts'
import { contactQueries } from '../contact-queries.ts'
import type { Column } from './columns.ts'
import { KNOWN_NAMES, missingNames, NO_NAMES, type KnownNames } from './known-names.ts'

/** A name; null: there is none to show; undefined: it is loading. */
export type NameState = string | null | undefined

export interface NamesOfRows {
  readonly company: (contact: Contact) => NameState
  readonly responsible: (contact: Contact) => NameState
  readonly creator: (contact: Contact) => NameState
  /** The portal's name of the code; the code itself until it is known. */
  readonly source: (contact: Contact) => string
  readonly type: (contact: Contact) => string
}

/** Names for the ids of the visible rows: one more request for all of them, and each name only once. */
export function useNames(visible: readonly Contact[], columns: readonly Column[]): NamesOfRows {
  const ports = usePorts()
  const { data: known = NO_NAMES } = useQuery(KNOWN_NAMES)
  const missing = missingNames(visible, known, columns.includes('createdBy'))
  const reading = useQuery(contactQueries.names(ports.contacts, missing.companies, missing.users))
  const failed = reading.isError
  const wantsCodes = columns.includes('source') || columns.includes('type')
  const { data: work } = useQuery({ ...workQuery(ports), enabled: wantsCodes })
  const { data: codes } = useQuery(codeQueries.names(wantsCodes ? (work?.codes ?? null) : null))
  return useMemo(() => namesOfRows(known, failed, codes), [known, failed, codes])
}

/** If the names could not be read, the person must not wait in front of a skeleton. */
function namesOfRows(known: KnownNames, failed: boolean, codes: NamedCodes | undefined): NamesOfRows {
  const lookUp = (names: ReadonlyMap<number, string | null>, id: number | null): NameState => {
    if (id === null) return null
    return names.get(id) ?? (names.has(id) || failed ? null : undefined)
  }
  return {
    company: (contact) => lookUp(known.companies, contact.companyId),
    responsible: (contact) => lookUp(known.users, contact.responsibleId),
    creator: (contact) => lookUp(known.users, contact.createdById),
    source: ({ sourceId }) => codes?.sources.get(sourceId) ?? sourceId,
    type: ({ typeId }) => codes?.types.get(typeId) ?? typeId,
  }
}
