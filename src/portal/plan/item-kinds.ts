import * as v from 'valibot'
import type { Relation, RelationKind } from '#core/plan/relations.ts'
import { DEAL, INVOICE, QUOTE } from '#core/entities.ts'
import type { Command } from '../rest/rest.ts'
import { flag, id, idOrNull, text } from '../rest/wire.ts'
import type { Failure } from '#core/failure.ts'

/**
 * Items of crm.item.* that may be linked to contacts; each kind is one list of the portal. Leads are not a kind in the
 * core.
 */
export interface ItemKind {
  readonly kind: RelationKind
  readonly entityTypeId: number
}

export const BUILT_IN: readonly ItemKind[] = [
  { kind: 'deal', entityTypeId: DEAL },
  { kind: 'invoice', entityTypeId: INVOICE },
  { kind: 'quote', entityTypeId: QUOTE },
]

/** What is known of the portal's kinds; it grows as the portal is asked. */
export interface Kinds {
  readonly items: readonly ItemKind[]
  /** The portal does not list its smart processes, or there are more than can be asked for. */
  readonly itemsUnknown: boolean
  /**
   * Kinds whose list refuses `contactIds`; they can be asked for only by the primary contact (portal README, "Lists and
   * filters").
   */
  readonly primaryOnly: Set<number>
  /** Types whose list could be read. */
  readonly readable: Set<number>
  /** Whether a stage is an end, by its code, for items that do not say themselves whether they are closed. */
  readonly finalStages: ReadonlyMap<string, boolean>
}

const FIELDS = [
  'id',
  'contactId',
  'contactIds',
  'stageId',
  'stageSemanticId',
  'closed',
  'opportunity',
  'currencyId',
]

/**
 * The items bound to these contacts in any place, by id ascending. Not counted, because some portals cannot count by
 * `contactIds` (portal README, "Lists and filters").
 */
export function itemsCommand(
  { entityTypeId }: ItemKind,
  contactIds: readonly number[],
  { primaryOnly }: Pick<Kinds, 'primaryOnly'>,
  more: Record<string, string | number> = {},
): Command {
  const bound = primaryOnly.has(entityTypeId) ? { '@contactId': contactIds } : { contactIds }
  return {
    method: 'crm.item.list',
    params: { entityTypeId, select: FIELDS, filter: { ...bound, ...more }, order: { id: 'ASC' }, start: -1 },
  }
}

export const itemPage = v.object({
  items: v.array(
    v.object({
      id,
      contactId: idOrNull,
      contactIds: v.nullish(v.array(idOrNull), []),
      stageId: text,
      stageSemanticId: text,
      closed: flag,
      opportunity: text,
      currencyId: text,
    }),
  ),
})
export type BoundItem = v.InferOutput<typeof itemPage>['items'][number]

/** One relation for each of these contacts that the item is bound to. */
export function itemRelations(
  { kind, entityTypeId }: ItemKind,
  row: BoundItem,
  among: ReadonlySet<number>,
  kinds: Pick<Kinds, 'finalStages'>,
): Relation[] {
  const amount = Number(row.opportunity)
  const bound = new Set([row.contactId, ...row.contactIds])
  return [...bound].flatMap((contactId) =>
    contactId === null || !among.has(contactId)
      ? []
      : {
          contactId,
          kind,
          typeId: kind === 'item' ? entityTypeId : 0,
          id: row.id,
          open: isOpen(row, kinds.finalStages),
          amount:
            row.opportunity === '' || Number.isNaN(amount)
              ? null
              : { value: amount, currency: row.currencyId },
        },
  )
}

/** A deal says itself whether it is closed; an invoice or a smart process only has a stage. */
function isOpen(row: BoundItem, finalStages: Kinds['finalStages']): boolean | null {
  if (row.closed !== null) return !row.closed
  const semantics = row.stageSemanticId.toUpperCase()
  if (semantics !== '') return semantics === 'P'
  const final = finalStages.get(row.stageId)
  return final === undefined ? null : !final
}

/**
 * A portal that cannot filter by `contactIds` says so with its own code for that (portal README, "Refusals of the CRM");
 * then the app asks by the primary contact from then on. If another cause, one that passes, were taken for this one, new
 * links of which a contact is not the primary one would go unnoticed.
 */
export function refusesContactIds(
  failure: Failure,
  { entityTypeId }: ItemKind,
  { primaryOnly }: Pick<Kinds, 'primaryOnly'>,
): boolean {
  return failure.code === 'INVALID_ARG_VALUE' && !primaryOnly.has(entityTypeId)
}
