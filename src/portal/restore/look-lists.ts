import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import { failureOf, failureOfKind, PortalFailure, type Failure } from '#core/failure.ts'
import type { JsonObject } from '#core/json.ts'
import { idIn, rows } from '../archive/reading/rows.ts'
import type { Command, CommandAnswer } from '../rest/rest.ts'
import { read } from '../rest/wire.ts'

/** So many pages of one list are read; a contact with more comments than that is not read to its end. */
const MOST_PAGES = 20

/** `failure`: it could not be read. `whole` false: there is more of it. */
export interface ListRead {
  readonly rows: readonly JsonObject[]
  readonly whole: boolean
  readonly failure: Failure | null
}

/** Sends commands, each once, named by a number of ours. Throws PortalFailure when nothing can be said of any. */
export type SendCommands = (
  commands: ReadonlyMap<number, Command>,
) => Promise<ReadonlyMap<number, CommandAnswer>>

/**
 * Reads the lists that these tasks ask for, all of each, the newest first, and lists that several ask for once: how many
 * of a thing there are can only be told by whoever saw all of them. By task.
 */
export async function readLists(
  wanted: ReadonlyMap<number, Command>,
  send: SendCommands,
): Promise<ReadonlyMap<number, ListRead>> {
  const lists = new Map<string, { readonly command: Command; read: ListRead }>()
  for (const command of wanted.values())
    lists.set(JSON.stringify(command), { command, read: { rows: [], whole: false, failure: null } })
  const all = [...lists.values()]
  for (let page = 0; page < MOST_PAGES; page++) {
    const open = all.flatMap(({ read: { whole, failure } }, at) => (whole || failure !== null ? [] : [at]))
    if (open.length === 0) break
    const asked = open.flatMap((at) => {
      const list = all[at]
      return list === undefined ? [] : [[at, nextPage(list.command, list.read.rows)] as const]
    })
    for (const [at, answer] of await send(new Map(asked))) {
      const list = all[at]
      if (list !== undefined) list.read = withPage(list.read, answer)
    }
  }
  return new Map(
    [...wanted].flatMap(([task, command]) => {
      const list = lists.get(JSON.stringify(command))
      return list === undefined ? [] : [[task, list.read]]
    }),
  )
}

/** By the ids and not by `start`: what is deleted meanwhile must not push others onto a page that was read. */
function nextPage(command: Command, before: readonly JsonObject[]): Command {
  const oldest = before.at(-1)
  if (oldest === undefined) return command
  const filter = Object.assign({}, command.params.filter, { '<ID': idIn(oldest, 'ID') })
  return { ...command, params: { ...command.params, filter } }
}

function withPage(before: ListRead, answer: CommandAnswer): ListRead {
  try {
    const page = read(rows, answer)
    const [newest, oldest] = [page[0], before.rows.at(-1)]
    // A filter that is not known is dropped in silence, and the same page comes again.
    const isHeeded = newest === undefined || oldest === undefined || idIn(newest, 'ID') < idIn(oldest, 'ID')
    if (!isHeeded) throw new PortalFailure(failureOfKind('filter-ignored'))
    return { rows: [...before.rows, ...page], whole: page.length < PAGE_SIZE, failure: null }
  } catch (thrown) {
    return { ...before, failure: failureOf(thrown) }
  }
}
