import type { Family } from '../rest/call.ts'
import { mapParam, toInt, param } from '../rest/wire.ts'
import { alive, intersect, readable } from '../store/row-set.ts'
import { walkPage } from '../store/contact-page.ts'

export const contactMethods: Family = {
  'crm.contact.list': {
    scope: 'crm',
    run({ portal, user, params }) {
      mapParam(params, 'filter')
      const table = portal.store.contacts
      const set = intersect(alive(table), readable(table, user))
      const start = Math.max(0, toInt(param(params, 'start')))
      const rows = walkPage(table, set, [], start, 50).flatMap((id) => table.get(id) ?? [])
      return {
        result: rows.map(({ ID, NAME, LAST_NAME }) => ({ ID: String(ID), NAME, LAST_NAME })),
        total: set.total,
        ...(start + 50 < set.total ? { next: start + 50 } : {}),
      }
    },
  },
}
