import { CONTACT, DEAL, INVOICE, LEAD, QUOTE } from '#core/entities.ts'
import type { Command } from '../../rest/rest.ts'

/** The first request of a dossier: everything that can be read with only the contact's id. */

/** Built-in kinds that may be linked to a contact, in the order that matters to a person. */
export const BUILT_IN_KINDS = [DEAL, INVOICE, QUOTE, LEAD] as const

const ITEM_FIELDS = [
  'id',
  'title',
  'stageId',
  'statusId',
  'categoryId',
  'closed',
  'opportunity',
  'currencyId',
] as const

export type FirstName = 'contact' | 'companies' | 'types' | 'activities' | 'requisites' | `items${number}`

export function firstCommands(contactId: number): Record<FirstName, Command> {
  return {
    contact: { method: 'crm.contact.get', params: { id: contactId } },
    companies: { method: 'crm.contact.company.items.get', params: { id: contactId } },
    types: {
      method: 'crm.type.list',
      params: { filter: { isClientEnabled: 'Y' }, order: { id: 'ASC' }, select: ['entityTypeId', 'title'] },
    },
    activities: {
      method: 'crm.activity.list',
      params: {
        // Everything bound to the contact; OWNER_ID alone would give only what it owns (portal README, "What is linked
        // to a contact").
        filter: { BINDINGS: [{ OWNER_TYPE_ID: CONTACT, OWNER_ID: contactId }] },
        order: { COMPLETED: 'ASC', DEADLINE: 'ASC' },
        select: [
          'ID',
          'SUBJECT',
          'TYPE_ID',
          'PROVIDER_ID',
          'COMPLETED',
          'DEADLINE',
          'OWNER_ID',
          'OWNER_TYPE_ID',
        ],
      },
    },
    requisites: {
      method: 'crm.requisite.list',
      params: { filter: { ENTITY_TYPE_ID: CONTACT, ENTITY_ID: contactId }, select: ['ID', 'NAME'] },
    },
    ...Object.fromEntries(BUILT_IN_KINDS.map((kind) => [`items${kind}`, itemsCommand(kind, contactId)])),
  }
}

/**
 * Items of one kind that the contact is bound to in any place. Not every portal can count by `contactIds`, hence
 * `start: -1` (portal README, "Lists and filters"); `primaryOnly` is for a portal that refuses `contactIds`.
 */
export function itemsCommand(entityTypeId: number, contactId: number, primaryOnly = false): Command {
  return {
    method: 'crm.item.list',
    params: {
      entityTypeId,
      select: ITEM_FIELDS,
      filter: primaryOnly ? { contactId } : { contactIds: contactId },
      order: { id: 'DESC' },
      start: -1,
    },
  }
}

/** Names of the stages of one kind in one pipeline. `category` may be a reference into the same batch. */
export function stagesCommand(entityTypeId: number, category: string): Command {
  return {
    method: 'crm.status.list',
    params: { filter: { ENTITY_ID: stageEntity(entityTypeId, category) }, order: { SORT: 'ASC' } },
  }
}

function stageEntity(entityTypeId: number, category: string): string {
  switch (entityTypeId) {
    case LEAD:
      return 'STATUS'
    case DEAL:
      return category === '0' ? 'DEAL_STAGE' : `DEAL_STAGE_${category}`
    case QUOTE:
      return 'QUOTE_STATUS'
    case INVOICE:
      return `SMART_INVOICE_STAGE_${category}`
    default:
      return `DYNAMIC_${entityTypeId}_STAGE_${category}`
  }
}
