import * as v from 'valibot'
import type { Failure } from '#core/failure.ts'
import { companiesCommand, companyPage } from '../../plan/relation-commands.ts'
import type { PagedReading } from '../../rest/many/paged-readings.ts'
import { flag, id, idOrNull, listOf, read, text } from '../../rest/wire.ts'
import { addName, type ContactBuilders } from './contact-builder.ts'
import { sectionReading } from './section-reading.ts'

const itemPage = v.object({
  items: v.array(
    v.object({ id, title: text, contactId: idOrNull, contactIds: v.nullish(v.array(idOrNull), null) }),
  ),
})

/** Kinds whose list refuses `contactIds`, as found out while reading: only their primary links can be read. */
export type PrimaryOnly = Set<number>

/** The items of one kind that name these contacts in any place (portal README, "What is linked to a contact"). */
export function linksReading(
  builders: ContactBuilders,
  entityTypeId: number,
  primaryOnly: PrimaryOnly,
): PagedReading {
  const what = String(entityTypeId)
  let byPrimary = primaryOnly.has(entityTypeId)
  return sectionReading(builders, {
    ids: builders.ids,
    part: 'links',
    what,
    page(after) {
      byPrimary = primaryOnly.has(entityTypeId)
      if (byPrimary) builders.note(builders.ids, 'links', 'no-way', what)
      const bound = byPrimary ? { '@contactId': builders.ids } : { contactIds: builders.ids }
      return {
        method: 'crm.item.list',
        params: {
          entityTypeId,
          select: ['id', 'title', 'contactId', 'contactIds'],
          filter: { ...bound, '>id': after },
          order: { id: 'ASC' },
          start: -1,
        },
      }
    },
    take(answer) {
      const { items } = read(itemPage, answer)
      for (const { id: item, title, contactId, contactIds } of items) {
        const bound = new Set([contactId, ...(contactIds ?? [])])
        const ours = [...bound].flatMap((one) => (one === null ? [] : (builders.of(one) ?? [])))
        // Bound to one of these contacts, but the portal does not say to which.
        if (ours.length === 0 || (contactIds === null && !byPrimary))
          builders.note(builders.ids, 'links', 'no-way', what)
        for (const builder of ours) {
          builder.links.push({ entityTypeId, id: item, title, primary: contactId === builder.id })
          addName(builder, 'item', `${entityTypeId}:${item}`, title)
        }
      }
      return items.map((one) => one.id)
    },
    otherwise(failure) {
      // "SPA not found": this portal has nothing of the kind, so nothing is missing, and asking again is useless.
      if (byPrimary || !isRefusedFilter(failure)) return false
      primaryOnly.add(entityTypeId)
      return true
    },
  })
}

/**
 * The portal has its own code for an unknown filter key (portal README, "Refusals of the CRM"); any other refusal has
 * another cause. If another cause were taken for this one, copies without the secondary links would count as complete.
 */
function isRefusedFilter(failure: Failure): boolean {
  return failure.code === 'INVALID_ARG_VALUE'
}

/** The companies of each contact, with the primary one marked; positions and roles only for contacts with several. */
export function companiesReading(builders: ContactBuilders, ids: readonly number[]): PagedReading {
  return sectionReading(builders, {
    ids,
    part: 'companies',
    page: () => companiesCommand(ids),
    take(answer) {
      for (const { id: contactId, companyId, companyIds } of read(companyPage, answer).items) {
        const builder = builders.of(contactId)
        if (builder === undefined) continue
        // This portal names only the primary one; `placesReading` asks for the others.
        if (companyIds === null) builders.note([contactId], 'companies', 'failed')
        const all = [...new Set([companyId, ...(companyIds ?? [])])].filter((one) => one !== null)
        builder.companies = all.map((one, at) => ({
          id: one,
          primary: one === companyId,
          sort: (at + 1) * 10,
          roleId: 0,
        }))
      }
      return []
    },
  })
}

const bindings = listOf(v.object({ COMPANY_ID: id, IS_PRIMARY: flag, SORT: text, ROLE_ID: text }))

/** The exact positions of one contact's several companies (portal README, "One contact"). */
export function placesReading(builders: ContactBuilders, contactId: number): PagedReading {
  return sectionReading(builders, {
    ids: [contactId],
    part: 'companies',
    page: () => ({ method: 'crm.contact.company.items.get', params: { id: contactId } }),
    take(answer) {
      const builder = builders.of(contactId)
      if (builder !== undefined) {
        builder.companies = read(bindings, answer).map((row) => ({
          id: row.COMPANY_ID,
          primary: row.IS_PRIMARY === true,
          sort: Number(row.SORT) || 0,
          roleId: Number(row.ROLE_ID) || 0,
        }))
        builder.unsaved = builder.unsaved.filter(({ part }) => part !== 'companies')
      }
      return []
    },
  })
}
