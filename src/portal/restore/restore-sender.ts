import { BAD_ANSWER, failureOf, mayBeDone, PortalFailure, type Failure } from '#core/failure.ts'
import type { LinkedContacts } from '#core/restore/plan/links.ts'
import type { ActAnswer, LookAnswer, RestoreSender, TaskCall } from '#core/restore/ports.ts'
import { LOOKED_BY_ONE } from '#core/restore/run/steps/fill-batch.ts'
import { idIn, textIn } from '../archive/reading/rows.ts'
import { groupsOf } from '../plan/planned-rows.ts'
import { isForGood } from '../rest/refusals.ts'
import { ABSENT, BATCH_LIMIT, GIVE_UP_MS, type Command, type CommandAnswer, type Rest } from '../rest/rest.ts'
import { actCommand, actRefusal, actResult, NOT_SENT } from './act-commands.ts'
import { mendLists, planLinkWrites, writeName, type Link } from './link-writing.ts'
import { createLinkReader } from './link-reader.ts'
import { linkResult } from './links.ts'
import { isForSeveral, lookCommands, lookResult } from './look-commands.ts'
import { readLists, type ListRead, type SendCommands } from './look-lists.ts'

export interface RestoreUser {
  readonly me: number
  /** An administrator sees everything, so what is not found does not exist. */
  readonly isAdmin: boolean
}

export function createRestoreSender(
  rest: Pick<Rest, 'call' | 'timedBatch'>,
  user: RestoreUser,
  now: () => number = Date.now,
): RestoreSender {
  const links = createLinkReader(send, now)

  /**
   * A single command goes as a JSON call, which no filter alters; several go in one batch. Throws PortalFailure if the
   * request as a whole fails.
   */
  async function sendNamed(
    commands: ReadonlyMap<string, Command>,
  ): Promise<ReadonlyMap<string, CommandAnswer>> {
    const [only] = commands
    if (only === undefined) return new Map()
    if (commands.size === 1) return new Map([[only[0], await alone(only[1])]])
    const { answers } = await rest.timedBatch(Object.fromEntries(commands), GIVE_UP_MS)
    return new Map([...commands.keys()].map((name) => [name, answers[name] ?? ABSENT]))
  }

  async function send(commands: ReadonlyMap<number, Command>): Promise<ReadonlyMap<number, CommandAnswer>> {
    const answers = new Map<number, CommandAnswer>()
    for (const part of groupsOf([...commands.keys()], BATCH_LIMIT)) {
      const named = part.flatMap((key) => {
        const command = commands.get(key)
        return command === undefined ? [] : [[writeName(key), command] as const]
      })
      const received = await sendNamed(new Map(named))
      for (const key of part) answers.set(key, received.get(writeName(key)) ?? ABSENT)
    }
    return answers
  }

  async function alone({ method, params }: Command): Promise<CommandAnswer> {
    try {
      return { kind: 'result', ...(await rest.call(method, params, GIVE_UP_MS)) }
    } catch (thrown) {
      if (!(thrown instanceof PortalFailure) || isRequestFailure(thrown.failure)) throw thrown
      return { kind: 'refused', failure: thrown.failure }
    }
  }

  async function act(
    calls: readonly TaskCall[],
    importing: boolean,
  ): Promise<ReadonlyMap<number, ActAnswer>> {
    const answers = new Map<number, ActAnswer>()
    const written = calls.flatMap((call) => linkIn(call) ?? [])
    const { linked, unread } = await links.read(written)
    for (const [task, answer] of unread) answers.set(task, answer)
    const writes = planLinkWrites(written, linked)
    links.forget(written)
    for (const [task, answer] of writes.settled) answers.set(task, answer)
    const commands = new Map(writes.commands)
    for (const call of calls) {
      if (linkIn(call) !== null) continue
      const command = actCommand(call, importing)
      if (command === null) answers.set(call.task, NOT_SENT)
      else commands.set(writeName(call.task), command)
    }
    const received = await sendNamed(commands)
    for (const call of calls) {
      const answer = received.get(writeName(call.task))
      if (answer !== undefined) answers.set(call.task, actAnswer(call, answer, writes.before.get(call.task)))
    }
    await mendLists(written, writes, received, sendNamed)
    return answers
  }

  async function look(calls: readonly TaskCall[]): Promise<ReadonlyMap<number, LookAnswer>> {
    // An administrator sees everything. Of others it must be known which contacts they see: the keys below 0.
    const owners = user.isAdmin
      ? []
      : groupsOf(
          calls.flatMap(({ contactId }) => contactId ?? []),
          LOOKED_BY_ONE,
        )
    const seen = owners.map((ids, at) => [-1 - at, seenCommand(ids)] as const)
    const looked = calls.flatMap((call) => linkIn(call) ?? [])
    const commands = lookCommands(calls)
    const own = new Map([...seen, ...commands])
    const linked = links.ahead(looked)
    let along = linked.commands
    /** What is linked is read along with the first pages. */
    const sendAlong: SendCommands = async (asked) => {
      const all = new Map([...along, ...asked])
      along = new Map()
      const answers = await send(all)
      linked.take(answers)
      return answers
    }
    const lists = await readLists(own, sendAlong)
    if (along.size > 0) await sendAlong(new Map())
    const singly = calls.filter(({ task }) => {
      const command = commands.get(task)
      return command !== undefined && isForSeveral(command) && isListRefused(lists.get(task))
    })
    const others = await readLists(lookCommands(singly, true), send)
    const readable = new Set(seen.flatMap(([key]) => idsIn(lists.get(key))))
    const answers = new Map<number, LookAnswer>()
    for (const call of calls) {
      const list = others.get(call.task) ?? lists.get(call.task)
      if (list === undefined) {
        if (call.what.kind === 'link') answers.set(call.task, { kind: 'absent' })
        continue
      }
      const answer = lookAnswer(call, list)
      const isVisible = call.contactId === null ? isOwn(call, user.me) : readable.has(call.contactId)
      const isUnseen = answer.kind === 'absent' && !user.isAdmin && !isVisible
      answers.set(call.task, isUnseen ? { kind: 'unseen' } : answer)
    }
    return answers
  }

  return {
    look: (calls) => asReply(() => look(calls)),
    act: (calls, importing) => asReply(() => act(calls, importing)),
  }
}

