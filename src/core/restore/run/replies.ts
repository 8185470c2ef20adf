import type { Failure } from '../../failure.ts'
import { numberAt } from '../../job/journal/pages.ts'
import type { ActedEvent, RestoreLookedEvent, RestoreSentEvent } from './events.ts'
import type { RestorePlan } from '../plan/plan.ts'
import type { ActAnswer, LookAnswer, TaskCall } from '../ports.ts'
import type { RestoreState } from './state.ts'

/** A task as it is sent, with the IDs that earlier tasks got. */
export function callOf(plan: RestorePlan, state: RestoreState, task: number): TaskCall {
  const what = plan.tasks[task]
  if (what === undefined) throw new RangeError(`no task ${task}`)
  const parent = what.needs === null ? undefined : plan.tasks[what.needs]
  const contact =
    what.kind === 'contact' ? task : parent?.kind === 'contact' ? what.needs : (parent?.needs ?? null)
  const idOf = (of: number | null): number | null => (of === null ? null : numberAt(state.ids, of) || null)
  return {
    task,
    what,
    contactId: idOf(contact),
    parentId: parent === undefined || parent.kind === 'contact' ? null : idOf(what.needs),
  }
}

/** The journalled event for the answers of a lookup request. */
export function lookedEvent(
  { batch, tasks }: RestoreSentEvent,
  answers: ReadonlyMap<number, LookAnswer>,
  at: number,
): RestoreLookedEvent {
  const found: [number, readonly number[]][] = []
  const absent: number[] = []
  const unseen: number[] = []
  const unread: [number, Failure][] = []
  for (const task of tasks) {
    const answer = answers.get(task)
    if (answer?.kind === 'found') found.push([task, answer.ids])
    else if (answer?.kind === 'absent') absent.push(task)
    else if (answer?.kind === 'unseen') unseen.push(task)
    else if (answer !== undefined) unread.push([task, answer.failure])
  }
  return { type: 'looked', at, batch, found, absent, unseen, unread }
}

/** The journalled event for the answers of a request that makes things. */
export function actedEvent(
  { batch, tasks }: RestoreSentEvent,
  answers: ReadonlyMap<number, ActAnswer>,
  at: number,
): ActedEvent {
  const given = tasks.flatMap((task): [number, ActAnswer][] => {
    const answer = answers.get(task)
    return answer === undefined ? [] : [[task, answer]]
  })
  return { type: 'acted', at, batch, answers: given }
}

/** Why single calls of an answered request failed. */
export function failuresIn(event: RestoreLookedEvent | ActedEvent): Failure[] {
  if (event.type === 'looked') return event.unread.map(([, failure]) => failure)
  return event.answers.flatMap(([, answer]) => ('failure' in answer ? [answer.failure] : []))
}
