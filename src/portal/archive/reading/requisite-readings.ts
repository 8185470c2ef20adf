import type { ArchivedRequisite } from '#core/archive/archived-contact.ts'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import type { JsonObject } from '#core/json.ts'
import type { PagedReading } from '../../rest/many/paged-readings.ts'
import { groupsOf } from '../../plan/planned-rows.ts'
import { CONTACT } from '../../contact/dossier/dossier-commands.ts'
import { read } from '../../rest/wire.ts'
import type { ContactBuilders } from './contact-builder.ts'
import { sectionReading } from './section-reading.ts'
import { idIn, idOrZero, rows } from './rows.ts'

const REQUISITE = 8

/**
 * The requisites of these contacts; `detailReadings` reads what is linked to them (portal README, "What is linked to a
 * contact").
 */
export function requisitesReading(builders: ContactBuilders): PagedReading {
  return sectionReading(builders, {
    ids: builders.ids,
    part: 'requisites',
    page: (after) => ({
      method: 'crm.requisite.list',
      params: {
        select: ['*', 'UF_*'],
        filter: { ENTITY_TYPE_ID: CONTACT, '@ENTITY_ID': builders.ids, '>ID': after },
        order: { ID: 'ASC' },
        start: -1,
      },
    }),
    take(answer) {
      const page = read(rows, answer)
      for (const fields of page)
        builders.of(idIn(fields, 'ENTITY_ID'))?.requisites.push({
          id: idIn(fields, 'ID'),
          fields,
          bankDetails: [],
          addresses: [],
        })
      return page.map((row) => idIn(row, 'ID'))
    },
  })
}

/** Accounts and addresses of requisites. @param owners requisite → its contact */
export function detailReadings(
  builders: ContactBuilders,
  owners: ReadonlyMap<number, number>,
): PagedReading[] {
  return groupsOf([...owners.keys()]).flatMap((group) => {
    const contacts = new Set(group.flatMap((each) => owners.get(each) ?? []))
    return [bankReading(builders, group, contacts, owners), addressReading(builders, group, contacts, owners)]
  })
}

function bankReading(
  builders: ContactBuilders,
  group: readonly number[],
  contacts: ReadonlySet<number>,
  owners: ReadonlyMap<number, number>,
): PagedReading {
  return sectionReading(builders, {
    ids: [...contacts],
    part: 'requisites',
    what: 'bank-details',
    page: (after) => ({
      method: 'crm.requisite.bankdetail.list',
      params: { filter: { '@ENTITY_ID': group, '>ID': after }, order: { ID: 'ASC' }, start: -1 },
    }),
    take(answer) {
      const page = read(rows, answer)
      for (const fields of page)
        change(builders, owners, fields, (requisite) => ({
          ...requisite,
          bankDetails: [...requisite.bankDetails, { id: idIn(fields, 'ID'), fields }],
        }))
      return page.map((row) => idIn(row, 'ID'))
    },
  })
}

/** Addresses have no id to page by: their pages are counted, and duplicates are dropped. */
function addressReading(
  builders: ContactBuilders,
  group: readonly number[],
  contacts: ReadonlySet<number>,
  owners: ReadonlyMap<number, number>,
): PagedReading {
  let start = 0
  return sectionReading(builders, {
    ids: [...contacts],
    part: 'requisites',
    what: 'addresses',
    page(after) {
      start = after
      return {
        method: 'crm.address.list',
        params: {
          filter: { ENTITY_TYPE_ID: REQUISITE, '@ENTITY_ID': group },
          order: { ENTITY_ID: 'ASC', TYPE_ID: 'ASC' },
          start,
        },
      }
    },
    take(answer) {
      const page = read(rows, answer)
      for (const fields of page)
        change(builders, owners, fields, (requisite) => {
          const typeId = idOrZero(fields, 'TYPE_ID')
          const others = requisite.addresses.filter((one) => one.typeId !== typeId)
          return { ...requisite, addresses: [...others, { typeId, fields }] }
        })
      return page.map((_, at) => (at === PAGE_SIZE - 1 ? start + PAGE_SIZE : start + at))
    },
  })
}

function change(
  builders: ContactBuilders,
  owners: ReadonlyMap<number, number>,
  row: JsonObject,
  changed: (requisite: ArchivedRequisite) => ArchivedRequisite,
): void {
  const requisiteId = idIn(row, 'ENTITY_ID')
  const builder = builders.of(owners.get(requisiteId) ?? 0)
  if (builder === undefined) return
  builder.requisites = builder.requisites.map((one) => (one.id === requisiteId ? changed(one) : one))
}
