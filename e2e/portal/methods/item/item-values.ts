import type { CrmItem } from '../../contract.ts'
import { isoDate, yesNo } from '../../rest/wire.ts'
import { findStage, SMART_TYPES } from '../../store/stages.ts'

/** How a field of a deal, lead, quote, invoice or smart item is compared. */
export const ITEM_FIELD_KINDS: Readonly<Record<string, 'number' | 'text' | 'date' | 'flag' | 'contacts'>> = {
  id: 'number',
  title: 'text',
  stageId: 'text',
  stageSemanticId: 'text',
  currencyId: 'text',
  categoryId: 'number',
  opportunity: 'number',
  assignedById: 'number',
  createdBy: 'number',
  updatedBy: 'number',
  companyId: 'number',
  contactId: 'number',
  contactIds: 'contacts',
  createdTime: 'date',
  updatedTime: 'date',
  closed: 'flag',
  opened: 'flag',
}

/** A smart process without clients has neither contacts nor a company. */
export function hasClient(entityTypeId: number): boolean {
  return SMART_TYPES.every((type) => type.entityTypeId !== entityTypeId || type.isClientEnabled)
}

export function knowsField(entityTypeId: number, field: string): boolean {
  if (!(field in ITEM_FIELD_KINDS)) return false
  return hasClient(entityTypeId) || !['contactId', 'contactIds', 'companyId'].includes(field)
}

/** A single value to compare or to sort by. `contactId` is the primary contact only. */
export function itemValue(item: CrmItem, field: string): string | number {
  switch (field) {
    case 'contactId':
      return item.contactIds[0] ?? 0
    case 'createdBy':
    case 'updatedBy':
      return item.assignedById
    case 'stageSemanticId':
      return semanticsOf(item)
    case 'closed':
      return yesNo(item.closed)
    case 'opened':
      return 'Y'
    case 'id':
    case 'title':
    case 'stageId':
    case 'currencyId':
    case 'categoryId':
    case 'opportunity':
    case 'assignedById':
    case 'companyId':
    case 'createdTime':
    case 'updatedTime':
      return item[field]
    default:
      return ''
  }
}

/** The record as crm.item.* writes it. */
export function itemRecord(item: CrmItem): Record<string, unknown> {
  const client = hasClient(item.entityTypeId)
    ? {
        companyId: item.companyId,
        contactId: item.contactIds[0] ?? 0,
        contactIds: item.contactIds,
      }
    : {}
  return {
    id: item.id,
    xmlId: null,
    title: item.title,
    createdBy: item.assignedById,
    updatedBy: item.assignedById,
    movedBy: item.assignedById,
    createdTime: isoDate(item.createdTime),
    updatedTime: isoDate(item.updatedTime),
    movedTime: isoDate(item.updatedTime),
    categoryId: item.categoryId,
    opened: 'Y',
    stageId: item.stageId,
    stageSemanticId: semanticsOf(item),
    previousStageId: '',
    begindate: isoDate(item.createdTime),
    closedate: isoDate(item.updatedTime),
    closed: yesNo(item.closed),
    ...client,
    opportunity: item.opportunity,
    isManualOpportunity: 'Y',
    taxValue: 0,
    currencyId: item.currencyId,
    mycompanyId: 0,
    sourceId: null,
    sourceDescription: null,
    webformId: 0,
    assignedById: item.assignedById,
    lastActivityBy: item.assignedById,
    lastActivityTime: isoDate(item.updatedTime),
    observers: [],
    entityTypeId: item.entityTypeId,
  }
}

function semanticsOf(item: CrmItem): string {
  return findStage(item.entityTypeId, item.stageId)?.semantics ?? 'P'
}
