import { BAD_ANSWER } from '../../failure.ts'
import type { Plan } from '../../plan/plan.ts'
import { nextCopies } from './reducer/reduce-copied.ts'
import { copiedEvent, idsOf, type CopyNotes } from './replies.ts'
import type { RunEvent } from './events.ts'
import { isSettled, type Copies, type RunState } from './state.ts'
import { isActive, type Indices } from '../../job/state.ts'
import type { Clock } from '../../job/ports.ts'
import type { CopyKeeper, CopyNote, LostCopies, FailedCopies } from '../../archive/ports.ts'

/** Copies contacts ahead of their deletes, one portion at a time, and makes sure that the archive is still there. */
export interface CopyDrive {
  /** Notes on the copies that this visit made, of contacts without a verdict; null: the run makes none. */
  readonly notes: CopyNotes | null
  /** Something happened: copies may be wanted now. */
  turn(): void
  /**
   * Whether deletes may leave now: the archive was seen a moment ago. If it is time to look again, starts a look, and
   * notes what it finds.
   */
  mayDelete(): boolean
  abandon(): void
}

/**
 * A delete leaves only if its archive was seen within this time in the place that must store it. An erasure within this
 * time, or while a batch is under way, is noticed only after the batch: the portal has no "delete if". Each stored part
 * shows that the archive is there; a look, which costs one request, is needed only if no part was stored for a while.
 */
export const SEEN_LASTS_MS = 30_000
/** The archive is looked for again after this time already, so that no batch has to wait. */
const LOOK_AGAIN_MS = 10_000
const LONGEST_WAIT_MS = 60_000

/**
 * @param current the run's state.
 * @param note passes an event to the reducer and the journal; resolves when both have it.
 * @param goOn called when a batch that was held up may leave.
 */
