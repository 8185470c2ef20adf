import { BAD_ANSWER } from '../../failure.ts'
import type { Plan } from '../../plan/plan.ts'
import { nextCopies } from './reducer/reduce-copied.ts'
import { copiedEvent, idsOf, type CopyNotes } from './replies.ts'
import type { RunEvent } from './events.ts'
import { isSettled, type Copies, type RunState } from './state.ts'
import type { Clock } from '../../job/ports.ts'
import type { CopyKeeper, CopyNote, LostCopies, FailedCopies } from '../../archive/ports.ts'

/** Copies contacts ahead of their deletes, one portion at a time, and sees to it that the copies are still there. */
export interface CopyDrive {
  /** Of the copies that this visit made, as long as they may be asked for; null: the run makes none. */
  readonly notes: CopyNotes | null
  /** Something happened: copies may be wanted now. */
  turn(): void
  /**
   * Whether deletes may leave now: the archive was seen to be there a moment ago. If not it is looked for, and what is
   * found is told.
   */
  mayDelete(): boolean
  abandon(): void
}

/**
 * No delete leaves unless its archive was seen in the place that must keep it so long ago at most. What somebody erases
 * within this time, or while a batch is under way, is not noticed before the batch has done its work: the portal knows
 * no "delete if". Each part that is kept shows that the archive is there; a look of its own, one request, is taken only
 * where no part was kept for a while.
 */
export const SEEN_LASTS_MS = 30_000
/** From then on it is looked for ahead of time, so that no batch waits for that. */
const LOOK_AGAIN_MS = 10_000
const LONGEST_WAIT_MS = 60_000

/**
 * @param current the run's state.
 * @param note tells the reducer and the journal; resolves when that is done.
 * @param goOn what was held up may be tried again.
 */
export function driveCopies(
  plan: Plan,
  { copies, clock }: { readonly copies?: CopyKeeper; readonly clock: Clock },
  current: () => RunState,
  note: (event: RunEvent) => Promise<void>,
  goOn: () => void,
): CopyDrive {
  const notes = new Map<number, CopyNote>()
  const copying = createPatience(clock, turn)
  const looking = createPatience(clock, turn)
  let busy = false
  let again = false
  let abandoned = false
  let seenAt = -Infinity
  let lookWanted = false
  let closedWith: Copies['seals'] | null = null

  function turn(): void {
    if (copies !== undefined && current().copies !== null) void work(copies)
  }

  /** One portion at a time; what happens meanwhile makes one turn more. */
  async function work(keeper: CopyKeeper): Promise<void> {
    again = true
    if (busy) return
    busy = true
    while (again && !abandoned) {
      const { copies: made } = current()
      if (made === null) break
      const contacts = copying.waits ? [] : nextCopies(current())
      again = contacts.length > 0 || (lookWanted && !looking.waits && isActive(current()))
      if (contacts.length > 0) await copy(keeper, contacts, made)
      else if (again) await look(keeper, made)
      else if (!copying.waits) await close(keeper, made)
    }
    busy = false
  }

  async function copy(keeper: CopyKeeper, contacts: readonly number[], made: Copies): Promise<void> {
    const ids = idsOf(plan, contacts)
    const from = clock.now()
    const reply = await keeper.copy(ids, made).catch(broken)
    if (abandoned) return
    if (reply.kind !== 'copied') {
      if (reply.kind === 'failed') copying.later()
      return notCopied(reply, made)
    }
    copying.over()
    // Nothing is kept of those who were not there, so nothing was seen either.
    if (reply.seals.length > 0) seen(from)
    noteCopies(contacts, ids, reply.copies)
    await note(copiedEvent(plan, contacts, made.seals.length, reply, clock.now()))
  }

  function noteCopies(
    contacts: readonly number[],
    ids: readonly number[],
    made: readonly ({ readonly id: number } & CopyNote)[],
  ): void {
    // Whoever has got a verdict is asked for no more; few wait at a time, of however many there are.
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
      if (found.kind === 'failed') looking.later()
      return notCopied(found, made)
    }
    looking.over()
    seen(from)
    // Attempts that came to nothing count only in a row.
    if (made.troubles > 0) {
      const nothing = { kind: 'copied', seals: [], copies: [] } as const
      await note(copiedEvent(plan, [], made.seals.length, nothing, clock.now()))
    }
    goOn()
  }

  function seen(at: number): void {
    seenAt = at
    lookWanted = false
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
    lookWanted = false
    seenAt = -Infinity
    notes.clear()
    await note({ type: 'copies-gone', at, archive, kept: reply.kept })
  }

  /** The last line, once nothing more is to be copied for now; a run that goes on writes over it. */
  async function close(keeper: CopyKeeper, made: Copies): Promise<void> {
    if (made.seals.length === 0 || closedWith === made.seals) return
    if (current().phase !== 'done' && made.first !== 'ready') return
    if (await keeper.close(made).catch(() => false)) closedWith = made.seals
    else copying.later()
  }

  return {
    notes: copies === undefined ? null : notes,
    turn,
    mayDelete() {
      const { copies: made } = current()
      if (copies === undefined || made === null) return true
      // A clock that was set back makes what was seen no younger.
      const age = clock.now() < seenAt ? Infinity : clock.now() - seenAt
      // Before the first part of an archive there is none to look for; nobody may be deleted then but by an earlier one.
      if (made.seals.length === 0) return true
      if (age > LOOK_AGAIN_MS && !lookWanted) {
        lookWanted = true
        turn()
      }
      return age <= SEEN_LASTS_MS
    },
    abandon() {
      abandoned = true
      copying.cancel()
      looking.cancel()
    },
  }
}

/** A run that waits for a person deletes nothing, so nobody needs to know. */
function isActive({ phase }: RunState): boolean {
  return phase === 'running' || phase === 'waiting-for-portal'
}

interface Patience {
  readonly waits: boolean
  /** Once more after a while that doubles each time. */
  later(): void
  /** It has worked. */
  over(): void
  cancel(): void
}

function createPatience(clock: Clock, again: () => void): Patience {
  let failures = 0
  let waits = false
  let cancel = (): void => undefined
  return {
    get waits() {
      return waits
    },
    later() {
      if (waits) return
      failures++
      waits = true
      cancel = clock.at(clock.now() + Math.min(LONGEST_WAIT_MS, 1000 * 2 ** failures), () => {
        waits = false
        again()
      })
    },
    over: () => void (failures = 0),
    cancel: () => cancel(),
  }
}

/** Ports do not reject; one that does all the same must not end the copying. */
function broken(): FailedCopies {
  return { kind: 'failed', failure: BAD_ANSWER }
}
