import { CONTACT } from '#core/entities.ts'
import type { BatchReply, BatchRequest, BatchSender, CheckAnswer } from '#core/deletion/ports.ts'
import type { DeleteAnswer } from '#core/deletion/verdict.ts'
import { deleteAnswer } from './contact-deleter.ts'
import {
  ABSENT,
  BATCH_LIMIT,
  GIVE_UP_MS,
  type Command,
  type CommandAnswer,
  type CommandTime,
  type Rest,
} from '../rest/rest.ts'
import { read } from '../rest/wire.ts'
import { failureOf } from '#core/failure.ts'
import type { BatchTiming, Meter, MeterName } from '#core/job/ports.ts'
import { checkCommands, readCheck } from './check.ts'
import type { Kinds } from '../plan/item-kinds.ts'
import { groupsOf, plannedRows, rowsCommand } from '../plan/planned-rows.ts'
import { LIST_COMMANDS, watchProtectLists, type ProtectWatch } from '../plan/protect/protect-watch.ts'

type DeleteMethod = 'crm.contact.delete' | 'crm.item.delete'

/** @param most how many commands a batch may hold */
export function createBatchSender(
  rest: Pick<Rest, 'timedBatch'>,
  kinds: Kinds,
  most = (): number => BATCH_LIMIT,
): BatchSender {
  const lists = watchProtectLists()
  let method: DeleteMethod = 'crm.contact.delete'

  return {
    checkCommands: (relations, older = false) =>
      checkCommands('', kinds, relations, [1], 0).length + Number(older),
    async send(request) {
      const used = method
      const reply = await sendOnce(rest, kinds, request, used, lists, most())
      if (reply.kind === 'failed' || used === 'crm.item.delete') return reply
      const left = leftByMethod(reply.deletes)
      if (left.length === 0) return reply
      // Only if the old method no longer exists (portal README, "Two families of methods"). Nothing was done with
      // these contacts, in this batch or in another one under way: they are checked again and deleted by the
      // successor.
      method = 'crm.item.delete'
      return { ...reply, deletes: new Map([...reply.deletes, ...left]) }
    },
  }
}

function leftByMethod(deletes: ReadonlyMap<number, DeleteAnswer>): [number, DeleteAnswer][] {
  return [...deletes].flatMap(([id, answer]): [number, DeleteAnswer][] =>
    answer.kind === 'refused' && answer.failure.kind === 'method-gone'
      ? [[id, { kind: 'not-done', failure: answer.failure }]]
      : [],
  )
}

async function sendOnce(
  rest: Pick<Rest, 'timedBatch'>,
  kinds: Kinds,
  request: BatchRequest,
  method: DeleteMethod,
  lists: ProtectWatch,
  most: number,
): Promise<BatchReply> {
  const groups = groupsOf(request.checks)
  const asked = { ...kinds, primaryOnly: new Set(kinds.primaryOnly) }
  const work = [
    ...request.deletes.map((id): [string, Command] => [`c${id}`, deleteCommand(method, id)]),
    ...groups.flatMap((group, at) => checkCommands(`g${at}`, kinds, request.relations, group, request.since)),
    ...groups.flatMap((group, at) => olderCommand(`o${at}`, group, request)),
  ]
  const reading = groups.length === 0 ? [] : lists.toRead(most - work.length)
  const commands: Record<string, Command> = Object.fromEntries([
    ...work,
    ...reading.map((list): [string, Command] => [list, LIST_COMMANDS[list]]),
  ])
  try {
    const { answers, times } = await rest.timedBatch(commands, GIVE_UP_MS)
    const deletes = new Map<number, DeleteAnswer>()
    for (const id of request.deletes) {
      deletes.set(id, deleteAnswer(answers[`c${id}`] ?? ABSENT, method))
    }
    const onList = lists.after(reading, (list) => answers[list] ?? ABSENT, request.since)
    const checks = groups.flatMap((group, at) =>
      readCheck(kinds, asked, request.relations, group, (name) => answers[`g${at}${name}`] ?? ABSENT).map(
        ([id, answer]): [number, CheckAnswer] => [
          id,
          withOlder(onList(id, answer), request, answers[`o${at}`]),
        ],
      ),
    )
    return { kind: 'answered', deletes, checks: new Map(checks), timing: timingOf(times, deletes) }
  } catch (thrown) {
    return { kind: 'failed', failure: failureOf(thrown) }
  }
}

function deleteCommand(method: DeleteMethod, id: number): Command {
  return { method, params: method === 'crm.item.delete' ? { entityTypeId: CONTACT, id } : { id } }
}

function timingOf(
  times: ReadonlyMap<string, CommandTime>,
  deletes: ReadonlyMap<number, DeleteAnswer>,
): BatchTiming {
  const deleteSeconds = [...deletes].flatMap(([id, answer]) =>
    answer.kind === 'true' ? (times.get(`c${id}`)?.seconds ?? []) : [],
  )
  const meters = new Map<MeterName, Meter>()
  for (const [command, { operating }] of times) {
    if (operating === null) continue
    const name = command.startsWith('c') ? 'delete' : 'read'
    if (operating.seconds < (meters.get(name)?.operating ?? 0)) continue
    meters.set(name, { name, operating: operating.seconds, resetAt: operating.resetAt })
  }
  return { deleteSeconds, meters: [...meters.values()] }
}

/** The rows of the older contacts that must stay when these go. */
function olderCommand(
  name: string,
  group: readonly number[],
  { older }: BatchRequest,
): [name: string, command: Command][] {
  const ids = [...new Set(group.flatMap((id) => older?.get(id) ?? []))]
  return older === undefined ? [] : [[name, rowsCommand(ids)]]
}

function withOlder(
  answer: CheckAnswer,
  { older, since }: BatchRequest,
  rows: CommandAnswer = ABSENT,
): CheckAnswer {
  if (older === undefined || answer.kind !== 'there') return answer
  try {
    const row = read(plannedRows, rows).find(({ id }) => id === older.get(answer.row.id))
    return { ...answer, olderStays: row !== undefined && row.modifiedAt !== null && row.modifiedAt < since }
  } catch (thrown) {
    return { kind: 'unread', failure: failureOf(thrown) }
  }
}
