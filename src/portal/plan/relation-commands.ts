import * as v from 'valibot'
import type { Relation } from '#core/plan/relations.ts'
import { CONTACT } from '#core/entities.ts'
import type { Params } from '../rest/query-string.ts'
import type { Command, CommandAnswer } from '../rest/rest.ts'
import { flag, id, idOrNull, text, time, read } from '../rest/wire.ts'
import { PortalFailure } from '#core/failure.ts'

/**
 * What may be linked to contacts besides items: companies, activities, requisites (portal README, "What is linked to a
 * contact").
 */

/** crm.item.list names all companies of a contact in one list; crm.contact.list only the primary one (1.0). */
export function companiesCommand(contactIds: readonly number[]): Command {
  return {
    method: 'crm.item.list',
    params: {
      entityTypeId: CONTACT,
      select: ['id', 'companyId', 'companyIds'],
      filter: { '@id': contactIds },
      order: { id: 'ASC' },
      start: -1,
    },
  }
}

export const companyPage = v.object({
  items: v.array(
    v.object({
      id,
      companyId: idOrNull,
      /** Null: this portal names only the primary one. */
      companyIds: v.nullish(v.array(idOrNull), null),
    }),
  ),
})

export function requisitesCommand(contactIds: readonly number[], more: Params = {}): Command {
  return {
    method: 'crm.requisite.list',
    params: {
      select: ['ID', 'ENTITY_ID', 'DATE_MODIFY'],
      filter: { ENTITY_TYPE_ID: CONTACT, '@ENTITY_ID': contactIds, ...more },
      order: { ID: 'ASC' },
      start: -1,
    },
  }
}

const requisiteRow = v.object({ ID: id, ENTITY_ID: id, DATE_MODIFY: time })
export const requisitePage = v.array(requisiteRow)

export function requisiteRelation({ ID, ENTITY_ID }: v.InferOutput<typeof requisiteRow>): Relation {
  return { contactId: ENTITY_ID, kind: 'requisite', typeId: 0, id: ID, open: null, amount: null }
}

/**
 * Every activity bound to any of these contacts, as owner or not. The rows do not say to which contact, and an activity
 * bound to several may appear several times.
 */
export function activitiesCommand(contactIds: readonly number[], more: Params = {}): Command {
  return {
    method: 'crm.activity.list',
    params: {
      select: ['ID', 'COMPLETED', 'OWNER_ID', 'OWNER_TYPE_ID', 'LAST_UPDATED'],
      filter: {
        BINDINGS: contactIds.map((contactId) => ({ OWNER_TYPE_ID: CONTACT, OWNER_ID: contactId })),
        ...more,
      },
      order: { ID: 'ASC' },
      start: -1,
    },
  }
}

export const activityPage = v.array(
  v.object({
    ID: id,
    COMPLETED: flag,
    OWNER_ID: idOrNull,
    OWNER_TYPE_ID: idOrNull,
    LAST_UPDATED: time,
  }),
)
export type BoundActivity = v.InferOutput<typeof activityPage>[number]

/** All bindings of one activity. @param activityId a number, or a reference into the same batch */
export function bindingsCommand(activityId: number | string): Command {
  return { method: 'crm.activity.binding.list', params: { activityId } }
}

export const bindingPage = v.array(v.object({ entityTypeId: text, entityId: idOrNull }))

/** The contacts among an activity's bindings; null: unknown. */
export function boundTo(answer: CommandAnswer): number[] | null {
  try {
    return read(bindingPage, answer).flatMap(({ entityTypeId, entityId }) =>
      entityTypeId === String(CONTACT) && entityId !== null ? [entityId] : [],
    )
  } catch (thrown) {
    if (thrown instanceof PortalFailure) return null
    throw thrown
  }
}
