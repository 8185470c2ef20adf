import { REQUISITE } from '#core/entities.ts'
import type { ArchivedRequisite } from '#core/archive/archived-contact.ts'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import { failureOfKind, PortalFailure } from '#core/failure.ts'
import type { JsonObject } from '#core/json.ts'
import type { PagedReading } from '../../rest/many/paged-readings.ts'
import { groupsOf } from '../../plan/planned-rows.ts'
import { CONTACT } from '#core/entities.ts'
import { read } from '../../rest/wire.ts'
import type { ContactBuilders } from './contact-builder.ts'
import { sectionReading } from './section-reading.ts'
import { idIn, idOrZero, rows } from './rows.ts'

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

/**
 * Addresses have no id to page by, and counted pages miss what moves when another is deleted. So requisites whose
 * addresses fill a page are asked for again, half of them at a time.
 */
function addressReading(
  builders: ContactBuilders,
  group: readonly number[],
  contacts: ReadonlySet<number>,
  owners: ReadonlyMap<number, number>,
): PagedReading {
  let asked = group
  let waiting: readonly (readonly number[])[] = []
  return sectionReading(builders, {
    ids: [...contacts],
    part: 'requisites',
    what: 'addresses',
    page: () => ({
      method: 'crm.address.list',
      params: {
        filter: { ENTITY_TYPE_ID: REQUISITE, '@ENTITY_ID': asked },
        order: { ENTITY_ID: 'ASC', TYPE_ID: 'ASC' },
        start: -1,
      },
    }),
    take(answer) {
      const page = read(rows, answer)
      for (const fields of page)
        change(builders, owners, fields, (requisite) => {
          const typeId = idOrZero(fields, 'TYPE_ID')
          const others = requisite.addresses.filter((one) => one.typeId !== typeId)
          return { ...requisite, addresses: [...others, { typeId, fields }] }
        })
      const halves = page.length < PAGE_SIZE ? [] : groupsOf(asked, Math.ceil(asked.length / 2))
      // No requisite has this many: the portal lists those of others.
      if (halves.length === 1) throw new PortalFailure(failureOfKind('filter-ignored'))
      const [next, ...others] = [...halves, ...waiting]
      if (next === undefined) return false
      asked = next
      waiting = others
      return true
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
