import type { JsonObject } from '#core/json.ts'
import { isSystemActivity, toDoMatchKey } from '#core/restore/plan/match-key.ts'
import { OUR_ORIGINATOR } from '#core/restore/plan/external-key.ts'
import type { TaskCall } from '#core/restore/ports.ts'
import { idIn, textIn } from '../archive/reading/rows.ts'
import { CONTACT, REQUISITE } from '#core/entities.ts'
import { LOOKED_BY_ONE } from '#core/restore/run/steps/fill-batch.ts'
import { groupsOf } from '../plan/planned-rows.ts'
import type { Params } from '../rest/query-string.ts'
import type { Command } from '../rest/rest.ts'

const TO_DO = '6'

/**
 * What looks for each of these, by task; things of the same kind share a command. A task that needs no look is absent.
 * `singly`: each thing has a command of its own, for a portal that does not know such filters.
 */
export function lookCommands(calls: readonly TaskCall[], singly = false): ReadonlyMap<number, Command> {
  const groups = new Map<string, TaskCall[]>()
  for (const call of calls) {
    const name = groupOf(call)
    if (name !== null) groups.set(name, [...(groups.get(name) ?? []), call])
  }
  const commands = new Map<number, Command>()
  for (const group of groups.values()) {
    for (const part of groupsOf(group, singly ? 1 : LOOKED_BY_ONE)) {
      const command = groupCommand(part)
      if (command !== null) for (const { task } of part) commands.set(task, command)
    }
  }
  return commands
}

/** Calls with the same name may share a command; null: it needs no look. */
function groupOf({ task, what, contactId }: TaskCall): string | null {
  switch (what.kind) {
    case 'contact':
      // Only keys of ours are surely written as we write them.
      return what.key.foreign ? `contact ${task}` : `contact ${what.key.originatorId}`
    case 'comment':
      return `comment ${contactId}`
    case 'address':
      return `address ${what.typeId}`
    case 'requisite':
    case 'bank-detail':
    case 'activity':
      return what.kind
    case 'company':
    case 'link':
    case 'activity-binding':
      return null
  }
}

function groupCommand(calls: readonly TaskCall[]): Command | null {
  const [first] = calls
  if (first === undefined) return null
  const { what } = first
  const contacts = oneOrMore(
    'ENTITY_ID',
    calls.map(({ contactId }) => contactId ?? 0),
  )
  const parents = oneOrMore(
    'ENTITY_ID',
    calls.map(({ parentId }) => parentId ?? 0),
  )
  switch (what.kind) {
    case 'contact': {
      const keys = calls.flatMap((call) => (call.what.kind === 'contact' ? [call.what.key.originId] : []))
      const filter = { ORIGINATOR_ID: what.key.originatorId, ...oneOrMore('ORIGIN_ID', keys) }
      return listed('crm.contact.list', filter, ['ORIGINATOR_ID', 'ORIGIN_ID'])
    }
    case 'requisite':
      return listed('crm.requisite.list', { ENTITY_TYPE_ID: CONTACT, ...contacts }, ['ENTITY_ID', 'XML_ID'])
    case 'bank-detail':
      return listed('crm.requisite.bankdetail.list', parents, ['ENTITY_ID', 'XML_ID'])
    case 'address':
      // A requisite has one address of a type at most, so a page holds them all.
      return {
        method: 'crm.address.list',
        params: { filter: { ENTITY_TYPE_ID: REQUISITE, ...parents, TYPE_ID: what.typeId } },
      }
    case 'activity': {
      const owners = oneOrMore(
        'OWNER_ID',
        calls.map(({ contactId }) => contactId ?? 0),
      )
      return listed('crm.activity.list', { OWNER_TYPE_ID: CONTACT, ...owners }, [
        'OWNER_ID',
        'ORIGINATOR_ID',
        'ORIGIN_ID',
        'TYPE_ID',
        'SUBJECT',
        'DEADLINE',
      ])
    }
    case 'comment':
      return listed(
        'crm.timeline.comment.list',
        { ENTITY_TYPE: 'contact', ENTITY_ID: first.contactId ?? 0 },
        ['COMMENT'],
        0,
      )
    case 'company':
    case 'link':
    case 'activity-binding':
      return null
  }
}

