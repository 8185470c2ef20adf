import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { OneDeleter } from '#core/deletion/one/copying-deleter.ts'
import type { Outcome, UnknownState } from '#core/deletion/one/delete-with-copy.ts'
import type { AskAgain, DeletionStep, OneWish, SentDelete } from '#core/deletion/one/ports.ts'
import { isGone } from '#core/deletion/is-gone.ts'
import type { UnknownWatch } from '#core/deletion/one/watch-unknown.ts'
import { IDLE, nextFlow, type DeleteEvent, type DeleteFlow, type Subject } from './delete-flow.ts'

/** What a person can do; these functions never change, so that rows may hold them. */
export interface DeletionActions {
  readonly ask: (subject: Subject) => void
  readonly keep: () => void
  /** Copies the contact and sends the one delete command. Does nothing while that is under way. */
  readonly confirm: (wish: OneWish) => void
  /** The contact was gone before anything was sent. */
  readonly foundGone: () => void
  readonly dismiss: () => void
  /** Checks at once whether an unknown contact was deleted. */
  readonly checkUnknown: (id: number) => void
  /** Closes the message about such a contact. */
  readonly dismissUnknown: (id: number) => void
}

/** A contact whose deletion was unknown; once known, it stays until its message is closed. */
export interface UnknownContact {
  readonly id: number
  readonly subject: Subject
  readonly outcome: Outcome
  readonly state: UnknownState['kind']
}

export interface Deletion {
  readonly flow: DeleteFlow
  /** Of the last attempt; null: none yet. */
  readonly outcome: Outcome | null
  /** Oldest first. They are watched even while other contacts are deleted. */
  readonly unknowns: readonly UnknownContact[]
  /** What the deletion is doing; `waiting`: the portal gets too many requests. */
  readonly step: DeletionStep | 'waiting'
  readonly actions: DeletionActions
}

/**
 * Deletes one contact at a time. `onOutcome` is called once for each verdict, before it is shown; `late`: it was
 * unknown at first, and the person may be doing something else by now.
 */
export function useDeletion(
  deleter: Pick<OneDeleter, 'delete' | 'watch'>,
  onOutcome: (subject: Subject, outcome: Outcome, late: boolean) => void,
): Deletion {
  const [flow, setFlow] = useState<DeleteFlow>(IDLE)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [paused, setPaused] = useState(false)
  const [step, setStep] = useState<DeletionStep>('copying')
  const [unknowns, setUnknowns] = useState<readonly UnknownContact[]>([])
  // Two presses may come before React renders: this ref counts, not the rendered state.
  const latest = useRef<DeleteFlow>(IDLE)
  const watches = useRef(new Map<number, { readonly contactId: number; readonly watch: UnknownWatch }>())
  const lastId = useRef(0)
  const report = useRef(onOutcome)
  useLayoutEffect(() => {
    report.current = onOutcome
  })
  useEffect(() => {
    const open = watches.current
    return () => {
      for (const { watch } of open.values()) watch.end()
      open.clear()
    }
  }, [])

  const actions = useMemo<DeletionActions>(() => {
    /** Returns whether the event changed the state. */
    const happened = (event: DeleteEvent): boolean => {
      const before = latest.current
      latest.current = nextFlow(before, event)
      setFlow(latest.current)
      return latest.current !== before
    }
    const forget = (id: number): void => {
      watches.current.get(id)?.watch.end()
      watches.current.delete(id)
      setUnknowns((now) => now.filter((one) => one.id !== id))
    }
    const beginWatch = (subject: Subject, lost: Outcome, sent: SentDelete): void => {
      const id = ++lastId.current
      setUnknowns((now) => [...now, { id, subject, outcome: lost, state: 'waiting' }])
      const change = (what: Partial<UnknownContact>): void =>
        setUnknowns((now) => now.map((one) => (one.id === id ? { ...one, ...what } : one)))
      const watch = deleter.watch(sent, (state) => {
        if (state.kind !== 'settled') {
          change({ state: state.kind })
          return
        }
        watches.current.delete(id)
        report.current(subject, state.outcome, true)
        change({ state: 'settled', outcome: state.outcome })
      })
      watches.current.set(id, { contactId: subject.id, watch })
    }
    const settle = (now: Outcome): void => {
      const before = latest.current
      if (before.stage === 'idle' || !happened({ type: 'verdict', verdict: now.verdict })) return
      const { subject } = before
      const open = [...watches.current].filter(([, one]) => one.contactId === subject.id)
      if (now.verdict.kind === 'unknown') {
        if (now.sent !== null) beginWatch(subject, now, now.sent)
      } else if (now.verdict.kind === 'already-gone' && open.length > 0) {
        // Most likely our own command deleted it and its answer was lost; the check that is due anyway decides.
        happened({ type: 'dismiss' })
        for (const [, { watch }] of open) watch.checkNow()
        return
      } else if (isGone(now.verdict)) {
        for (const [id] of open) forget(id)
      }
      setOutcome(now)
      report.current(subject, now, false)
    }
    const finish = (done: Outcome | AskAgain): void => {
      if ('additions' in done)
        happened({ type: 'ask-again', additions: done.additions, protectedSince: done.protectedSince })
      else if (done.verdict.kind === 'failed' && done.verdict.failure.kind === 'copy-incomplete')
        happened({ type: 'copy-incomplete', missing: done.missing })
      else settle(done)
    }
    return {
      ask: (subject) => void happened({ type: 'ask', subject }),
      keep: () => void happened({ type: 'keep' }),
      confirm(wish) {
        if (happened({ type: 'confirm' }) && latest.current.stage !== 'idle') {
          setStep('copying')
          const progress = { onPause: setPaused, onStep: setStep }
          void deleter.delete(latest.current.subject.id, wish, progress).then(finish)
        }
      },
      foundGone: () =>
        settle({ verdict: { kind: 'already-gone' }, sent: null, missing: [], file: null, until: null }),
      dismiss: () => void happened({ type: 'dismiss' }),
      checkUnknown: (id) => watches.current.get(id)?.watch.checkNow(),
      dismissUnknown: forget,
    }
  }, [deleter])

  return { flow, outcome, unknowns, step: paused ? 'waiting' : step, actions }
}
