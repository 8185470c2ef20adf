import type { Activity } from '../contract.ts'
import type { Call, Family, Reply } from '../rest/call.ts'
import { missingParameter, plainError, RestError } from '../rest/errors.ts'
import type { Params } from '../rest/php-query.ts'
import { isMap } from '../rest/php-query.ts'
import { listOf, mapParam, param, readDate, scalar, toInt } from '../rest/wire.ts'
import { TYPE } from '../store/stages.ts'
import { allowed } from '../store/users.ts'
import { denied, notFound } from './item/item-errors.ts'

/** crm.activity.add, .todo.add, .binding.add and .delete. An e-mail that is added may be SENT: the store remembers that. */
export const activityWritingMethods: Family = {
  'crm.activity.add': { scope: 'crm', run: addActivity },
  'crm.activity.todo.add': { scope: 'crm', run: addTodo },
  'crm.activity.binding.add': { scope: 'crm', run: addBinding },
  'crm.activity.delete': { scope: 'crm', run: deleteActivity },
}

const [MEETING, CALL, EMAIL, PROVIDER] = [1, 2, 4, 6]
const PROVIDERS: Readonly<Record<number, string>> = {
  [MEETING]: 'CRM_MEETING',
  [CALL]: 'VOXIMPLANT_CALL',
  [EMAIL]: 'CRM_EMAIL',
}
const MORE = [
  'DESCRIPTION',
  'DESCRIPTION_TYPE',
  'LOCATION',
  'START_TIME',
  'END_TIME',
  'DIRECTION',
  'PRIORITY',
  'ORIGINATOR_ID',
  'ORIGIN_ID',
]
const MOST_BINDINGS = 100

function addActivity(call: Call): Reply {
  const { portal, user } = call
  const fields = mapParam(call.params, 'fields')
  const type = toInt(fields.TYPE_ID)
  if (type <= 0) throw plainError('The field TYPE_ID is not defined or invalid.')
  if (scalar(fields.SUBJECT) === '') throw plainError('The field SUBJECT is not defined or empty.')
  if (toInt(fields.RESPONSIBLE_ID) <= 0)
    throw plainError('The field RESPONSIBLE_ID is not defined or invalid.')
  const provider = scalar(fields.PROVIDER_ID)
  if (type === PROVIDER && provider === '')
    throw plainError('The custom activity without provider is not supported in current context')
  if (provider === 'CONFIGURABLE_REST_APP')
    throw plainError('Use crm.activity.configurable.add for this activity provider')
  const communications = listOf(fields.COMMUNICATIONS).filter(isMap)
  if (type !== PROVIDER && communications.length === 0)
    throw plainError('The field COMMUNICATIONS is not defined or invalid.')
  const owner = { OWNER_TYPE_ID: toInt(fields.OWNER_TYPE_ID), OWNER_ID: toInt(fields.OWNER_ID) }
  const exists = ownerRight(call, owner.OWNER_TYPE_ID, owner.OWNER_ID)
  if (exists === undefined)
    throw plainError(
      'Could not build binding. Please ensure that owner info and communications are defined correctly',
    )
  if (!exists) throw plainError('Access denied.')
  const start = readDate(fields.START_TIME)
  const end = readDate(fields.END_TIME)
  const deadline = type === PROVIDER ? end : start
  const activity = keep(call, owner, {
    TYPE_ID: type,
    PROVIDER_ID: provider === '' ? (PROVIDERS[type] ?? '') : provider,
    SUBJECT: scalar(fields.SUBJECT),
    COMPLETED: scalar(fields.COMPLETED) === 'Y',
    DEADLINE: Number.isNaN(deadline) ? 0 : deadline,
    RESPONSIBLE_ID: toInt(fields.RESPONSIBLE_ID),
    more: moreOf(fields),
  })
  const staysHere = scalar(fields.DIRECTION) === '2' && scalar(fields.COMPLETED) === 'N'
  if (type === EMAIL && !staysHere) portal.store.sentMails.push({ activityId: activity.ID, userId: user.ID })
  return { result: activity.ID }
}

