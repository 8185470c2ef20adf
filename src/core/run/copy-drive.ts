import type { Plan } from '../plan.ts'
import { nextCopies } from './copying.ts'
import { copiedEvent, idsOf, type CopyTimes } from './digest.ts'
import type { RunEvent } from './events.ts'
import type { Clock, CopyKeeper, CopyReply } from './ports.ts'
import type { RunState } from './state.ts'

/** Copies contacts ahead of their deletes, one portion at a time. */
export interface CopyDrive {
  /** Whose copies this visit made, and when; null: the run makes none. */
  readonly times: CopyTimes | null
  /** Something happened: copies may be wanted now. */
  turn(): void
  abandon(): void
}

const LONGEST_WAIT_MS = 60_000

/**
 * @param current the run's state.
 * @param note tells the reducer and the journal; resolves when that is done.
 */
export function driveCopies(
  plan: Plan,
  { copies, clock }: { readonly copies?: CopyKeeper; readonly clock: Clock },
  current: () => RunState,
  note: (event: RunEvent) => Promise<void>,
): CopyDrive {
  const times = new Map<number, number>()
  let busy = false
  let again = false
  let waits = false
  let failures = 0
  let abandoned = false
  let cancel = (): void => undefined
  let closedWith = -1

  /** One portion at a time; what happens meanwhile makes one turn more. */
  async function turn(keeper: CopyKeeper): Promise<void> {
    again = true
    if (busy) return
    busy = true
    while (again && !abandoned) {
      again = false
      const contacts = waits ? [] : nextCopies(current())
      if (contacts.length > 0) {
        again = true
        await copy(keeper, contacts)
      } else if (!waits) await close(keeper)
    }
    busy = false
  }

  async function copy(keeper: CopyKeeper, contacts: readonly number[]): Promise<void> {
    const ids = idsOf(plan, contacts)
    const reply = await keeper.copy(ids, current().copies?.seals ?? []).catch(lost)
    if (abandoned) return
    const at = clock.now()
    if (reply.kind === 'failed') {
      later(keeper)
      return note({
        type: 'copy-failed',
        at,
        troubles: current().copies?.troubles ?? 0,
        failure: reply.failure,
      })
    }
    failures = 0
    const readAt = new Map(reply.copies.map((each) => [each.id, each.readAt]))
    contacts.forEach((contact, index) => times.set(contact, readAt.get(ids[index] ?? 0) ?? 0))
    await note(copiedEvent(plan, contacts, current().copies?.seals.length ?? 0, reply, at))
  }

  /** The last line, once nothing more is to be copied for now; a run that goes on writes over it. */
  async function close(keeper: CopyKeeper): Promise<void> {
    const { copies: made, phase } = current()
    if (made === null || made.seals.length === 0 || closedWith === made.seals.length) return
    if (phase !== 'done' && made.first !== 'ready') return
    if (await keeper.close(made).catch(() => false)) closedWith = made.seals.length
    else later(keeper)
  }

  /** Once more after a while that doubles each time. */
  function later(keeper: CopyKeeper): void {
    if (waits || abandoned) return
    failures++
    waits = true
    cancel = clock.at(clock.now() + Math.min(LONGEST_WAIT_MS, 1000 * 2 ** failures), () => {
      waits = false
      void turn(keeper)
    })
  }

  return {
    times: copies === undefined ? null : times,
    turn() {
      if (copies !== undefined && current().copies !== null) void turn(copies)
    },
    abandon() {
      abandoned = true
      cancel()
    },
  }
}

/** Ports do not reject; one that does all the same must not end the copying. */
function lost(): CopyReply {
  return { kind: 'failed', failure: { kind: 'bad-answer', code: '', portalText: '' } }
}
