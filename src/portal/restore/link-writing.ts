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
  /** The contacts linked just before the command of a task is executed, unless another client writes first. */
  readonly before: ReadonlyMap<number, LinkedContacts>
  /** The answers for links that need no write. */
  readonly settled: ReadonlyMap<number, ActAnswer>
}

/** @param linked the contacts linked now, by task; a task that is missing here gets no command. */
export function planLinkWrites(
  links: readonly Link[],
  linked: ReadonlyMap<number, LinkedContacts>,
): LinkWrites {
  const commands = new Map<string, Command>()
  const before = new Map<number, LinkedContacts>()
  const settled = new Map<number, ActAnswer>()
  /** By record: with the contacts that earlier links of this request add. */
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
/** Reads the list right before its write, because writing a whole list removes contacts that were linked in between. */
const guardName = (task: number): string => `g${task}`

function targetOf({ entityTypeId, id }: LinkTask): string {
  return `${entityTypeId} ${id}`
}

type Answers = ReadonlyMap<string, CommandAnswer>
const MAX_REWRITES = 3

/**
 * If another client (such as a second restore) changed a list between our read and our write, writes the list again, up
 * to `MAX_REWRITES` times, with the other client's changes and our contacts.
 */
export async function mendLists(
  links: readonly Link[],
  { before }: LinkWrites,
  answers: Answers,
  send: (commands: ReadonlyMap<string, Command>) => Promise<Answers>,
): Promise<void> {
  const lists = new Map<string, Link[]>()
  for (const link of links) {
    const isWritten = answers.get(writeName(link.call.task))?.kind === 'result'
    if (!isWholeList(link.task) || !isWritten) continue
    lists.set(targetOf(link.task), [...(lists.get(targetOf(link.task)) ?? []), link])
  }
  for (const group of lists.values()) await mend(group, before, answers, send)
}

async function mend(
  group: readonly Link[],
  before: ReadonlyMap<number, LinkedContacts>,
  answers: Answers,
  send: (commands: ReadonlyMap<string, Command>) => Promise<Answers>,
): Promise<void> {
  const [first] = group
  const base = first === undefined ? undefined : before.get(first.call.task)
  if (first === undefined || base === undefined) return
  const own = group.map(({ contactId }) => contactId)
  let wanted: LinkedContacts = base
  for (const { call, task } of group) {
    wanted = changedAs(wanted, before.get(call.task), answers.get(guardName(call.task)), task)
  }
  let isChanged = wanted !== base
  let there = withAll(base, own)
  for (let tries = 0; isChanged && tries < MAX_REWRITES; tries++) {
    const list = withAll(wanted, own)
    const retried = await send(
      new Map([
        [guardName(first.call.task), linkQuestion(first.task)],
        [writeName(first.call.task), listCommand(first.task, list)],
      ]),
    ).catch(() => null)
    // A failure here does not change the answers to the request itself.
    if (retried === null) continue
    const next = changedAs(wanted, there, retried.get(guardName(first.call.task)), first.task)
    // If the write was refused, e.g. by an event handler, the contacts that we removed are still missing: try again.
    const isWritten = retried.get(writeName(first.call.task))?.kind === 'result'
    isChanged = next !== wanted || !isWritten
    wanted = next
    if (isWritten) there = list
  }
}

/** `list` with the changes that another client made: the difference between `expected` and the answer. */
function changedAs(
  list: LinkedContacts,
  expected: LinkedContacts | undefined,
  answer: CommandAnswer | undefined,
  task: LinkTask,
): LinkedContacts {
  const now = expected === undefined || answer === undefined ? null : linkedIn(task, answer)
  if (expected === undefined || now === null) return list
  const added = now.contactIds.filter((id) => !expected.contactIds.includes(id))
  const removed = expected.contactIds.filter((id) => !now.contactIds.includes(id))
  if (added.length === 0 && removed.length === 0) return list
  return {
    contactIds: [...new Set([...list.contactIds, ...added])].filter((id) => !removed.includes(id)),
    primaryId: now.primaryId === expected.primaryId ? list.primaryId : now.primaryId,
  }
}

/** Null: the answer could not be read. */
function linkedIn(task: LinkTask, answer: CommandAnswer): LinkedContacts | null {
  try {
    return readLinked(task, answer)
  } catch {
    return null
  }
}

function withAll(list: LinkedContacts, contactIds: readonly number[]): LinkedContacts {
  return { ...list, contactIds: [...new Set([...list.contactIds, ...contactIds])] }
}
