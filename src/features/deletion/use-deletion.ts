import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { OneDeletion, OneWish } from '#core/delete-one.ts'
import { IDLE, nextFlow, type DeleteEvent, type DeleteFlow, type Subject } from './delete-flow.ts'

/** What became of an attempt. */
export type Told = Pick<OneDeletion, 'verdict' | 'sent' | 'missing'>

/** Deletes one contact at a time. Never rejects: a trouble is a verdict too. */
export interface OneDeleter {
  delete(contactId: number, wish: OneWish): Promise<Told>
  /** Looks once more at the contact whose verdict was `unknown`. */
  settle(contactId: number): Promise<Told>
}

/** What a person can do; these never change, so that rows may hold them. */
export interface DeletionActions {
  readonly ask: (subject: Subject) => void
  readonly keep: () => void
  /** Copies the contact and sends the one delete command. Pressed again while that works, it does nothing. */
  readonly confirm: (wish: OneWish) => void
  /** Settles a verdict that was `unknown`. */
  readonly check: () => void
  /** The contact turned out to be gone before anything was sent. */
  readonly foundGone: () => void
  readonly dismiss: () => void
}

export interface Deletion {
  readonly flow: DeleteFlow
  /** What could not be copied, where that kept the contact from being deleted. */
  readonly missing: OneDeletion['missing']
  readonly actions: DeletionActions
}

/** Carries the deletion of one contact at a time. `onVerdict` is called once for each verdict, before it is shown. */
export function useDeletion(
  deleter: OneDeleter,
  onVerdict: (subject: Subject, told: Told) => void,
): Deletion {
  const [flow, setFlow] = useState<DeleteFlow>(IDLE)
  const [missing, setMissing] = useState<OneDeletion['missing']>([])
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
    const settle = (told: Told): void => {
      if (happened({ type: 'verdict', verdict: told.verdict }) && latest.current.stage === 'told') {
        setMissing(told.missing)
        tell.current(latest.current.subject, told)
      }
    }
    const workOn = (event: DeleteEvent, work: (contactId: number) => Promise<Told>): void => {
      if (happened(event) && latest.current.stage !== 'idle') {
        void work(latest.current.subject.id).then(settle)
      }
    }
    return {
      ask: (subject) => void happened({ type: 'ask', subject }),
      keep: () => void happened({ type: 'keep' }),
      confirm: (wish) => workOn({ type: 'confirm' }, (id) => deleter.delete(id, wish)),
      check: () => workOn({ type: 'check' }, (id) => deleter.settle(id)),
      foundGone: () => settle({ verdict: { kind: 'already-gone' }, sent: null, missing: [] }),
      dismiss: () => void happened({ type: 'dismiss' }),
    }
  }, [deleter])

  return { flow, missing, actions }
}
