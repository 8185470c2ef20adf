import type { ContactQuery } from '../../contact/contact-query.ts'
import type { RelationReader } from '../ports.ts'
import { searchGroup, type GroupSearch, type WalkPorts } from './search-group.ts'

/**
 * Looks for contacts of a group that are linked to nothing: no deal, invoice, quote, item of a smart process, company,
 * activity or requisite. Where one of these could not be read in full and nothing was seen, the contact is unsure.
 */
export function findUnlinked(
  query: ContactQuery,
  ports: WalkPorts & { readonly relations: RelationReader },
): AsyncGenerator<GroupSearch> {
  return searchGroup(query, ports, async function* (ids) {
    for await (const { contactIds, relations, partial } of ports.relations.read(ids)) {
      const linked = new Set(relations.map(({ contactId }) => contactId))
      const unread = new Set(partial.map(({ contactId }) => contactId))
      const bare = contactIds.filter((id) => !linked.has(id))
      yield {
        checked: contactIds.length,
        found: bare.filter((id) => !unread.has(id)),
        unsure: bare.filter((id) => unread.has(id)).length,
      }
    }
  })
}
