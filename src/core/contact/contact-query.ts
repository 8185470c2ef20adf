import type { Contact } from './contact.ts'

/** What the contacts screen asks for. The portal finds everything, not the app (core README, "The portal finds"). */
export interface ContactQuery {
  /** As typed; '': no search. */
  readonly search: string
  readonly filters: ContactFilters
  readonly sort: ContactSort
}

export interface ContactFilters {
  /** Local calendar days, `YYYY-MM-DD`, both ends included; null: open. */
  readonly createdFrom: string | null
  readonly createdTo: string | null
  readonly changedFrom: string | null
  readonly changedTo: string | null
  readonly responsible: { readonly id: number; readonly name: string } | null
  readonly withoutPhone: boolean
  readonly withoutEmail: boolean
  readonly withoutCompany: boolean
  /** Only these ids, at most ONLY_MOST, each once, never empty; null: no such limit. */
  readonly only: readonly number[] | null
}

/**
 * Columns the portal can sort by. Phones and e-mails are multi-fields; companies and responsible persons would be sorted
 * by their ids, an order that a person cannot see (portal README, "Lists and filters"). `name` is first name, then last
 * name, as the list shows it.
 */
export const SORTABLE = ['id', 'name', 'created', 'modified'] as const
export type SortColumn = (typeof SORTABLE)[number]

export interface ContactSort {
  readonly column: SortColumn
  readonly descending: boolean
}

export const NO_FILTERS: ContactFilters = {
  createdFrom: null,
  createdTo: null,
  changedFrom: null,
  changedTo: null,
  responsible: null,
  withoutPhone: false,
  withoutEmail: false,
  withoutCompany: false,
  only: null,
}

export const NEWEST_FIRST: ContactSort = { column: 'created', descending: true }

export const EVERYBODY: ContactQuery = { search: '', filters: NO_FILTERS, sort: NEWEST_FIRST }

/** PHP's limit on input variables may cut a filter with more ids (portal README, "Time of one request"). */
export const ONLY_MOST = 500

/** The portal's page length; it cannot be changed (portal README, "Lists and filters"). */
export const PAGE_SIZE = 50

/** How many filters are in use, for the label of the filter button. A from-to pair counts once. */
export function countFilters(filters: ContactFilters): number {
  return [
    filters.createdFrom !== null || filters.createdTo !== null,
    filters.changedFrom !== null || filters.changedTo !== null,
    filters.responsible !== null,
    filters.withoutPhone,
    filters.withoutEmail,
    filters.withoutCompany,
    filters.only !== null,
  ].filter(Boolean).length
}

export interface ContactPage {
  readonly contacts: readonly Contact[]
  /** How many contacts match in all, of those this user may see. */
  readonly total: number
}
