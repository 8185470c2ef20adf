import { createContext, use } from 'react'
import type { RunSession } from '#core/deletion/session.ts'
import type { RestoreSession } from '#core/restore/session.ts'

/** A view of a run or a restore. `from` is where the way back leads. */
export type JobView =
  | { readonly kind: 'run'; readonly session: RunSession }
  | { readonly kind: 'restore-run'; readonly session: RestoreSession; readonly from: 'list' | 'deleted' }

/**
 * The run or restore that this page carries out. It is held above everything that can fail while rendering, so that a
 * broken screen never takes it away from the person.
 */
export interface JobInHand {
  /** Its view; null: there is none. */
  readonly current: JobView | null
  /** Sets the view; null: no job. */
  show(view: JobView | null): void
  /** Called after every change; the returned function ends it. */
  watch(changed: () => void): () => void
}

export function createJobInHand(): JobInHand {
  const watchers = new Set<() => void>()
  let current: JobView | null = null
  return {
    get current() {
      return current
    },
    show(view) {
      current = view
      for (const changed of watchers) changed()
    },
    watch(changed) {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
  }
}

export const JobInHandContext = createContext<JobInHand>(createJobInHand())

export function useJobInHand(): JobInHand {
  return use(JobInHandContext)
}
