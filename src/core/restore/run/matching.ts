import type { RestoreDraft } from './restore-draft.ts'
import { matchKeyOf } from '../plan/match-key.ts'
import { tasksOfContact } from './state.ts'

/** The found things that match a task, shared out among the tasks that make the same. */
export interface Share {
  /** All that were found, the oldest first. */
  readonly ids: readonly number[]
  /** Those that no other task has taken, the oldest first. */
  readonly free: readonly number[]
  /** How many of the free ones belong to copies that this plan leaves alone, from an earlier restore. */
  readonly spare: number
  /** How many of its like the archive holds. */
  readonly copies: number
}

export function shareOut(draft: RestoreDraft, task: number, found: readonly number[]): Share {
  const ids = found.toSorted((a, b) => a - b)
  const peers = peersOf(draft, task)
  const taken = new Set(peers.map((peer) => draft.idOf(peer)))
  const what = draft.task(task)
  const archived = 'copies' in what ? (what.copies ?? 1) : 1
  return {
    ids,
    free: ids.filter((id) => !taken.has(id)),
    spare: Math.max(0, archived - peers.length - 1),
    copies: Math.max(archived, peers.length + 1),
  }
}

/** The other tasks with the same match key and parent. */
function peersOf(draft: RestoreDraft, task: number): number[] {
  const own = draft.task(task)
  const key = matchKeyOf(own)
  if (key === null) return []
  return tasksOfContact(draft.plan, draft.firstOf(task)).filter((at) => {
    const other = draft.task(at)
    return at !== task && other.needs === own.needs && matchKeyOf(other) === key
  })
}
