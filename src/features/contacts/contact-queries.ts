import { queryOptions } from '@tanstack/react-query'
import type { ContactPage, ContactQuery } from '#core/contact/contact-query.ts'
import { KNOWN_NAMES, learnNames, NO_NAMES } from './table/known-names.ts'
import type { ContactStore } from '#core/contact/ports.ts'

/** Within this time pages are shown again at once and read again in the background, in ms. */
const FRESH = 60_000
/** A walk through a million contacts forgets the pages left behind after this time, in ms. */
const KEPT = 180_000

const ALL = ['contacts'] as const
const PAGES = ['contacts', 'page'] as const

/** The queries of the contacts screen: keys and functions together; the store is passed in. */
export const contactQueries = {
  /** Everything of this feature, for invalidating. */
  all: ALL,
  /** Every page of every query. A page's key ends in the query and the page's index. */
  pages: PAGES,

  /** When rows were moved last by something that was not a search; Unix ms. Only written and watched. */
  moved: queryOptions({
    queryKey: [...ALL, 'moved'] as const,
    queryFn: () => 0,
    initialData: 0,
    enabled: false,
    gcTime: Infinity,
  }),

  page: (store: ContactStore, query: ContactQuery, index: number) =>
    queryOptions({
      queryKey: [...PAGES, query, index] as const,
      queryFn: async ({ client }): Promise<ContactPage> => {
        const { names, ...page } = await store.page(query, index)
        const asked = { companies: [...names.companies.keys()], users: [...names.users.keys()] }
        client.setQueryData(KNOWN_NAMES.queryKey, (known) => learnNames(known ?? NO_NAMES, asked, names))
        return page
      },
      staleTime: FRESH,
      gcTime: KEPT,
    }),

  /** Reads the names that are missing and adds them to the known ones. */
  names: (store: ContactStore, companies: readonly number[], users: readonly number[]) =>
    queryOptions({
      queryKey: [...ALL, 'names', companies, users] as const,
      queryFn: async ({ client }) => {
        const names = await store.names(companies, users)
        client.setQueryData(KNOWN_NAMES.queryKey, (known) =>
          learnNames(known ?? NO_NAMES, { companies, users }, names),
        )
        return true
      },
      enabled: companies.length + users.length > 0,
      staleTime: Infinity,
      gcTime: 0,
    }),
}
