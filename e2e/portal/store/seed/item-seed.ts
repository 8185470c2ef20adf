import type { CrmItem } from '../../contract.ts'
import { createItemTable, type ItemTable } from '../item-table.ts'
import { createSeededLinks, drawContacts } from '../links.ts'
import { ODD } from '../odd-contacts.ts'
import { below, pick, share } from './prng.ts'
import { findStage, pipelinesOf, TYPE } from '../stages.ts'
import { USER } from '../users.ts'

export interface ItemSeed {
  seed: number
  contacts: number
  companies: number
  /** Unix seconds. */
  until: number
}

const DAY = 86_400
const CURRENCIES = ['USD', 'USD', 'EUR', 'EUR', 'RUB', 'GBP'] as const
const ROUND = [1, 10, 50, 100] as const
const TITLES: Readonly<Record<number, readonly [string, ...string[]]>> = {
  [TYPE.lead]: ['Website inquiry', 'Call back', 'Trade show visitor', 'Заявка с сайта'],
  [TYPE.deal]: [
    'Annual contract',
    'Office furniture',
    'Spare parts',
    'Поставка оборудования',
    'Support renewal',
    'Pilot project',
    'Training <b>2 days</b>',
  ],
  [TYPE.quote]: ['Offer', 'Price list', 'Коммерческое предложение', 'Revised offer'],
  [TYPE.invoice]: ['Invoice', 'Счёт', 'Prepayment invoice'],
  [TYPE.smart]: ['Repair', 'Warranty case', 'Inspection'],
  [TYPE.plainSmart]: ['Forklift', 'Laptop', 'Meeting room'],
}

/** How many records of the type there are. */
function countOf(entityTypeId: number, contacts: number): number {
  switch (entityTypeId) {
    case TYPE.deal:
      return 60 + Math.floor(contacts * 0.5)
    case TYPE.lead:
    case TYPE.quote:
    case TYPE.smart:
      return 3 + Math.floor(contacts * 0.1)
    case TYPE.invoice:
      return 3 + Math.floor(contacts * 0.15)
    default:
      return 40
  }
}

/** Deals, leads, quotes, smart invoices and the two smart processes, by entity type. */
export function createItemTables(at: ItemSeed): ReadonlyMap<number, ItemTable> {
  const types = [TYPE.lead, TYPE.deal, TYPE.quote, TYPE.invoice, TYPE.smart, TYPE.plainSmart]
  return new Map(
    types.map((type) => {
      const count = countOf(type, at.contacts)
      const links = createSeededLinks(type === TYPE.plainSmart ? 0 : count, at.contacts, (id) =>
        contactsOf(at, type, id),
      )
      return [type, createItemTable(type, count, (id) => seededItem(at, type, id), links)]
    }),
  )
}

/**
 * The first 60 deals belong to one contact, the next three to the contact that has everything, as do the first three
 * of the other kinds; the rest is spread.
 */
function contactsOf({ seed, contacts }: ItemSeed, type: number, id: number): number[] {
  if (type === TYPE.plainSmart) return []
  const deals = type === TYPE.deal ? 60 : 0
  if (id <= deals && contacts >= ODD.sixtyDeals) return [ODD.sixtyDeals]
  if (id > deals && id <= deals + 3 && contacts > ODD.everything)
    return id === deals + 3 ? [ODD.everything + 1, ODD.everything] : [ODD.everything]
  return drawContacts(contacts, seed, id, 1000 + type * 10)
}

function seededItem(at: ItemSeed, entityTypeId: number, id: number): CrmItem {
  const { seed } = at
  const draw = 2000 + entityTypeId * 20
  const pipelines = pipelinesOf(entityTypeId)
  const pipeline = pipelines[share(seed, id, draw) < 0.7 ? 0 : pipelines.length - 1]
  if (pipeline === undefined) throw new Error(`no pipeline for type ${entityTypeId}`)
  const stage = pick(pipeline.stages, seed, id, draw + 1)
  const created = at.until - Math.floor(share(seed, id, draw + 2) * 900 * DAY)
  const title = pick(TITLES[entityTypeId] ?? ['Item'], seed, id, draw + 3)
  const amount = (1 + below(5000, seed, id, draw + 5)) * pick(ROUND, seed, id, draw + 6)
  return {
    id,
    entityTypeId,
    title: `${title} #${id}`,
    stageId: stage.id,
    categoryId: pipeline.categoryId,
    opportunity: share(seed, id, draw + 7) < 0.08 ? 0 : amount + (id % 7 === 0 ? 0.5 : 0),
    currencyId: pick(CURRENCIES, seed, id, draw + 8),
    contactIds: contactsOf(at, entityTypeId, id),
    companyId: share(seed, id, draw + 9) < 0.5 ? 1 + below(at.companies, seed, id, draw + 10) : 0,
    assignedById:
      share(seed, id, draw + 11) < 0.15 ? USER.manager : USER.firstColleague + below(20, seed, id, draw + 12),
    createdTime: created,
    updatedTime: created + Math.floor((at.until - created) * share(seed, id, draw + 13)),
    closed: findStage(entityTypeId, stage.id)?.semantics !== 'P',
  }
}
