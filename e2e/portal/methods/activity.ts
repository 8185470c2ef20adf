import type { Activity } from '../contract.ts'
import type { Call, Family, Reply } from '../rest/call.ts'
import { plainError } from '../rest/errors.ts'
import { isMap, type Params } from '../rest/php-query.ts'
import { isoDate, listOf, mapParam, param, toInt, yesNo } from '../rest/wire.ts'
import { TYPE } from '../store/stages.ts'
import { notFound } from './item/item-errors.ts'
import { answerOldList, type Kinds } from './old-list.ts'

/**
 * crm.activity.list: by BINDINGS every activity bound to the records, once for each of them; by OWNER_* only those
 * they own. What a row is bound to is told by crm.activity.binding.list alone.
 */
export const activityMethods: Family = {
  'crm.activity.list': { scope: 'crm', run: listActivities },
  'crm.activity.get': {
    scope: 'crm',
    run(call) {
      const activity = call.portal.store.activities.get(toInt(param(call.params, 'id')))
      if (activity === undefined) throw plainError('Activity is not found.')
      if (!isVisible(call, activity)) throw plainError('Access denied.')
      return { result: activityRecord(activity) }
    },
  },
  'crm.activity.binding.list': { scope: 'crm', run: listBindings },
}

const KINDS: Kinds = {
  ID: 'number',
  OWNER_ID: 'number',
  OWNER_TYPE_ID: 'number',
  TYPE_ID: 'number',
  PROVIDER_ID: 'text',
  SUBJECT: 'text',
  COMPLETED: 'text',
  RESPONSIBLE_ID: 'number',
  DEADLINE: 'date',
  START_TIME: 'date',
  CREATED: 'date',
  LAST_UPDATED: 'date',
}

function listActivities(call: Call): Reply {
  const filter = mapParam(call.params, 'filter')
  const bindings = readBindings(filter)
  const found = [...activityIds(call, filter, bindings)].flatMap(
    (id) => call.portal.store.activities.get(id) ?? [],
  )
  const visible = found.filter((one) => isVisible(call, one))
  const rows = visible.flatMap((one) =>
    Array.from({ length: timesBound(one, bindings) }, () => activityRecord(one)),
  )
  return answerOldList(call.params, rows, KINDS)
}

function listBindings(call: Call): Reply {
  const activity = call.portal.store.activities.get(toInt(param(call.params, 'activityId')))
  if (activity === undefined || !isVisible(call, activity)) throw notFound(call.portal.settings.lang)
  return {
    result: activity.bindings.map(({ OWNER_TYPE_ID, OWNER_ID }) => ({
      entityTypeId: OWNER_TYPE_ID,
      entityId: OWNER_ID,
    })),
  }
}

interface Owner {
  type: number
  id: number
}

function readBindings(filter: Params): Owner[] {
  const given = filter.BINDINGS
  if (!isMap(given)) return []
  const pairs = 'OWNER_ID' in given ? [given] : listOf(given).filter(isMap)
  return pairs.map((pair) => ({ type: toInt(pair.OWNER_TYPE_ID), id: toInt(pair.OWNER_ID) }))
}

/** Only the contact's activities where the filter is about contacts; otherwise all. */
function activityIds({ portal }: Call, filter: Params, bindings: readonly Owner[]): Iterable<number> {
  const { activities } = portal.store
  if (bindings.length > 0 && bindings.every(({ type }) => type === TYPE.contact))
    return new Set(bindings.flatMap(({ id }) => activities.ofContact(id)))
  const owners = filter.OWNER_ID ?? filter['=OWNER_ID'] ?? filter['@OWNER_ID']
  const type = filter.OWNER_TYPE_ID ?? filter['=OWNER_TYPE_ID']
  if (owners !== undefined && toInt(type) === TYPE.contact)
    return new Set(listOf(owners).flatMap((id) => activities.ofContact(toInt(id))))
  return activities.ids()
}

/** Joined with the bindings: a row for each that was asked for (portal README, "What is linked to a contact"). */
function timesBound(activity: Activity, wanted: readonly Owner[]): number {
  if (wanted.length === 0) return 1
  return activity.bindings.filter((one) =>
    wanted.some(({ type, id }) => one.OWNER_TYPE_ID === type && one.OWNER_ID === id),
  ).length
}

/** Whoever may read one of the records that it is bound to sees it. */
function isVisible({ portal, user }: Call, activity: Activity): boolean {
  if (user.admin || user.rights.read === 'all') return true
  if (user.rights.read === 'none') return false
  return (
    activity.RESPONSIBLE_ID === user.ID ||
    activity.bindings.some(({ OWNER_TYPE_ID, OWNER_ID }) => {
      const contact = OWNER_TYPE_ID === TYPE.contact ? portal.store.contact(OWNER_ID) : undefined
      return contact !== undefined && portal.store.may(user.ID, 'read', contact)
    })
  )
}

function activityRecord(activity: Activity): Record<string, unknown> {
  const deadline = activity.DEADLINE === 0 ? '' : isoDate(activity.DEADLINE)
  return {
    ID: String(activity.ID),
    OWNER_ID: String(activity.OWNER_ID),
    OWNER_TYPE_ID: String(activity.OWNER_TYPE_ID),
    TYPE_ID: String(activity.TYPE_ID),
    PROVIDER_ID: activity.PROVIDER_ID,
    PROVIDER_TYPE_ID: activity.PROVIDER_ID,
    SUBJECT: activity.SUBJECT,
    CREATED: isoDate(activity.CREATED),
    LAST_UPDATED: isoDate(activity.LAST_UPDATED),
    START_TIME: deadline,
    END_TIME: deadline,
    DEADLINE: deadline,
    COMPLETED: yesNo(activity.COMPLETED),
    STATUS: activity.COMPLETED ? '2' : '1',
    RESPONSIBLE_ID: String(activity.RESPONSIBLE_ID),
    PRIORITY: '2',
    ASSOCIATED_ENTITY_ID: '0',
    SETTINGS: [],
    PROVIDER_PARAMS: [],
    DESCRIPTION: '',
    DIRECTION: activity.TYPE_ID === 2 ? '2' : '0',
    AUTHOR_ID: String(activity.RESPONSIBLE_ID),
    ...activity.more,
  }
}
