import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import { failureOf, failureOfKind, PortalFailure, type Failure } from '#core/failure.ts'
import type { JsonObject } from '#core/json.ts'
import { idIn, rows } from '../archive/reading/rows.ts'
import type { Command, CommandAnswer } from '../rest/rest.ts'
import { read } from '../rest/wire.ts'
import { isFiltered } from './look-commands.ts'

/** The most pages read of one list, so the comments of a contact with more than that are not all seen. */
const MAX_PAGES = 20

/** `failure`: why the list could not be read. `whole`: all pages were read. `total`: as the last page counted. */
export interface ListRead {
  readonly rows: readonly JsonObject[]
  readonly whole: boolean
  readonly total: number | null
  readonly failure: Failure | null
}

const NOTHING_READ: ListRead = { rows: [], whole: false, total: null, failure: null }

/** Sends each command once; the keys are the caller's. Throws PortalFailure when the request as a whole fails. */
export type SendCommands = (
  commands: ReadonlyMap<number, Command>,
) => Promise<ReadonlyMap<number, CommandAnswer>>

/**
 * Reads the list that each task asks for, newest first, all its pages, because a thing that is there twice may be on any
 * page. A list that several tasks ask for is read once. The result is by task.
 */
export async function readLists(
  wanted: ReadonlyMap<number, Command>,
  send: SendCommands,
): Promise<ReadonlyMap<number, ListRead>> {
  const lists = new Map<string, { readonly command: Command; read: ListRead }>()
  for (const command of wanted.values()) lists.set(JSON.stringify(command), { command, read: NOTHING_READ })
  const all = [...lists.values()]
  for (let page = 0; page < MAX_PAGES; page++) {
    const open = all.flatMap(({ read: { whole, failure } }, at) => (whole || failure !== null ? [] : [at]))
    if (open.length === 0) break
    const asked = open.flatMap((at) => {
      const list = all[at]
      return list === undefined ? [] : [[at, nextPage(list.command, list.read.rows)] as const]
    })
    for (const [at, answer] of await send(new Map(asked))) {
      const list = all[at]
      if (list !== undefined) list.read = withPage(list, answer)
    }
  }
  return new Map(
    [...wanted].flatMap(([task, command]) => {
      const list = lists.get(JSON.stringify(command))
      return list === undefined ? [] : [[task, list.read]]
    }),
  )
}

/**
 * Pages by id and not by `start`: a deletion meanwhile must not move rows onto a page that was already read. Comments are
 * the exception, for their list knows no other filter (portal README, "What is linked to a contact"): there the total
 * shows it, and the list is read anew.
 */
function nextPage(command: Command, before: readonly JsonObject[]): Command {
  const oldest = before.at(-1)
  if (oldest === undefined) return command
  if (command.method === 'crm.timeline.comment.list')
    return { ...command, params: { ...command.params, start: before.length } }
  const filter = Object.assign({}, command.params.filter, { '<ID': idIn(oldest, 'ID') })
  return { ...command, params: { ...command.params, filter } }
}

function withPage(
  { command, read: before }: { readonly command: Command; readonly read: ListRead },
  answer: CommandAnswer,
): ListRead {
  try {
    const page = read(rows, answer)
    if (!isFiltered(command, page)) throw new PortalFailure(failureOfKind('filter-ignored'))
    const [newest, oldest] = [page[0], before.rows.at(-1)]
    // The portal drops an unknown filter key without an error, and the same page comes again.
    const isOlder = newest === undefined || oldest === undefined || idIn(newest, 'ID') < idIn(oldest, 'ID')
    if (!isOlder) throw new PortalFailure(failureOfKind('filter-ignored'))
    const total = answer.kind === 'result' ? answer.total : null
    if (total !== null && before.total !== null && total < before.total) return NOTHING_READ
    return { rows: [...before.rows, ...page], whole: page.length < PAGE_SIZE, total, failure: null }
  } catch (thrown) {
    return { ...before, failure: failureOf(thrown) }
  }
}
