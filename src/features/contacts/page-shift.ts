import type { ContactPage } from '#core/contact/contact-query.ts'

/**
 * The cached pages of one query after a contact left it: every row behind it moves up by one, across pages, as far as
 * its neighbour is known. A page whose next page is not cached ends one row short until it is read again. `pages`: by
 * page index. Unchanged pages are the same objects; null: the contact is on none of them.
 */
export function withoutContact(
  pages: ReadonlyMap<number, ContactPage>,
  contactId: number,
): ReadonlyMap<number, ContactPage> | null {
  const home = [...pages].find(([, page]) => page.contacts.some((contact) => contact.id === contactId))
  if (home === undefined) return null
  const [homeIndex] = home
  return new Map(
    [...pages].map(([index, page]) => {
      const total = Math.max(0, page.total - 1)
      if (index < homeIndex) return [index, { ...page, total }]
      const stays =
        index === homeIndex
          ? page.contacts.filter((contact) => contact.id !== contactId)
          : page.contacts.slice(1)
      const movesIn = pages.get(index + 1)?.contacts.slice(0, 1) ?? []
      return [index, { contacts: [...stays, ...movesIn], total }]
    }),
  )
}
