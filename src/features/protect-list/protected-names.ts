import { queryOptions } from '@tanstack/react-query'
import { EVERYBODY, PAGE_SIZE } from '#core/contact/contact-query.ts'
import type { Contact } from '#core/contact/contact.ts'
import type { ContactStore } from '#core/contact/ports.ts'
import { NO_FILTERS } from '#core/filter/filters.ts'

/** The contacts that are shown, by ID; gone or hidden ones are absent. Read for the screen only, never stored. */
export function shownContacts(store: ContactStore, ids: readonly number[]) {
  const inOrder = ids.toSorted((a, b) => a - b)
  return queryOptions({
    queryKey: ['protections', 'contacts', inOrder] as const,
    queryFn: async () => {
      const found = new Map<number, Contact>()
      for (let at = 0; at < inOrder.length; at += PAGE_SIZE) {
        const only = inOrder.slice(at, at + PAGE_SIZE)
        const { contacts } = await store.page({ ...EVERYBODY, filters: { ...NO_FILTERS, only } }, 0)
        for (const contact of contacts) found.set(contact.id, contact)
      }
      return found
    },
    enabled: ids.length > 0,
    structuralSharing: false,
  })
}

/** The names of the users who protected contacts. */
export function protectingUsers(store: ContactStore, ids: readonly number[]) {
  return queryOptions({
    queryKey: ['protections', 'users', ids] as const,
    queryFn: async () => (await store.names([], ids)).users,
    enabled: ids.length > 0,
    structuralSharing: false,
  })
}
