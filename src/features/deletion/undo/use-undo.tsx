import { useQueryClient } from '@tanstack/react-query'
import {
  Suspense,
  useCallback,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
  type ComponentType,
  type ReactNode,
} from 'react'
import { fetched } from '#core/failure.ts'
import type { RestoreWish } from '#core/restore/load-contacts.ts'
import type { Undo, UndoState } from '#core/restore/undo.ts'
import { useCloseWarning } from '#ui/use-close-warning.ts'
import { usePorts } from '../../ports.tsx'
import { useJobInHand, type JobInHand, type JobView } from '../../shared/job/job-in-hand.ts'
import { newId } from '../../shared/new-id.ts'
import { workQuery } from '../../shared/work-query.ts'
import { OfferUndo } from '../delete-question.tsx'
import { withDeleted, type DeletedHere } from './deleted-here.ts'
import { UndoActions } from './undo-actions.tsx'

/** What an undo shows on a screen of its own: the plan of the restore, or the restore at work. */
export type UndoView =
  | { readonly kind: 'restore'; readonly wish: RestoreWish; readonly from: 'list'; readonly atOnce: boolean }
  | Extract<JobView, { kind: 'restore-run' }>

/** The contact that was restored last. */
export interface Undone {
  /** As shown. */
  readonly name: string
  readonly newId: number
  /** Null: restored on a screen of its own. */
  readonly undone: Extract<UndoState, { stage: 'restored' }> | null
}

export interface UndoOptions {
  /** The screen with the messages is shown, and not another one in its place. */
  inSight: boolean
  /** Something is to be decided, or the restore needs its own screen. */
  onView: (view: UndoView) => void
  /** The message that the contact is restored. */
  Notice: ComponentType<Undone & { actions: ReactNode; onClose?: () => void }>
  /** Contacts were restored without a screen of their own: what is shown of contacts is old. */
  onUndone: () => void
  /** These are there again: old IDs to new IDs. */
  onRestored?: (newIds: ReadonlyMap<number, number>) => void
  /** Absent where there is no list of deleted contacts. */
  onShowAll?: () => void
}

export interface UndoHere {
  readonly note: (deleted: DeletedHere) => void
  /** Forgets what was deleted here; "Deleted" still has it. */
  readonly forget: () => void
  /** Forgets what had its copy among these. */
  readonly erased: (archiveIds: readonly string[]) => void
  /** The buttons for the message about a contact's deletion; null: nothing can restore it from here. */
  readonly actionsFor: (contactId: number) => ReactNode
  /** Instead of such a message, where none is shown; null: there is nothing to undo. */
  readonly offer: ReactNode
  /** The last contact that was restored; null: none, or its message was closed. */
  readonly restored: ReactNode
  readonly closeRestored: () => void
  /** A restore is carried out on this screen. */
  readonly busy: boolean
  /** A screen of its own has restored these: old IDs to new IDs. */
  readonly returned: (newIds: ReadonlyMap<number, number>) => void
}

