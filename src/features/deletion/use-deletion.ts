import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ContactDeleter } from '#core/ports.ts'
import type { Verdict } from '#core/verdict.ts'
import { IDLE, nextFlow, type DeleteEvent, type DeleteFlow, type Subject } from './delete-flow.ts'

/** What a person can do; these never change, so that rows may hold them. */
export interface DeletionActions {
  readonly ask: (subject: Subject) => void
  readonly keep: () => void
  /** Sends the one delete command. Pressed again while that works, it does nothing. */
  readonly confirm: () => void
  /** Settles a verdict that was `unknown`. */
  readonly check: () => void
  /** The contact turned out to be gone before anything was sent. */
  readonly foundGone: () => void
  readonly dismiss: () => void
}

export interface Deletion {
  readonly flow: DeleteFlow
  readonly actions: DeletionActions
}

/** Carries the deletion of one contact at a time. `onVerdict` is called once for each verdict, before it is shown. */
export function useDeletion(
  deleter: ContactDeleter,
  onVerdict: (subject: Subject, verdict: Verdict) => void,
): Deletion {
  const [flow, setFlow] = useState<DeleteFlow>(IDLE)
  // Two presses may come before React draws once: what counts is kept here, not in what was drawn.
  const latest = useRef<DeleteFlow>(IDLE)
  const tell = useRef(onVerdict)
  useLayoutEffect(() => {
    tell.current = onVerdict
  })

  const actions = useMemo<DeletionActions>(() => {
    /** Whether the event had a place. */
    const happened = (event: DeleteEvent): boolean => {
      const before = latest.current
      latest.current = nextFlow(before, event)
      setFlow(latest.current)
      return latest.current !== before
    }
    const settle = (verdict: Verdict): void => {
      if (happened({ type: 'verdict', verdict }) && latest.current.stage === 'told') {
        tell.current(latest.current.subject, verdict)
      }
    }
    const workOn = (event: DeleteEvent, work: (contactId: number) => Promise<Verdict>): void => {
      if (happened(event) && latest.current.stage !== 'idle') {
        void work(latest.current.subject.id).then(settle)
      }
    }
    return {
      ask: (subject) => void happened({ type: 'ask', subject }),
      keep: () => void happened({ type: 'keep' }),
      confirm: () => workOn({ type: 'confirm' }, (id) => deleter.delete(id)),
      check: () => workOn({ type: 'check' }, (id) => deleter.settle(id)),
      foundGone: () => settle({ kind: 'already-gone' }),
      dismiss: () => void happened({ type: 'dismiss' }),
    }
  }, [deleter])

  return { flow, actions }
}
