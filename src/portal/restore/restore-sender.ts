import { PAGE_SIZE } from '#core/contact-query.ts'
import { leavesDoubt, PortalFailure, type Failure } from '#core/failure.ts'
import type { LinkedContacts } from '#core/restore/links.ts'
import type { ActAnswer, LookAnswer, RestoreSender, TaskCall } from '#core/restore/ports.ts'
import { idIn, rows, textIn } from '../archive/rows.ts'
import { CONTACT } from '../dossier-commands.ts'
import type { Command, CommandAnswer, Rest } from '../rest.ts'
import { read } from '../wire.ts'
import { actCommand, actRefusal, actResult, failureOf, NOT_SENT } from './act-commands.ts'
import { linkCommand, linkedAlready, linkQuestion, linkResult, readLinked, type LinkTask } from './links.ts'
import { lookCommand, lookResult } from './look-commands.ts'

export interface RestoreUser {
  readonly me: number
  /** Sees everything: what it does not find is not there. */
  readonly isAdmin: boolean
}

const GIVE_UP_MS = 30_000
const ABSENT: CommandAnswer = { kind: 'absent' }
const BAD_ANSWER: Failure = { kind: 'bad-answer', code: '', portalText: '' }

/** @param importMode of the plan: contacts are added so that no robot, workflow or mail is set off */
export function createRestoreSender(rest: Rest, user: RestoreUser, importMode: boolean): RestoreSender {
  /** One command by itself, as JSON, which no text can spoil; more in one batch. Throws PortalFailure as a whole. */
  async function send(commands: ReadonlyMap<number, Command>): Promise<ReadonlyMap<number, CommandAnswer>> {
    const [only] = commands
    if (only === undefined) return new Map()
    if (commands.size === 1) return new Map([[only[0], await alone(only[1])]])
    const named = Object.fromEntries([...commands].map(([task, command]) => [`t${task}`, command]))
    const { answers } = await rest.timedBatch(named, GIVE_UP_MS)
    return new Map([...commands.keys()].map((task) => [task, answers[`t${task}`] ?? ABSENT]))
  }

  async function alone({ method, params }: Command): Promise<CommandAnswer> {
    try {
      return { kind: 'result', ...(await rest.call(method, params, GIVE_UP_MS)) }
    } catch (thrown) {
      if (!(thrown instanceof PortalFailure) || isOfTheRequest(thrown.failure)) throw thrown
      return { kind: 'refused', failure: thrown.failure }
    }
  }

  async function act(calls: readonly TaskCall[]): Promise<ReadonlyMap<number, ActAnswer>> {
    const answers = new Map<number, ActAnswer>()
    const commands = new Map<number, Command>()
    const links = calls.flatMap((call) => linkIn(call) ?? [])
    const linked = await questions(links, answers)
    for (const { call, task, contactId } of links) {
      const now = linked.get(call.task)
      const command = now === undefined ? null : linkCommand(task, contactId, now)
      if (command !== null) commands.set(call.task, command)
      else if (now !== undefined) answers.set(call.task, linkedAlready(task, contactId, now))
    }
    for (const call of calls) {
      if (linkIn(call) !== null) continue
      const command = actCommand(call, importMode)
      if (command === null) answers.set(call.task, NOT_SENT)
      else commands.set(call.task, command)
    }
    const told = await send(commands)
    for (const call of calls) {
      const answer = told.get(call.task)
      if (answer !== undefined) answers.set(call.task, meaning(call, answer, linked.get(call.task)))
    }
    await settleWithdrawn(calls, answers)
    return answers
  }

  /** "Not found" is told in the portal's language; only crm.item.get says it in a code (rest-contract.md, 2.2). */
  async function settleWithdrawn(calls: readonly TaskCall[], answers: Map<number, ActAnswer>): Promise<void> {
    const refused = calls.filter((call) => call.withdraw && answers.get(call.task)?.kind === 'refused')
    const told = await send(
      new Map(
        refused.map(({ task, contactId }) => [
          task,
          { method: 'crm.item.get', params: { entityTypeId: CONTACT, id: contactId } },
        ]),
      ),
    )
    for (const [task, answer] of told)
      if (answer.kind === 'refused' && answer.failure.kind === 'not-found')
        answers.set(task, { kind: 'done', id: 0 })
  }

  /** Who is linked now. What cannot be asked is answered here, and nothing is written for it. */
  async function questions(
    links: readonly Link[],
    answers: Map<number, ActAnswer>,
  ): Promise<ReadonlyMap<number, LinkedContacts>> {
    const linked = new Map<number, LinkedContacts>()
    const told = await send(new Map(links.map(({ call, task }) => [call.task, linkQuestion(task)])))
    for (const { call, task } of links) {
      try {
        linked.set(call.task, readLinked(task, told.get(call.task) ?? ABSENT))
      } catch (thrown) {
        const failure = failureOf(thrown)
        answers.set(
          call.task,
          failure.kind === 'not-found' ? { kind: 'target-gone' } : { kind: 'refused', failure },
        )
      }
    }
    return linked
  }

  async function look(calls: readonly TaskCall[]): Promise<ReadonlyMap<number, LookAnswer>> {
    const commands = calls.flatMap((call) => {
      const command = lookCommand(call)
      return command === null ? [] : [[call.task, command] as const]
    })
    const told = await send(new Map(commands))
    const answers = new Map<number, LookAnswer>()
    for (const call of calls) {
      const answer = told.get(call.task)
      if (answer !== undefined) answers.set(call.task, seen(call, answer))
    }
    return user.isAdmin ? answers : await doubted(calls, answers)
  }

  /** What is not seen is absent only for whoever would see it. */
  async function doubted(
    calls: readonly TaskCall[],
    answers: Map<number, LookAnswer>,
  ): Promise<ReadonlyMap<number, LookAnswer>> {
    const absent = calls.filter((call) => answers.get(call.task)?.kind === 'absent')
    const owners = [...new Set(absent.flatMap(({ contactId }) => contactId ?? []))]
    const readable = new Set(owners.length === 0 ? [] : await readableOf(owners))
    for (const call of absent) {
      const sees = call.contactId === null ? isOwn(call, user.me) : readable.has(call.contactId)
      if (!sees) answers.set(call.task, { kind: 'unseen' })
    }
    return answers
  }

  async function readableOf(contactIds: readonly number[]): Promise<number[]> {
    const { result } = await rest.call('crm.contact.list', {
      select: ['ID'],
      filter: { '@ID': contactIds },
      start: -1,
    })
    return read(rows, { kind: 'result', result, total: null }).map((row) => idIn(row, 'ID'))
  }

  return { look: (calls) => replied(() => look(calls)), act: (calls) => replied(() => act(calls)) }
}

