import { failureOf } from '#core/failure.ts'
import { isReadBefore, type LinkedContacts } from '#core/restore/plan/links.ts'
import type { ActAnswer } from '#core/restore/ports.ts'
import { groupsOf } from '../plan/planned-rows.ts'
import { ABSENT, type Command, type CommandAnswer } from '../rest/rest.ts'
import type { Link } from './link-writing.ts'
import { linkQuestion, manyLinkedQuestion, readLinked, readManyLinked, type LinkTask } from './links.ts'
import type { SendCommands } from './look-lists.ts'

/** Reads which contacts are linked to a record before a link to it is written. */
export interface LinkReader {
  /** By task. A link whose read fails is in `unread`, with the answer that it gets. */
  read(links: readonly Link[]): Promise<{
    readonly linked: ReadonlyMap<number, LinkedContacts>
    readonly unread: ReadonlyMap<number, ActAnswer>
  }>
  /**
   * The commands that read it ahead, together with something else; `take` remembers their answers for `read`, for a
   * short while. Their keys are below -1,000.
   */
  ahead(links: readonly Link[]): {
    readonly commands: ReadonlyMap<number, Command>
    readonly take: (answers: ReadonlyMap<number, CommandAnswer>) => void
  }
  /** They are about to be written to: what is remembered of them is out of date. */
  forget(links: readonly Link[]): void
}

/** After this time another client may well have linked something else: as long as the check before a delete holds. */
const FRESH_MS = 5_000
const FIRST_KEY = -1_001
const NOTHING_LINKED: LinkedContacts = { contactIds: [], primaryId: null }

export function createLinkReader(send: SendCommands, now: () => number): LinkReader {
  const remembered = new Map<string, { readonly linked: LinkedContacts; readonly at: number }>()

  function recall(task: LinkTask): LinkedContacts | undefined {
    if (!isReadBefore(task)) return NOTHING_LINKED
    const known = remembered.get(recordOf(task))
    return known !== undefined && Math.abs(now() - known.at) <= FRESH_MS ? known.linked : undefined
  }

  function ahead(links: readonly Link[]): ReturnType<LinkReader['ahead']> {
    const asked = links.filter(({ task }) => recall(task) === undefined)
    const at = now()
    const lists = [...new Set(asked.map(({ task }) => task.entityTypeId))].flatMap((entityTypeId) =>
      groupsOf(asked.flatMap(({ task }) => (task.entityTypeId === entityTypeId ? task.id : []))).map(
        (ids) => ({ entityTypeId, command: manyLinkedQuestion(entityTypeId, ids) }),
      ),
    )
    return {
      commands: new Map(lists.map(({ command }, index) => [FIRST_KEY - index, command])),
      take(answers) {
        lists.forEach(({ entityTypeId }, index) => {
          for (const [id, linked] of readManyLinked(answers.get(FIRST_KEY - index) ?? ABSENT))
            remembered.set(recordOf({ entityTypeId, id }), { linked, at })
        })
      },
    }
  }

  return {
    ahead,
    async read(links) {
      const unknown = links.filter(({ task }) => recall(task) === undefined)
      if (unknown.length > 1) {
        const { commands, take } = ahead(unknown)
        take(await send(commands))
      }
      const linked = new Map<number, LinkedContacts>()
      const singly: Link[] = []
      for (const link of links) {
        const found = recall(link.task)
        if (found === undefined) singly.push(link)
        else linked.set(link.call.task, found)
      }
      // What a list does not show may be hidden from this user, or gone.
      const answers = await send(new Map(singly.map(({ call, task }) => [call.task, linkQuestion(task)])))
      const unread = new Map<number, ActAnswer>()
      for (const { call, task } of singly) {
        try {
          linked.set(call.task, readLinked(task, answers.get(call.task) ?? ABSENT))
        } catch (thrown) {
          const failure = failureOf(thrown)
          const isGone = failure.kind === 'not-found'
          unread.set(call.task, isGone ? { kind: 'target-gone' } : { kind: 'refused', failure })
        }
      }
      return { linked, unread }
    },
    forget(links) {
      for (const { task } of links) remembered.delete(recordOf(task))
    },
  }
}

function recordOf({ entityTypeId, id }: Pick<LinkTask, 'entityTypeId' | 'id'>): string {
  return `${entityTypeId} ${id}`
}