/** Restores with one press what was deleted on this screen, and says what became of that. */
export function useUndo(options: UndoOptions): UndoHere {
  const { inSight, onShowAll, Notice } = options
  const ports = usePorts()
  const cache = useQueryClient()
  const [deleted, setDeleted] = useState<readonly DeletedHere[]>([])
  const [undoing, setUndoing] = useState<{ readonly of: DeletedHere; readonly undo: Undo | null } | null>(
    null,
  )
  const [restored, setRestored] = useState<Undone | null>(null)
  const state = useUndoState(undoing?.undo ?? null)
  const busy = undoing !== null
  useCloseWarning(state?.stage === 'restoring')
  useInHand(state)

  function showPlan(of: DeletedHere, atOnce: boolean): void {
    setUndoing(null)
    options.onView({ kind: 'restore', wish: { kind: 'undo', of: [of.offer] }, from: 'list', atOnce })
  }

  async function begin(of: DeletedHere): Promise<void> {
    setRestored(null)
    setUndoing({ of, undo: null })
    try {
      const [work, { undoAtOnce }] = await Promise.all([
        cache.query(workQuery(ports)),
        fetched(() => import('#core/restore/undo.ts')),
      ])
      setUndoing({ of, undo: undoAtOnce(of.offer, { ...work, newId }) })
    } catch {
      // The screen of the plan meets the same failure and shows it.
      showPlan(of, false)
    }
  }

  function returned(newIds: ReadonlyMap<number, number>, undone: UndoState | null = null): void {
    const isBack = ({ offer }: DeletedHere): boolean => offer.contactIds.every((id) => newIds.has(id))
    const last = deleted.findLast((each) => each.name !== null && isBack(each))
    const newId = newIds.get(last?.offer.contactIds[0] ?? 0)
    setDeleted((now) => now.filter((each) => !isBack(each)))
    if (typeof last?.name === 'string' && newId !== undefined)
      setRestored({ name: last.name, newId, undone: undone?.stage === 'restored' ? undone : null })
    options.onRestored?.(newIds)
  }

  const settled = useEffectEvent((now: UndoState) => {
    if (now.stage === 'restored') {
      setUndoing(null)
      ports.host.refreshLists()
      options.onUndone()
      returned(now.newIds, now)
    } else if (inSight && now.stage === 'unsettled') {
      setUndoing(null)
      options.onView({ kind: 'restore-run', session: now.session, from: 'list' })
    } else if (inSight && now.stage === 'undecided' && undoing !== null) showPlan(undoing.of, false)
  })
  useEffect(() => {
    const undo = undoing?.undo ?? null
    if (undo === null) return undefined
    const look = (): void => settled(undo.state)
    // It may have changed before it was watched, or while another screen was shown.
    const timer = setTimeout(look)
    const unwatch = undo.watch(look)
    return () => {
      clearTimeout(timer)
      unwatch()
    }
  }, [undoing, inSight])

  const count = deleted.reduce((sum, { offer }) => sum + offer.contactIds.length, 0)
  const last = deleted.at(-1)
  const several = deleted.length > 1
  const undo = (of: DeletedHere) => ({
    busy: undoing?.of === of,
    onUndo: () => {
      // One at a time. For more than one contact a screen shows how it goes.
      if (busy) return
      if (of.offer.contactIds.length > 1) showPlan(of, true)
      else void begin(of)
    },
  })

  return {
    note: (more) => setDeleted((now) => withDeleted(now, more)),
    forget: () => setDeleted([]),
    erased(archiveIds) {
      const isLeft = ({ offer }: DeletedHere): boolean =>
        [offer.archiveId, ...(offer.earlier ?? [])].some((each) => !archiveIds.includes(each))
      setDeleted((now) => now.filter(isLeft))
    },
    actionsFor(contactId) {
      const of = deleted.findLast(({ offer }) => offer.contactIds.includes(contactId))
      if (of === undefined) return null
      return of === last ? (
        <UndoActions count={count} several={several} onShowAll={onShowAll} {...undo(of)} />
      ) : (
        <UndoActions count={1} several={false} {...undo(of)} />
      )
    },
    offer: last !== undefined && (
      <OfferUndo
        count={count}
        several={several}
        onShowAll={onShowAll}
        {...undo(last)}
        onClose={() => setDeleted([])}
      />
    ),
    restored: restored !== null && (
      <Suspense fallback={null}>
        <Notice
          {...restored}
          actions={
            last !== undefined && <UndoActions count={count} several onShowAll={onShowAll} {...undo(last)} />
          }
          {...(onShowAll === undefined ? {} : { onClose: () => setRestored(null) })}
        />
      </Suspense>
    ),
    closeRestored: useCallback(() => setRestored(null), []),
    busy,
    returned,
  }
}

function useUndoState(undo: Undo | null): UndoState | null {
  return useSyncExternalStore(
    (changed) => undo?.watch(changed) ?? (() => undefined),
    () => undo?.state ?? null,
  )
}

/** A restore under way stays in the person's hands even if its screen breaks. */
function useInHand(state: UndoState | null): void {
  const inHand = useJobInHand()
  useEffect(() => {
    if (state?.stage !== 'restoring' || inHand.current !== null) return undefined
    const view = { kind: 'restore-run', session: state.session, from: 'list' } as const
    inHand.show(view)
    return () => letGo(inHand, view)
  }, [inHand, state])
}

function letGo(inHand: JobInHand, view: JobView): void {
  if (inHand.current === view) inHand.show(null)
}