export function driveCopies(
  plan: Plan,
  { copies, clock }: { readonly copies?: CopyKeeper; readonly clock: Clock },
  current: () => RunState,
  note: (event: RunEvent) => Promise<void>,
  goOn: () => void,
): CopyDrive {
  const notes = new Map<number, CopyNote>()
  const copyRetry = createRetry(clock, turn)
  const lookRetry = createRetry(clock, turn)
  let busy = false
  let again = false
  let abandoned = false
  let seenAt = -Infinity
  let lookDue = false
  let closedWith: Copies['seals'] | null = null

  function turn(): void {
    if (copies !== undefined && current().copies !== null) void work(copies)
  }

  /** One portion at a time; a call meanwhile makes one more turn. */
  async function work(keeper: CopyKeeper): Promise<void> {
    again = true
    if (busy) return
    busy = true
    while (again && !abandoned) {
      const { copies: made } = current()
      if (made === null) break
      const contacts = copyRetry.waits ? [] : nextCopies(current())
      // A run that waits for a person deletes nothing, so it need not look for its archive.
      again = contacts.length > 0 || (lookDue && !lookRetry.waits && isActive(current().phase))
      if (contacts.length > 0) await copy(keeper, contacts, made)
      else if (again) await look(keeper, made)
      else if (!copyRetry.waits) await close(keeper, made)
    }
    busy = false
  }

  async function copy(keeper: CopyKeeper, contacts: readonly number[], made: Copies): Promise<void> {
    const ids = idsOf(plan, contacts)
    const from = clock.now()
    const copying = keeper.copy(ids, made)
    keeper.readAhead?.(portionsAfter(current(), contacts).map((portion) => idsOf(plan, portion)))
    const reply = await copying.catch(broken)
    if (abandoned) return
    if (reply.kind !== 'copied') {
      if (reply.kind === 'failed') copyRetry.schedule()
      return notCopied(reply, made)
    }
    copyRetry.succeeded()
    // If none of the contacts was there, no part was stored, so the archive was not seen either.
    if (reply.seals.length > 0) seen(from)
    noteCopies(contacts, ids, reply.copies)
    await note(copiedEvent(plan, contacts, made.seals.length, reply, clock.now()))
  }

  function noteCopies(
    contacts: readonly number[],
    ids: readonly number[],
    made: readonly ({ readonly id: number } & CopyNote)[],
  ): void {
    // Notes on contacts with a verdict are not needed any more, so that only few are held at a time.
    for (const contact of notes.keys()) if (isSettled(current(), contact)) notes.delete(contact)
    const byId = new Map(made.map((each) => [each.id, each]))
    contacts.forEach((contact, index) => {
      const copy = byId.get(ids[index] ?? 0)
      if (copy !== undefined) notes.set(contact, { readAt: copy.readAt, links: copy.links })
    })
  }

  async function look(keeper: CopyKeeper, made: Copies): Promise<void> {
    const from = clock.now()
    const found = await keeper.look(made).catch(broken)
    if (abandoned) return
    if (found.kind !== 'there') {
      if (found.kind === 'failed') lookRetry.schedule()
      return notCopied(found, made)
    }
    lookRetry.succeeded()
    seen(from)
    // Failed attempts count only in a row: an empty portion resets them.
    if (made.troubles > 0) {
      const nothing = { kind: 'copied', seals: [], copies: [] } as const
      await note(copiedEvent(plan, [], made.seals.length, nothing, clock.now()))
    }
    goOn()
  }

  function seen(at: number): void {
    seenAt = at
    lookDue = false
  }

  async function notCopied(
    reply: LostCopies | FailedCopies,
    { archive, troubles }: Pick<Copies, 'archive' | 'troubles'>,
  ): Promise<void> {
    const at = clock.now()
    if (reply.kind === 'failed')
      return note({
        type: 'copy-failed',
        at,
        troubles: current().copies?.troubles ?? troubles,
        failure: reply.failure,
      })
    lookDue = false
    seenAt = -Infinity
    notes.clear()
    await note({ type: 'copies-gone', at, archive, kept: reply.kept })
  }

  /** Writes the last line when there is nothing to copy for now; a run that goes on overwrites it. */
  async function close(keeper: CopyKeeper, made: Copies): Promise<void> {
    if (made.seals.length === 0 || closedWith === made.seals) return
    if (current().phase !== 'done' && made.first !== 'ready') return
    if (await keeper.close(made).catch(() => false)) closedWith = made.seals
    else copyRetry.schedule()
  }

  return {
    notes: copies === undefined ? null : notes,
    turn,
    mayDelete() {
      const { copies: made } = current()
      if (copies === undefined || made === null) return true
      // After a clock was set back, the age is unknown.
      const age = clock.now() < seenAt ? Infinity : clock.now() - seenAt
      // Before its first part there is no archive to look for; contacts deleted then have their copy in an earlier one.
      if (made.seals.length === 0) return true
      if (age > LOOK_AGAIN_MS && !lookDue) {
        lookDue = true
        turn()
      }
      return age <= SEEN_LASTS_MS
    },
    abandon() {
      abandoned = true
      copyRetry.cancel()
      lookRetry.cancel()
    },
  }
}

/** Portions read while one is stored: enough that the portal is never idle in between. */
const PORTIONS_AHEAD = 3

function portionsAfter(state: RunState, contacts: Indices): Indices[] {
  const portions: Indices[] = []
  let before = contacts
  while (portions.length < PORTIONS_AHEAD) {
    const portion = nextCopies(state, before)
    if (portion.length === 0) break
    portions.push(portion)
    before = [...before, ...portion]
  }
  return portions
}

interface Retry {
  readonly waits: boolean
  /** Tries again after a pause that doubles each time. */
  schedule(): void
  /** Resets the pause. */
  succeeded(): void
  cancel(): void
}

function createRetry(clock: Clock, again: () => void): Retry {
  let failures = 0
  let waits = false
  let cancel = (): void => undefined
  return {
    get waits() {
      return waits
    },
    schedule() {
      if (waits) return
      failures++
      waits = true
      cancel = clock.at(clock.now() + Math.min(LONGEST_WAIT_MS, 1000 * 2 ** failures), () => {
        waits = false
        again()
      })
    },
    succeeded: () => void (failures = 0),
    cancel: () => cancel(),
  }
}

/** Ports do not reject. If one does anyway, the copying must not end. */
function broken(): FailedCopies {
  return { kind: 'failed', failure: BAD_ANSWER }
}
