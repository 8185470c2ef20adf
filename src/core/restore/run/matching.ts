import type { RestoreDraft } from './restore-draft.ts'
import { matchKeyOf } from '../plan/match-key.ts'
import { tasksOfContact } from './state.ts'

/** What was found of a thing, shared out among the tasks that make its like. */
export interface Share {
  /** All that are there, the oldest first. */
  readonly ids: readonly number[]
  /** Those that no other task has for itself, the oldest first. */
  readonly free: readonly number[]
  /** Of the free ones, so many are of an earlier restore that this plan leaves alone. */
  readonly spare: number
  /** So many of its like the archive holds. */
  readonly copies: number
}

export function shareOut(draft: RestoreDraft, task: number, found: readonly number[]): Share {
  const ids = found.toSorted((a, b) => a - b)
  const peers = peersOf(draft, task)
  const taken = new Set(peers.map((peer) => draft.idOf(peer)))
  const what = draft.task(task)
  const told = 'copies' in what ? (what.copies ?? 1) : 1
  return {
    ids,
    free: ids.filter((id) => !taken.has(id)),
    spare: Math.max(0, told - peers.length - 1),
    copies: Math.max(told, peers.length + 1),
  }
}

/** The other tasks that make the like of this one at the same place. */
function peersOf(draft: RestoreDraft, task: number): number[] {
  const own = draft.task(task)
  const likeness = matchKeyOf(own)
  if (likeness === null) return []
  return tasksOfContact(draft.plan, draft.firstOf(task)).filter((at) => {
    const other = draft.task(at)
    return at !== task && other.needs === own.needs && matchKeyOf(other) === likeness
  })
}