function addTodo(call: Call): Reply {
  const { params, user, portal } = call
  for (const name of ['ownerTypeId', 'ownerId', 'deadline'])
    if (param(params, name) === undefined) throw missingParameter(name)
  const owner = {
    OWNER_TYPE_ID: toInt(param(params, 'ownerTypeId')),
    OWNER_ID: toInt(param(params, 'ownerId')),
  }
  const may = ownerRight(call, owner.OWNER_TYPE_ID, owner.OWNER_ID)
  if (may === undefined) throw ownerNotFound()
  if (!may) throw denied(portal.settings.lang)
  const deadline = readDate(param(params, 'deadline'))
  if (Number.isNaN(deadline)) throw new RestError('WRONG_DATETIME_FORMAT', 'Wrong datetime format')
  const description = scalar(param(params, 'description'))
  const activity = keep(call, owner, {
    TYPE_ID: PROVIDER,
    PROVIDER_ID: 'CRM_TODO',
    SUBJECT: scalar(param(params, 'title')),
    COMPLETED: false,
    DEADLINE: deadline,
    RESPONSIBLE_ID: toInt(param(params, 'responsibleId')) || user.ID,
    more: description === '' ? {} : { DESCRIPTION: description },
  })
  return { result: { id: activity.ID } }
}

function addBinding(call: Call): Reply {
  const { portal, params } = call
  for (const name of ['activityId', 'entityTypeId', 'entityId'])
    if (param(params, name) === undefined) throw missingParameter(name)
  const activity = portal.store.activities.get(toInt(param(params, 'activityId')))
  if (activity === undefined) throw notFound(portal.settings.lang)
  const binding = {
    OWNER_TYPE_ID: toInt(param(params, 'entityTypeId')),
    OWNER_ID: toInt(param(params, 'entityId')),
  }
  const may = ownerRight(call, binding.OWNER_TYPE_ID, binding.OWNER_ID)
  if (may === undefined) throw ownerNotFound()
  const mayActivity = ownerRight(call, activity.OWNER_TYPE_ID, activity.OWNER_ID) ?? true
  if (!may || !mayActivity) throw denied(portal.settings.lang)
  const bound = activity.bindings.some(
    (one) => one.OWNER_TYPE_ID === binding.OWNER_TYPE_ID && one.OWNER_ID === binding.OWNER_ID,
  )
  if (bound || activity.bindings.length >= MOST_BINDINGS)
    throw new RestError('ACTIVITY_IS_ALREADY_BOUND', 'Activity is already bound to this item')
  portal.store.activities.put({ ...activity, bindings: [...activity.bindings, binding] })
  return { result: true }
}

function deleteActivity(call: Call): Reply {
  const { activities } = call.portal.store
  const activity = activities.get(toInt(param(call.params, 'id')))
  if (activity === undefined) throw plainError('Activity is not found.')
  if (!(ownerRight(call, activity.OWNER_TYPE_ID, activity.OWNER_ID) ?? true))
    throw plainError('Access denied.')
  return { result: activities.remove(activity.ID) }
}

const ownerNotFound = (): RestError => new RestError('OWNER_NOT_FOUND', 'Owner not found')

/** Whether the user may write on this record; undefined: there is none. */
function ownerRight({ portal, user }: Call, entityTypeId: number, id: number): boolean | undefined {
  if (entityTypeId === TYPE.contact) {
    const contact = portal.store.contact(id)
    return contact === undefined ? undefined : portal.store.may(user.ID, 'update', contact)
  }
  const item = portal.store.item(entityTypeId, id)
  return item === undefined ? undefined : allowed(user, 'update', item.assignedById)
}

function keep(
  { portal }: Call,
  owner: Activity['bindings'][number],
  fields: Omit<Activity, 'ID' | 'OWNER_TYPE_ID' | 'OWNER_ID' | 'bindings' | 'CREATED' | 'LAST_UPDATED'>,
): Activity {
  const now = Math.floor(portal.now() / 1000)
  return portal.store.activities.add({
    ...fields,
    ...owner,
    CREATED: now,
    LAST_UPDATED: now,
    bindings: [owner],
  })
}

function moreOf(fields: Params): Record<string, string> {
  return Object.fromEntries(MORE.flatMap((name) => (name in fields ? [[name, scalar(fields[name])]] : [])))
}
