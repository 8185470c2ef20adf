import { NO_FILTERS, type ContactFilters } from '../filter/filters.ts'
import type { Contact } from './contact.ts'

/** What the contacts screen asks for. The portal finds everything, not the app (core README, "The portal finds"). */
export interface ContactQuery {
  /** As typed; '': no search. */
  readonly search: string
  readonly filters: ContactFilters
  readonly sort: ContactSort
}

/**
 * Columns the portal can sort by. Phones and e-mails are multi-fields; companies and responsible persons would be sorted
 * by their ids, an order that a person cannot see (portal README, "Lists and filters"). `name` is first name, then last
 * name, as the list shows it.
 */
export const SORTABLE = ['id', 'name', 'created', 'modified', 'activity'] as const
export type SortColumn = (typeof SORTABLE)[number]

export interface ContactSort {
  readonly column: SortColumn
  readonly descending: boolean
}

export const NEWEST_FIRST: ContactSort = { column: 'created', descending: true }

export const EVERYBODY: ContactQuery = { search: '', filters: NO_FILTERS, sort: NEWEST_FIRST }

/** PHP's limit on input variables may cut a filter with more ids (portal README, "Time of one request"). */
export const ONLY_MOST = 500

/** The portal's page length; it cannot be changed (portal README, "Lists and filters"). */
export const PAGE_SIZE = 50

export interface ContactPage {
  readonly contacts: readonly Contact[]
  /** How many contacts match in all, of those this user may see. */
  readonly total: number
}
