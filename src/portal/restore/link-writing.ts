import type { LinkedContacts } from '#core/restore/plan/links.ts'
import type { ActAnswer, TaskCall } from '#core/restore/ports.ts'
import type { Command, CommandAnswer } from '../rest/rest.ts'
import {
  isWholeList,
  linkCommand,
  linkedAlready,
  linkQuestion,
  listCommand,
  readLinked,
  withContact,
  type LinkTask,
} from './links.ts'

export interface Link {
  readonly call: TaskCall
  readonly task: LinkTask
  readonly contactId: number
}

/** How the links of one request are written, by task. */
export interface LinkWrites {
  readonly commands: ReadonlyMap<string, Command>
  /** Who will be linked when the command of a task comes to its turn, if nobody else writes meanwhile. */
  readonly before: ReadonlyMap<number, LinkedContacts>
  /** Those for which nothing is to be written. */
  readonly settled: ReadonlyMap<number, ActAnswer>
}

/** @param linked who is linked now, by task; one that is missing is left alone. */
export function planLinkWrites(
  links: readonly Link[],
  linked: ReadonlyMap<number, LinkedContacts>,
): LinkWrites {
  const commands = new Map<string, Command>()
  const before = new Map<number, LinkedContacts>()
  const settled = new Map<number, ActAnswer>()
  /** Two contacts that go onto the same record: the second finds the first there. */
  const current = new Map<string, LinkedContacts>()
  for (const { call, task, contactId } of links) {
    const target = targetOf(task)
    const now = current.get(target) ?? linked.get(call.task)
    if (now === undefined) continue
    const command = linkCommand(task, contactId, now)
    if (command === null) {
      settled.set(call.task, linkedAlready(task, contactId, now))
      continue
    }
    if (isWholeList(task)) commands.set(guardName(call.task), linkQuestion(task))
    commands.set(writeName(call.task), command)
    before.set(call.task, now)
    current.set(target, withContact(task, contactId, now))
  }
  return { commands, before, settled }
}

export const writeName = (task: number): string => `t${task}`
/** Asks right before the writing: a list that is written as a whole takes away whoever was linked in between. */
const guardName = (task: number): string => `g${task}`

function targetOf({ entityTypeId, id }: LinkTask): string {
  return `${entityTypeId} ${id}`
}

type Told = ReadonlyMap<string, CommandAnswer>
const MOST_MENDINGS = 3

/**
 * Where somebody else changed a list between our reading and our writing of it (another restore that brings back
 * another contact of the same record), it is written once more as that other left it, with ours.
 */
export async function mendLists(
  links: readonly Link[],
  { before }: LinkWrites,
  told: Told,
  send: (commands: ReadonlyMap<string, Command>) => Promise<Told>,
): Promise<void> {
  const lists = new Map<string, Link[]>()
  for (const link of links) {
    const isWritten = told.get(writeName(link.call.task))?.kind === 'result'
    if (!isWholeList(link.task) || !isWritten) continue
    lists.set(targetOf(link.task), [...(lists.get(targetOf(link.task)) ?? []), link])
  }
  for (const group of lists.values()) await mend(group, before, told, send)
}

async function mend(
  group: readonly Link[],
  before: ReadonlyMap<number, LinkedContacts>,
  told: Told,
  send: (commands: ReadonlyMap<string, Command>) => Promise<Told>,
): Promise<void> {
  const [first] = group
  const base = first === undefined ? undefined : before.get(first.call.task)
  if (first === undefined || base === undefined) return
  const own = group.map(({ contactId }) => contactId)
  let wanted: LinkedContacts = base
  for (const { call, task } of group) {
    wanted = changedAs(wanted, before.get(call.task), told.get(guardName(call.task)), task)
  }
  let isChanged = wanted !== base
  let there = withAll(base, own)
  for (let tries = 0; isChanged && tries < MOST_MENDINGS; tries++) {
    const list = withAll(wanted, own)
    const answers = await send(
      new Map([
        [guardName(first.call.task), linkQuestion(first.task)],
        [writeName(first.call.task), listCommand(first.task, list)],
      ]),
    ).catch(() => null)
    // What was answered for the rest of the request stands, whatever becomes of this.
    if (answers === null) continue
    const next = changedAs(wanted, there, answers.get(guardName(first.call.task)), first.task)
    // Refused, e.g. for a handler of the portal: whom we took away is still away.
    const isWritten = answers.get(writeName(first.call.task))?.kind === 'result'
    isChanged = next !== wanted || !isWritten
    wanted = next
    if (isWritten) there = list
  }
}

/** A list with what somebody changed in it: what was told is not what was thought to be there. */
function changedAs(
  list: LinkedContacts,
  thought: LinkedContacts | undefined,
  told: CommandAnswer | undefined,
  task: LinkTask,
): LinkedContacts {
  const now = thought === undefined || told === undefined ? null : linkedIn(task, told)
  if (thought === undefined || now === null) return list
  const come = now.contactIds.filter((id) => !thought.contactIds.includes(id))
  const gone = thought.contactIds.filter((id) => !now.contactIds.includes(id))
  if (come.length === 0 && gone.length === 0) return list
  return {
    contactIds: [...new Set([...list.contactIds, ...come])].filter((id) => !gone.includes(id)),
    primaryId: now.primaryId === thought.primaryId ? list.primaryId : now.primaryId,
  }
}

/** Null: it could not be read. */
function linkedIn(task: LinkTask, told: CommandAnswer): LinkedContacts | null {
  try {
    return readLinked(task, told)
  } catch {
    return null
  }
}

function withAll(list: LinkedContacts, contactIds: readonly number[]): LinkedContacts {
  return { ...list, contactIds: [...new Set([...list.contactIds, ...contactIds])] }
}
