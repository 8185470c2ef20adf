import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { OneDeletion, OneWish, SentDelete } from '#core/deletion/delete-one.ts'
import type { DoubtWatch } from '#core/deletion/watch-unknown.ts'
import { isGone } from '#core/deletion/verdict.ts'
import { IDLE, nextFlow, type DeleteEvent, type DeleteFlow, type Subject } from './delete-flow.ts'

/** What became of an attempt. */
export interface Told extends Pick<OneDeletion, 'verdict' | 'sent' | 'missing'> {
  /** The copy as a file, where no place keeps it: offered before the delete was sent. */
  readonly file: SavedFile | null
  /** Until when the portal may still be at work, where nobody knows what became of it; Unix ms. */
  readonly until: number | null
}

export interface SavedFile {
  readonly name: string
  /** Offers it once more, while the page lives. */
  readonly saveAgain: () => void
}

/** How it stands with a contact of which nobody knew at first whether it was deleted. */
export type Look =
  | { readonly kind: 'waiting' | 'looking' }
  /** It is known now. */
  | { readonly kind: 'over'; readonly told: Told }

/** Deletes one contact at a time. Never rejects: a trouble is a verdict too. */
export interface OneDeleter {
  /** @param onPause as `OnePorts.onPause` */
  delete(contactId: number, wish: OneWish, onPause: (paused: boolean) => void): Promise<Told>
  /** Looks by itself, until it is known what became of a delete whose verdict was `unknown`. */
  watch(sent: SentDelete, heard: (look: Look) => void): DoubtWatch
}

/** What a person can do; these never change, so that rows may hold them. */
export interface DeletionActions {
  readonly ask: (subject: Subject) => void
  readonly keep: () => void
  /** Copies the contact and sends the one delete command. Pressed again while that works, it does nothing. */
  readonly confirm: (wish: OneWish) => void
  /** The contact turned out to be gone before anything was sent. */
  readonly foundGone: () => void
  readonly dismiss: () => void
  /** Looks at once at a contact in doubt. */
  readonly checkDoubt: (id: number) => void
  /** Puts away what a doubt came to. */
  readonly dismissDoubt: (id: number) => void
}

/** A contact of which it was not known whether it was deleted; it stays, once known, until it is put away. */
export interface Doubt {
  readonly id: number
  readonly subject: Subject
  readonly told: Told
  readonly look: Look['kind']
}

export interface Deletion {
  readonly flow: DeleteFlow
  /** What was told last; null: nothing yet. */
  readonly told: Told | null
  /** Oldest first. Whatever else is deleted meanwhile, they go on. */
  readonly doubts: readonly Doubt[]
  /** It waits for the portal, which gets too many requests. */
  readonly paused: boolean
  readonly actions: DeletionActions
}

/**
 * Carries the deletion of one contact at a time. `onVerdict` is called once for each verdict, before it is shown; `late`:
 * it settles a doubt, and the person may be at something else by now.
 */
export function useDeletion(
  deleter: OneDeleter,
  onVerdict: (subject: Subject, told: Told, late: boolean) => void,
): Deletion {
  const [flow, setFlow] = useState<DeleteFlow>(IDLE)
  const [told, setTold] = useState<Told | null>(null)
  const [paused, setPaused] = useState(false)
  const [doubts, setDoubts] = useState<readonly Doubt[]>([])
  // Two presses may come before React draws once: what counts is kept here, not in what was drawn.
  const latest = useRef<DeleteFlow>(IDLE)
  const watches = useRef(new Map<number, { readonly contactId: number; readonly watch: DoubtWatch }>())
  const tell = useRef(onVerdict)
  useLayoutEffect(() => {
    tell.current = onVerdict
  })
  useEffect(() => {
    const open = watches.current
    return () => {
      for (const { watch } of open.values()) watch.end()
      open.clear()
    }
  }, [])

  const actions = useMemo<DeletionActions>(() => {
    let lastId = 0
    /** Whether the event had a place. */
    const happened = (event: DeleteEvent): boolean => {
      const before = latest.current
      latest.current = nextFlow(before, event)
      setFlow(latest.current)
      return latest.current !== before
    }
    const forget = (id: number): void => {
      watches.current.get(id)?.watch.end()
      watches.current.delete(id)
      setDoubts((now) => now.filter((one) => one.id !== id))
    }
    const beginDoubt = (subject: Subject, lost: Told, sent: SentDelete): void => {
      const id = ++lastId
      setDoubts((now) => [...now, { id, subject, told: lost, look: 'waiting' }])
      const change = (what: Partial<Doubt>): void =>
        setDoubts((now) => now.map((one) => (one.id === id ? { ...one, ...what } : one)))
      const watch = deleter.watch(sent, (look) => {
        if (look.kind !== 'over') {
          change({ look: look.kind })
          return
        }
        watches.current.delete(id)
        tell.current(subject, look.told, true)
        change({ look: 'over', told: look.told })
      })
      watches.current.set(id, { contactId: subject.id, watch })
    }
    const settle = (now: Told): void => {
      const before = latest.current
      if (before.stage === 'idle' || !happened({ type: 'verdict', verdict: now.verdict })) return
      const { subject } = before
      const open = [...watches.current].filter(([, one]) => one.contactId === subject.id)
      if (now.verdict.kind === 'unknown') {
        if (now.sent !== null) beginDoubt(subject, now, now.sent)
      } else if (now.verdict.kind === 'already-gone' && open.length > 0) {
        // Most likely by our own delete whose answer was lost: the look that is due anyway tells.
        happened({ type: 'dismiss' })
        for (const [, { watch }] of open) watch.lookNow()
        return
      } else if (isGone(now.verdict)) {
        for (const [id] of open) forget(id)
      }
      setTold(now)
      tell.current(subject, now, false)
    }
    return {
      ask: (subject) => void happened({ type: 'ask', subject }),
      keep: () => void happened({ type: 'keep' }),
      confirm(wish) {
        if (happened({ type: 'confirm' }) && latest.current.stage !== 'idle') {
          void deleter.delete(latest.current.subject.id, wish, setPaused).then(settle)
        }
      },
      foundGone: () =>
        settle({ verdict: { kind: 'already-gone' }, sent: null, missing: [], file: null, until: null }),
      dismiss: () => void happened({ type: 'dismiss' }),
      checkDoubt: (id) => watches.current.get(id)?.watch.lookNow(),
      dismissDoubt: forget,
    }
  }, [deleter])

  return { flow, told, doubts, paused, actions }
}
