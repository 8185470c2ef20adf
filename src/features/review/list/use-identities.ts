import { queryOptions, useQueries } from '@tanstack/react-query'
import { NO_FILTERS } from '#core/filter/filters.ts'
import type { Contact } from '#core/contact/contact.ts'
import type { ContactStore } from '#core/contact/ports.ts'
import type { Plan } from '#core/plan/plan.ts'
import type { RowWindow } from '#ui/rows/scroll-scale.ts'

/** What tells people of the same name apart, besides what the plan knows. */
export interface Identity extends Pick<Contact, 'phones' | 'emails' | 'companyId'> {
  /** Null: there is none, or its name cannot be read. */
  readonly company: string | null
}

/** By contact ID; undefined: still being read; null: it could not be read. */
export type Identities = (contactId: number) => Identity | null | undefined

/** As many contacts are read at once as the portal gives on a page. */
const GROUP = 50
/** In ms: rows that a person scrolls past are not asked for. */
const PAUSE = 120

/** What the keys of all these queries begin with. */
export const IDENTITIES = ['review', 'identities'] as const

const identityQuery = (store: ContactStore, ids: readonly number[]) =>
  queryOptions({
    queryKey: [...IDENTITIES, ids] as const,
    queryFn: async ({ signal }) => {
      await pause(signal)
      const filters = { ...NO_FILTERS, only: ids }
      const sort = { column: 'id', descending: false } as const
      const { contacts } = await store.page({ search: '', filters, sort }, 0)
      const companyIds = contacts.flatMap(({ companyId }) => companyId ?? [])
      const names = await store.names([...new Set(companyIds)], []).catch(() => null)
      return new Map(
        contacts.map(({ id, phones, emails, companyId }): [number, Identity] => [
          id,
          { phones, emails, companyId, company: names?.companies.get(companyId ?? 0) ?? null },
        ]),
      )
    },
    enabled: ids.length > 0,
    staleTime: Infinity,
    // Maps are not compared.
    structuralSharing: false,
  })

/**
 * Phones, e-mails and companies of the contacts in sight. They are read as they are shown: a plan may be large.
 * @param listed indices into the plan; `first` to `end` of them are in sight
 */
export function useIdentities(
  store: ContactStore,
  { ids }: Pick<Plan, 'ids'>,
  listed: readonly number[],
  { first, end }: Pick<RowWindow, 'first' | 'end'>,
): Identities {
  const groups = Array.from({ length: Math.ceil(end / GROUP) - Math.floor(first / GROUP) }, (_, step) => {
    const from = (Math.floor(first / GROUP) + step) * GROUP
    return listed.slice(from, from + GROUP).map((index) => ids[index] ?? 0)
  })
  const answers = useQueries({ queries: groups.map((group) => identityQuery(store, group)) })
  return (contactId) => {
    const at = groups.findIndex((group) => group.includes(contactId))
    const answer = answers[at]
    if (answer === undefined || answer.isPending) return undefined
    return answer.data?.get(contactId) ?? null
  }
}

/** Rejects when the query is given up meanwhile. */
function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, PAUSE)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new DOMException('given up', 'AbortError'))
    })
  })
}