function oneOrMore<Value extends string | number>(
  name: string,
  values: readonly Value[],
): Readonly<Record<string, Value | readonly Value[]>> {
  const [first, ...others] = new Set(values)
  return first === undefined || others.length > 0 ? { [`@${name}`]: [...new Set(values)] } : { [name]: first }
}

/** Newest first, so that what was made a moment ago is on the first page. @param start −1: it is not counted */
function listed(method: string, filter: Params, fields: string[] = [], start = -1): Command {
  return { method, params: { select: ['ID', ...fields], filter, order: { ID: 'DESC' }, start } }
}

/** The ids of the rows that are the thing itself. Throws PortalFailure if such a row has no id. */
export function lookResult({ what, contactId, parentId }: TaskCall, page: readonly JsonObject[]): number[] {
  switch (what.kind) {
    case 'address':
      return page.some((row) => idIn(row, 'ENTITY_ID') === parentId) ? [parentId ?? 0] : []
    case 'requisite':
      return idsOf(page, (row) => idIn(row, 'ENTITY_ID') === contactId && textIn(row, 'XML_ID') === what.mark)
    case 'bank-detail':
      return idsOf(page, (row) => idIn(row, 'ENTITY_ID') === parentId && textIn(row, 'XML_ID') === what.mark)
    case 'comment':
      return idsOf(page, (row) => firstLine(textIn(row, 'COMMENT')) === firstLine(what.mark))
    case 'activity':
      return idsOf(
        page,
        (row) => idIn(row, 'OWNER_ID') === contactId && isActivity(row, what.originId, what.fields),
      )
    case 'contact':
      // A foreign key has a list of its own; another system may have written it a little differently.
      return idsOf(
        page,
        (row) => what.key.foreign || ['', what.key.originId].includes(textIn(row, 'ORIGIN_ID')),
      )
    case 'company':
    case 'link':
    case 'activity-binding':
      return []
  }
}

function idsOf(page: readonly JsonObject[], test: (row: JsonObject) => boolean): number[] {
  return page.filter(test).map((row) => idIn(row, 'ID'))
}

/** Whether a command looks for several things at once. */
export function isForSeveral({ params: { filter } }: Command): boolean {
  return Object.keys(filter as Params).some((name) => name.startsWith('@'))
}

/** Whether the portal listed only what was asked for: it drops a filter key that it does not know without an error. */
export function isFiltered({ params: { filter } }: Command, page: readonly JsonObject[]): boolean {
  const asked = Object.entries(filter as Params).flatMap(([name, values]) =>
    name.startsWith('@') ? [[name.slice(1), new Set((values as unknown[]).map(String))] as const] : [],
  )
  return asked.every(([name, values]) => page.every((row) => values.has(textIn(row, name))))
}

function firstLine(text: string): string {
  return (text.split(/\r?\n|<br\s*\/?>/iu, 1)[0] ?? '').trim()
}

/** Compares by our key; a to-do stores no key, so by subject and deadline. */
function isActivity(row: JsonObject, originId: string, fields: JsonObject): boolean {
  const hasKey = textIn(row, 'ORIGIN_ID') !== ''
  if (isSystemActivity(fields))
    return hasKey && textIn(row, 'ORIGIN_ID') === originId && textIn(row, 'ORIGINATOR_ID') === OUR_ORIGINATOR
  if (hasKey || textIn(row, 'TYPE_ID') !== TO_DO) return false
  const [actual, wanted] = [toDoMatchKey(row), toDoMatchKey(fields)]
  return actual[0] === wanted[0] && actual[1] === wanted[1]
}
