import type { ContactSort } from '#core/contact/contact-query.ts'
import type { Params } from '../rest/query-string.ts'

/** For crm.contact.list. */
export function contactListOrder(sort: ContactSort): Params {
  return order(
    sort,
    {
      id: ['ID'],
      name: ['NAME', 'LAST_NAME'],
      created: ['DATE_CREATE'],
      modified: ['DATE_MODIFY'],
      activity: ['LAST_ACTIVITY_TIME'],
    },
    'ID',
  )
}

/** For crm.item.list of contacts. */
export function contactItemOrder(sort: ContactSort): Params {
  return order(
    sort,
    {
      id: ['id'],
      name: ['name', 'lastName'],
      created: ['createdTime'],
      modified: ['updatedTime'],
      activity: ['lastActivityTime'],
    },
    'id',
  )
}

/** Always ends with the id, so that rows with equal values keep one order over all pages. */
function order(
  sort: ContactSort,
  fields: Record<ContactSort['column'], readonly string[]>,
  last: string,
): Params {
  const direction = sort.descending ? 'DESC' : 'ASC'
  return Object.fromEntries([...fields[sort.column], last].map((field) => [field, direction]))
}
