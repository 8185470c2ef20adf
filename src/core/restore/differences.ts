import type { ArchivedContact } from '../archive/archived-contact.ts'
import type { ArchiveReader } from '../archive/ports.ts'
import type { JsonObject } from '../json.ts'
import { numberAt } from '../job/journal/pages.ts'
import { textOf } from './plan/external-key.ts'
import type { RestorePlan } from './plan/plan.ts'
import { tasksOfContact, verdictOfTask, type RestoreState } from './run/state.ts'
import type { RestoreTask } from './plan/tasks.ts'

/** Where the portal holds other texts than a restore sent. Tasks are indices into the plan. */
export interface Differences {
  /** Some of their texts differ: a filter of the portal, one of its rules or a colleague changed them. */
  readonly altered: readonly number[]
  /** They could not be read again. */
  readonly unread: readonly number[]
}

/**
 * Reads back what a restore made and compares the texts. Rejects with PortalFailure where nothing can be read.
 * @param cancelled asked after each portion; true ends the work with what was compared so far.
 */
export async function findDifferences(
  plan: RestorePlan,
  state: RestoreState,
  archives: Pick<ArchiveReader, 'read'>,
  cancelled: () => boolean,
): Promise<Differences> {
  const waiting = new Map<number, readonly number[]>()
  plan.tasks.forEach(({ kind }, first) => {
    const made =
      kind === 'contact' ? tasksOfContact(plan, first).filter((task) => isWorded(plan, state, task)) : []
    if (made.length > 0) waiting.set(numberAt(state.ids, first), made)
  })
  const altered: number[] = []
  const unread: number[] = []
  if (waiting.size === 0) return { altered, unread }
  for await (const contacts of archives.read([...waiting.keys()])) {
    for (const contact of contacts) {
      for (const task of waiting.get(contact.id) ?? []) {
        const now = wordsNow(plan, state, task, contact)
        if (now === null) unread.push(task)
        else if (differs(plan.tasks[task], now)) altered.push(task)
      }
      waiting.delete(contact.id)
    }
    if (cancelled()) break
  }
  return { altered, unread: [...unread, ...[...waiting.values()].flat()] }
}

/** Whether this restore made it, with text that a person wrote. */
function isWorded(plan: RestorePlan, state: RestoreState, task: number): boolean {
  return wordsOf(plan.tasks[task]).length > 0 && verdictOfTask(state, task).kind === 'restored'
}

/** A text with letters that is not a date. Flags and numbers are not compared. */
const WORDS = /^(?!\d{4}-\d\d-\d\dT).*\p{L}.*\p{L}/su

/** The portal takes only these texts of a to-do and its like. */
const OF_ACTIVITIES = ['SUBJECT', 'DESCRIPTION']

function wordsOf(task: RestoreTask | undefined): [name: string, text: string][] {
  if (task === undefined) return []
  if (task.kind === 'comment') return [['COMMENT', task.text]]
  if (!('fields' in task)) return []
  return Object.entries(task.fields).flatMap(([name, value]) => {
    const isSent = task.kind !== 'activity' || OF_ACTIVITIES.includes(name)
    return isSent && typeof value === 'string' && WORDS.test(value) ? [[name, value] as [string, string]] : []
  })
}

/** The fields of what a task made, as read back; null: it is not there, or the portal did not give them. */
function wordsNow(
  plan: RestorePlan,
  state: RestoreState,
  at: number,
  contact: ArchivedContact,
): JsonObject | null {
  const task = plan.tasks[at]
  const id = numberAt(state.ids, at)
  const { requisites } = contact
  switch (task?.kind) {
    case 'contact':
      return contact.fields
    case 'requisite':
      return requisites.find((each) => each.id === id)?.fields ?? null
    case 'bank-detail':
      return (
        requisites.flatMap(({ bankDetails }) => bankDetails).find((each) => each.id === id)?.fields ?? null
      )
    case 'address': {
      const own = requisites.find((each) => each.id === id)?.addresses
      return own?.find(({ typeId }) => typeId === task.typeId)?.fields ?? null
    }
    case 'activity':
      return contact.activities.find((each) => each.id === id)?.fields ?? null
    case 'comment': {
      const own = contact.comments.find((each) => each.id === id)
      return own === undefined ? null : { COMMENT: own.text }
    }
    case 'company':
    case 'link':
    case 'activity-binding':
    case undefined:
      return null
  }
}

function differs(task: RestoreTask | undefined, now: JsonObject): boolean {
  return wordsOf(task).some(([name, text]) => plain(text) !== plain(textOf(now[name])))
}

/** The portal may change line ends and trim spaces around a text. */
function plain(text: string): string {
  return text.replace(/\r\n?/gu, '\n').trim()
}
