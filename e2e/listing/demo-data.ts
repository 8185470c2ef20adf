import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Portal, Store } from '../portal/contract.ts'
import type { PortalStore } from '../portal/store/store.ts'
import type { ListedLanguage } from './listing.ts'

/** Invented people, companies and titles, each text a list between bars; `phone`: a number without its last two digits. */
const Invented = v.object({
  people: v.string(),
  colleagues: v.string(),
  companies: v.string(),
  records: v.string(),
  phone: v.string(),
})
const InventedIn = v.object({ en: Invented, ru: Invented, de: Invented })
/** More than a picture shows. */
const RENAMED = 200

/**
 * Gives a portal invented data in one language: the market refuses pictures in another language than the text's, and with
 * phones and e-mails that may be somebody's. E-mails are of example.com, phones of ranges that nobody has.
 */
export function inventIn(language: ListedLanguage, { store }: Portal): void {
  const file: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'people.json'), 'utf8'))
  const { people, colleagues, companies, records, phone } = v.parse(InventedIn, file)[language]
  if (!hasTables(store)) throw new Error('The portal is not the local one.')
  for (const user of store.users.values()) {
    const [first = '', last = ''] = one(colleagues, user.ID).split(' ')
    Object.assign(user, { NAME: first, LAST_NAME: last })
  }
  const seeded = store.companies.get.bind(store.companies)
  store.companies.get = (id) => {
    const company = seeded(id)
    return company && { ...company, TITLE: one(companies, id) }
  }
  for (const table of store.items.values()) {
    for (const id of table.ids()) {
      const item = table.get(id)
      if (item) table.put({ ...item, title: one(records, id), currencyId: language === 'ru' ? 'RUB' : 'EUR' })
    }
  }
  for (const id of [...store.contactIds()].slice(-RENAMED)) {
    const contact = store.contact(id)
    if (!contact) continue
    const [first = '', last = ''] = one(people, id).split(' ')
    const fm = [
      { ID: id * 2, TYPE_ID: 'PHONE' as const, VALUE_TYPE: 'WORK', VALUE: `${phone}${twoDigits(id)}` },
      { ID: id * 2 + 1, TYPE_ID: 'EMAIL' as const, VALUE_TYPE: 'WORK', VALUE: `c${id}@example.com` },
    ]
    const { DATE_MODIFY } = contact
    store.updateContact(id, { NAME: first, LAST_NAME: last, SECOND_NAME: '', fm, DATE_MODIFY })
  }
}

function hasTables(store: Store): store is PortalStore {
  return 'companies' in store && 'items' in store
}

function one(list: string, at: number): string {
  const all = list.split('|')
  return all[at % all.length] ?? ''
}

function twoDigits(id: number): string {
  return String(id % 100).padStart(2, '0')
}
