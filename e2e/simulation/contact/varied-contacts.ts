import type { TestPortal } from '../../portal/testing.ts'
import type { FilterPool } from '../arbitrary-filters.ts'

/** So that every condition finds some. */
export function varyContacts({ portal }: TestPortal, contacts: number): void {
  const names = ['Test', 'тестовый', 'Contest Winner', 'qwerty', '']
  for (let id = 20; id <= contacts; id++) {
    if (portal.store.contact(id) === undefined) continue
    portal.store.updateContact(id, {
      ...(id % 5 === 0 ? { ORIGINATOR_ID: '1C' } : {}),
      ...(id % 7 === 0 ? { EXPORT: false } : {}),
      ...(id % 6 === 0 ? { LAST_ACTIVITY_TIME: 0 } : {}),
      ...(id % 4 === 0 ? { NAME: '', SECOND_NAME: '', LAST_NAME: names[(id / 4) % names.length] ?? '' } : {}),
      MODIFY_BY_ID: 1 + (id % 9),
    })
  }
}

/** What these contacts have. */
export const poolOf = (contacts: number): FilterPool => ({
  people: Array.from({ length: 24 }, (_, at) => at + 1),
  companies: Array.from({ length: 20 }, (_, at) => at + 1),
  sources: ['WEB', 'CALL', 'PARTNER', 'ADVERTISING', 'EMAIL', 'OTHER'],
  types: ['CLIENT', 'SUPPLIER', 'PARTNER', 'OTHER'],
  ids: Array.from({ length: contacts }, (_, at) => at + 1),
  from: Date.UTC(2018, 9, 1),
  until: Date.UTC(2026, 10, 1),
})

/** All on which filters have conditions. */
export const FILTER_FIELDS: readonly string[] = [
  ...['NAME', 'LAST_NAME', 'SECOND_NAME', 'DATE_CREATE', 'DATE_MODIFY', 'LAST_ACTIVITY_TIME', 'COMPANY_ID'],
  ...['ASSIGNED_BY_ID', 'CREATED_BY_ID', 'MODIFY_BY_ID', 'SOURCE_ID', 'TYPE_ID', 'ORIGINATOR_ID'],
  ...['HAS_PHONE', 'HAS_EMAIL', 'EXPORT'],
]
