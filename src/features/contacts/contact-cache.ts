import type { QueryClient } from '@tanstack/react-query'
import { PAGE_SIZE, type ContactPage, type ContactQuery } from '#core/contact/contact-query.ts'
import { contactQueries } from './contact-queries.ts'
import { withoutContact } from './page-shift.ts'

type PageKey = readonly ['contacts', 'page', ContactQuery, number]

/**
 * Removes a contact that is gone from every cached page at once, then reads the visible pages again in the background.
 * Resolves when the row is out of the cache, before the pages are read again. Never rejects.
 */
export async function removeContact(client: QueryClient, contactId: number): Promise<void> {
  // An answer under way is older than the deletion: it would bring the row back.
  await client.cancelQueries({ queryKey: contactQueries.pages })
  for (const { query, pages } of cachedPages(client).values()) {
    const left = withoutContact(pages, contactId)
    for (const [index, page] of left ?? []) client.setQueryData(pageKey(query, index), page)
  }
  // Not marked as out of date: each row is already where it will be.
  void client.invalidateQueries({ queryKey: contactQueries.pages, type: 'inactive', refetchType: 'none' })
  void client.refetchQueries({ queryKey: contactQueries.pages, type: 'active' })
}

/** Reads the pages on the screen again, and marks the others as old. The old rows stay until the answer arrives. */
export async function refreshContacts(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ queryKey: contactQueries.pages })
}

/**
 * As `refreshContacts`, after something that may have moved the rows, such as a restored contact among them: nothing may
 * be done with a row before its page is read again.
 */
export async function rowsMoved(client: QueryClient): Promise<void> {
  client.setQueryData(contactQueries.moved.queryKey, Date.now())
  await refreshContacts(client)
}

/** The cached pages, grouped by their query. */
function cachedPages(
  client: QueryClient,
): Map<string, { query: ContactQuery; pages: Map<number, ContactPage> }> {
  const groups = new Map<string, { query: ContactQuery; pages: Map<number, ContactPage> }>()
  for (const { queryKey, state } of client.getQueryCache().findAll({ queryKey: contactQueries.pages })) {
    const page = state.data as ContactPage | undefined
    if (page === undefined) continue
    const [, , query, index] = queryKey as PageKey
    const name = JSON.stringify(query)
    const group = groups.get(name) ?? { query, pages: new Map<number, ContactPage>() }
    group.pages.set(index, page)
    groups.set(name, group)
  }
  return groups
}

function pageKey(query: ContactQuery, index: number): PageKey {
  return ['contacts', 'page', query, index]
}

/** The page that holds a row, and the row's place on it. */
export function placeOf(row: number): { readonly page: number; readonly position: number } {
  return { page: Math.floor(row / PAGE_SIZE), position: row % PAGE_SIZE }
}
