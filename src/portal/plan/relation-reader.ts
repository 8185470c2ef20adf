import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import { read } from '../rest/wire.ts'
import { createActivityGrid } from './activity-grid.ts'
import { createCollection, type Collection } from './relation-collector.ts'
import {
  itemPage,
  itemRelations,
  itemsCommand,
  type ItemKind,
  type Kinds,
  refusesContactIds,
} from './item-kinds.ts'
import {
  companiesCommand,
  companyPage,
  requisitePage,
  requisiteRelation,
  requisitesCommand,
} from './relation-commands.ts'
import type { PacedRest } from '../rest/paced-rest.ts'
import { readAll, type PagedReading } from '../rest/many/paged-readings.ts'
import { groupsOf } from './planned-rows.ts'
import type { RelationReader, RelationPortion } from '#core/plan/ports.ts'

/** Enough to fill the batches, and few enough to show progress every few seconds. */
const CONTACTS_A_PORTION = 1_000

/**
 * Reads what is linked to many contacts, with lists for 50 contacts at a time (portal README, "What is linked to a
 * contact").
 */
export function createRelationReader(paced: PacedRest, kinds: Kinds): RelationReader {
  return {
    async *read(contactIds) {
      for (const portion of groupsOf(contactIds, CONTACTS_A_PORTION)) {
        yield await readPortion(paced, kinds, portion)
      }
    },
  }
}

async function readPortion(
  paced: PacedRest,
  kinds: Kinds,
  contactIds: readonly number[],
): Promise<RelationPortion> {
  const collection = createCollection()
  if (kinds.itemsUnknown) collection.note(contactIds, 'item', 'unreadable')
  const grid = createActivityGrid(contactIds, collection)
  const readings = groupsOf(contactIds).flatMap((group) => [
    ...kinds.items.map((kind) => itemReading(kinds, kind, group, collection)),
    companyReading(group, collection),
    requisiteReading(group, collection),
  ])
  await readAll(paced, [...readings, ...grid.readings])
  await grid.settle(paced)
  return { contactIds, relations: collection.relations, partial: collection.partial() }
}

function itemReading(
  kinds: Kinds,
  kind: ItemKind,
  group: readonly number[],
  collection: Collection,
): PagedReading {
  const among = new Set(group)
  let asked = { primaryOnly: new Set<number>() }
  return {
    page(after) {
      asked = { primaryOnly: new Set(kinds.primaryOnly) }
      return itemsCommand(kind, group, asked, { '>id': after })
    },
    take(answer) {
      const { items } = read(itemPage, answer)
      kinds.readable.add(kind.entityTypeId)
      const placed = items.map((item) => itemRelations(kind, item, among, kinds))
      collection.relations.push(...placed.flat())
      // Bound to one of these contacts, but the portal does not say to which; or asked for only by the primary
      // contact.
      if (asked.primaryOnly.has(kind.entityTypeId) || placed.some((relations) => relations.length === 0)) {
        collection.note(group, kind.kind, 'at-least')
      }
      return items.length < PAGE_SIZE ? null : (items.at(-1)?.id ?? null)
    },
    refused(failure) {
      if (refusesContactIds(failure, kind, asked)) {
        kinds.primaryOnly.add(kind.entityTypeId)
        return true
      }
      collection.note(group, kind.kind, 'unreadable')
      return false
    },
    cut: () => collection.note(group, kind.kind, 'at-least'),
  }
}

function companyReading(group: readonly number[], collection: Collection): PagedReading {
  return {
    page: () => companiesCommand(group),
    take(answer) {
      for (const { id: contactId, companyId, companyIds } of read(companyPage, answer).items) {
        if (companyIds === null) collection.note([contactId], 'company', 'at-least')
        for (const id of new Set([companyId, ...(companyIds ?? [])])) {
          if (id === null) continue
          collection.relations.push({ contactId, kind: 'company', typeId: 0, id, open: null, amount: null })
        }
      }
      return null
    },
    refused() {
      collection.note(group, 'company', 'unreadable')
      return false
    },
    cut: () => undefined,
  }
}

function requisiteReading(group: readonly number[], collection: Collection): PagedReading {
  const among = new Set(group)
  return {
    page: (after) => requisitesCommand(group, { '>ID': after }),
    take(answer) {
      const page = read(requisitePage, answer)
      const own = page.filter(({ ENTITY_ID }) => among.has(ENTITY_ID))
      collection.relations.push(...own.map(requisiteRelation))
      return page.length < PAGE_SIZE ? null : (page.at(-1)?.ID ?? null)
    },
    refused() {
      collection.note(group, 'requisite', 'unreadable')
      return false
    },
    cut: () => collection.note(group, 'requisite', 'at-least'),
  }
}
