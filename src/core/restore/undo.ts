import type { ArchivedContact } from '../archive/archived-contact.ts'
import type { ArchivePorts } from '../archive/ports.ts'
import { PortalFailure } from '../failure.ts'
import { beginClaimed, type ClaimedRestorePorts } from './begin-claimed.ts'
import { loadContacts, type UndoOffer } from './load-contacts.ts'
import { readForRestore } from './plan/make-restore-plan.ts'
import type { RestorePlan } from './plan/plan.ts'
import { undisputedPlan } from './plan/undisputed.ts'
import type { RestoreLookup } from './ports.ts'
import { restoreReport, unsureOf } from './report.ts'
import { idMap } from './run/state.ts'
import { FEW_CONTACTS, type RestoreSession } from './session.ts'

/** Where an undo stands that begins without a question. */
export type UndoState =
  | { readonly stage: 'reading' }
  /** The person must decide something, or it cannot be done. Nothing was created; the plan of the restore says why. */
  | { readonly stage: 'undecided' }
  | { readonly stage: 'restoring'; readonly session: RestoreSession }
  /** The restore asks something, waits long, or not all went well: its own screen says what. It is still to be left. */
  | { readonly stage: 'unsettled'; readonly session: RestoreSession }
  | {
      readonly stage: 'restored'
      /** Left already. */
      readonly session: RestoreSession
      /** As copied, in the order of the plan's entries. */
      readonly contacts: readonly ArchivedContact[]
      /** New IDs by old IDs. */
      readonly newIds: ReadonlyMap<number, number>
    }

export interface Undo {
  readonly state: UndoState
  watch(changed: () => void): () => void
}

export interface UndoPorts extends ClaimedRestorePorts {
  readonly recovery: ClaimedRestorePorts['recovery'] &
    Pick<ArchivePorts, 'browserStore' | 'codec'> & { readonly lookup: RestoreLookup }
  readonly newId: () => string
}

/** A longer wait for the portal is shown on the restore's own screen. */
const PATIENCE_MS = 5_000

/** Restores what was deleted just now, at once if there is nothing to decide and no other restore of it goes on. */
export function undoAtOnce(offer: UndoOffer, ports: UndoPorts): Undo {
  let state: UndoState = { stage: 'reading' }
  const watchers = new Set<() => void>()
  const become = (next: UndoState): void => {
    state = next
    for (const changed of watchers) changed()
  }

  async function carryOut(): Promise<void> {
    const { contacts, plan } = await planOf(offer, ports)
    const begun = plan === null ? null : await beginClaimed(plan, ports)
    // Otherwise another tab or another person restores right now, or an earlier restore is not finished.
    if (begun?.kind !== 'begun') {
      become({ stage: 'undecided' })
      return
    }
    const { session } = begun
    become({ stage: 'restoring', session })
    await over(session)
    if (session.state.phase !== 'done' || !allWell(session)) {
      become({ stage: 'unsettled', session })
      return
    }
    await leave(session, contacts)
    // The next press does not wait for what is still written about this one.
    await session.recorded()
  }

  /** Resolves when it has ended, or asks something, or waits long. */
  function over(session: RestoreSession): Promise<void> {
    return new Promise((resolve) => {
      const unwatch = session.watch(look)
      look()

      function look(): void {
        const { phase, waiting } = session.state
        if (phase !== 'done' && phase !== 'paused' && !isLong(waiting)) return
        unwatch()
        resolve()
      }
    })
  }

  function isLong(wait: { readonly until: number } | null): boolean {
    return wait !== null && wait.until - ports.clock.now() > PATIENCE_MS
  }

  async function leave(session: RestoreSession, contacts: readonly ArchivedContact[]): Promise<void> {
    await session.leave(false)
    const ids = idMap(session.plan, session.state)
    const newIds = new Map(ids.map(({ oldId, newId }) => [oldId, newId]))
    become({ stage: 'restored', session, contacts, newIds })
  }

  const isFew = offer.contactIds.length <= FEW_CONTACTS
  const carriedOut = isFew ? ports.requests.hurry(carryOut) : carryOut()
  carriedOut.catch((thrown: unknown) => {
    if (state.stage === 'reading') become({ stage: 'undecided' })
    // Something was made already.
    else if (state.stage === 'restoring') become({ stage: 'unsettled', session: state.session })
    if (!(thrown instanceof PortalFailure)) throw thrown
  })

  return {
    get state() {
      return state
    },
    watch(changed) {
      watchers.add(changed)
      return () => void watchers.delete(changed)
    },
  }
}

/** `plan` null: something is to be decided. */
async function planOf(
  offer: UndoOffer,
  { recovery, clock, newId }: UndoPorts,
): Promise<{ readonly contacts: readonly ArchivedContact[]; readonly plan: RestorePlan | null }> {
  const { contacts, archives, deleted } = await loadContacts({ kind: 'undo', of: [offer] }, recovery)
  const reading = await readForRestore(
    contacts,
    recovery.lookup,
    () => undefined,
    () => false,
    deleted,
  )
  if (reading === null) return { contacts, plan: null }
  const context = { id: newId(), plannedAt: clock.now(), archives }
  return { contacts, plan: undisputedPlan(context, reading, offer.contactIds.length) }
}

/** Everything is there once, and known to be; only links to what no longer exists may be missing. */
function allWell({ plan, state }: RestoreSession): boolean {
  const { contacts, missing } = restoreReport(plan, state)
  const unsure = unsureOf(plan, state)
  return (
    contacts.every(({ reason }) => reason.kind === 'restored') &&
    missing.every(({ reason }) => reason.kind === 'target-gone' || reason.kind === 'not-primary') &&
    unsure.contacts + unsure.parts === 0
  )
}