/** What `ActReply` and `LookReply` have in common. */
type Reply<Answer> =
  | { readonly kind: 'answered'; readonly answers: ReadonlyMap<number, Answer> }
  | { readonly kind: 'failed'; readonly failure: Failure }

async function asReply<Answer>(work: () => Promise<ReadonlyMap<number, Answer>>): Promise<Reply<Answer>> {
  try {
    return { kind: 'answered', answers: await work() }
  } catch (thrown) {
    return { kind: 'failed', failure: failureOf(thrown) }
  }
}

/** Whether the request as a whole failed or was lost, rather than this one command being refused. */
function isRequestFailure(failure: Failure): boolean {
  return mayBeDone(failure) || ['auth', 'app-removed', 'plan', 'rate-limit'].includes(failure.kind)
}

function linkIn(call: TaskCall): Link | null {
  if (call.what.kind !== 'link') return null
  return { call, task: call.what, contactId: call.contactId ?? 0 }
}

function actAnswer(call: TaskCall, answer: CommandAnswer, before: LinkedContacts | undefined): ActAnswer {
  switch (answer.kind) {
    case 'absent':
      return { kind: 'lost', failure: BAD_ANSWER }
    case 'refused':
      if (mayBeDone(answer.failure)) return { kind: 'lost', failure: answer.failure }
      if (before !== undefined && answer.failure.kind === 'not-found') return { kind: 'target-gone' }
      return actRefusal(call, answer.failure)
    case 'result': {
      const link = linkIn(call)
      if (link === null || before === undefined) return actResult(call, answer.result)
      return linkResult(link.task, link.contactId, before, answer)
    }
  }
}

/** Whether things must be looked for one by one: the portal does not filter by several of them. */
function isListRefused(list: ListRead | undefined): boolean {
  const failure = list?.failure ?? null
  return failure !== null && (failure.kind === 'filter-ignored' || isForGood(failure))
}

function seenCommand(contactIds: readonly number[]): Command {
  return {
    method: 'crm.contact.list',
    params: { select: ['ID'], filter: { '@ID': contactIds }, order: { ID: 'DESC' }, start: -1 },
  }
}

/** Throws PortalFailure if the list could not be read. */
function idsIn(list: ListRead | undefined): number[] {
  if (list === undefined || list.failure !== null) throw new PortalFailure(list?.failure ?? BAD_ANSWER)
  return list.rows.map((row) => idIn(row, 'ID'))
}

function lookAnswer(call: TaskCall, { rows: list, whole, failure }: ListRead): LookAnswer {
  if (failure !== null) return { kind: 'unread', failure }
  try {
    const ids = lookResult(call, list)
    if (ids.length > 0) return { kind: 'found', ids }
    // It may be on a page that was not read.
    return whole ? { kind: 'absent' } : { kind: 'unseen' }
  } catch (thrown) {
    return { kind: 'unread', failure: failureOf(thrown) }
  }
}

/** Users see the contacts that they are responsible for. */
function isOwn({ what }: TaskCall, me: number): boolean {
  const responsible = what.kind === 'contact' ? textIn(what.fields, 'ASSIGNED_BY_ID') : ''
  return responsible === '' || responsible === String(me)
}