/** As `ActReply` and `LookReply`. */
type Reply<Answer> =
  | { readonly kind: 'answered'; readonly answers: ReadonlyMap<number, Answer> }
  | { readonly kind: 'failed'; readonly failure: Failure }

async function replied<Answer>(work: () => Promise<ReadonlyMap<number, Answer>>): Promise<Reply<Answer>> {
  try {
    return { kind: 'answered', answers: await work() }
  } catch (thrown) {
    return { kind: 'failed', failure: failureOf(thrown) }
  }
}

/** Not what the method said of the matter, but that the request as a whole came to nothing or got lost. */
function isOfTheRequest(failure: Failure): boolean {
  return leavesDoubt(failure) || ['auth', 'app-removed', 'plan', 'rate-limit'].includes(failure.kind)
}

interface Link {
  readonly call: TaskCall
  readonly task: LinkTask
  readonly contactId: number
}

function linkIn(call: TaskCall): Link | null {
  if (call.what.kind !== 'link' || call.withdraw) return null
  return { call, task: call.what, contactId: call.contactId ?? 0 }
}

function meaning(call: TaskCall, answer: CommandAnswer, before: LinkedContacts | undefined): ActAnswer {
  switch (answer.kind) {
    case 'absent':
      return { kind: 'lost', failure: BAD_ANSWER }
    case 'refused':
      if (leavesDoubt(answer.failure)) return { kind: 'lost', failure: answer.failure }
      if (before !== undefined && answer.failure.kind === 'not-found') return { kind: 'target-gone' }
      return actRefusal(call, answer.failure)
    case 'result': {
      const link = linkIn(call)
      if (link === null || before === undefined) return actResult(call, answer.result)
      return linkResult(link.task, link.contactId, before, answer)
    }
  }
}

function seen(call: TaskCall, answer: CommandAnswer): LookAnswer {
  try {
    const ids = lookResult(call, answer)
    if (ids.length > 0) return { kind: 'found', ids }
    // A full page on which it is not: it may stand behind it.
    const whole = read(rows, answer).length < PAGE_SIZE
    return whole ? { kind: 'absent' } : { kind: 'unseen' }
  } catch (thrown) {
    return { kind: 'unread', failure: failureOf(thrown) }
  }
}

/** A contact that this user would be responsible for is one that he sees. */
function isOwn({ what }: TaskCall, me: number): boolean {
  const responsible = what.kind === 'contact' ? textIn(what.fields, 'ASSIGNED_BY_ID') : ''
  return responsible === '' || responsible === String(me)
}
