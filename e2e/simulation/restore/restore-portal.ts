import { keyText } from '../../../src/core/restore/plan/external-key.ts'
import type { ActAnswer, LookAnswer, RestoreSender, TaskCall } from '../../../src/core/restore/ports.ts'
import { isRepeatable } from '../../../src/core/restore/plan/tasks.ts'
import type { Failure } from '../../../src/core/failure.ts'
import { failure, type FaultSource } from '../faults.ts'
import { find, perform, type RestoreWorld } from './restore-world.ts'
import type { VirtualClock } from '../virtual-clock.ts'

export interface SimRestorePortal extends RestoreSender {
  /** Refuses everything from now on. */
  closeDown(why: Failure): void
  readonly requests: number
}

export interface SimRestoreOptions {
  readonly clock: VirtualClock
  readonly world: RestoreWorld
  readonly faults: FaultSource
  /** Seconds that one call takes. */
  readonly seconds: () => number
  /** Whether a call that was carried out is answered as refused all the same. */
  readonly refusesDone: () => boolean
  /** What the making of some contacts is refused with, by their keys. */
  readonly vetoed: ReadonlyMap<string, Failure>
  /** Whether the person may import; absent: yes. */
  readonly imports?: boolean
}

const CLIENT_GIVES_UP_MS = 30_000
const PORTAL_GIVES_UP_MS = 60_000
const WAY_MS = 50

/** Calls with the same command are looked for at once: one list of many things, or the comments of a contact. */
function lookOf({ what, contactId }: TaskCall): string {
  return what.kind === 'comment' ? `comment ${contactId}` : what.kind
}

export function createSimRestorePortal(options: SimRestoreOptions): SimRestorePortal {
  const { clock, world, faults } = options
  let closed: Failure | null = null
  let requests = 0

  /** The way there, the calls one after another, the way back; as e2e/simulation/deletion-run/portal.ts has it for deletions. */
  function request<Answer>(
    calls: readonly TaskCall[],
    run: (call: TaskCall) => Answer | null,
    commandOf: (call: TaskCall) => string = ({ task }) => String(task),
  ): Promise<{ kind: 'answered'; answers: Map<number, Answer> } | { kind: 'failed'; failure: Failure }> {
    requests++
    return new Promise((resolve) => {
      const fault = faults.request()
      const answers = new Map<number, Answer>()
      const giveUp = clock.at(clock.now() + CLIENT_GIVES_UP_MS, () =>
        resolve({ kind: 'failed', failure: failure('timeout', 'REQUEST_TIMEOUT') }),
      )
      const answer = (why: Failure | null): void => {
        clock.at(clock.now() + WAY_MS, () => {
          giveUp()
          resolve(why === null ? { kind: 'answered', answers } : { kind: 'failed', failure: why })
        })
      }
      clock.quietly(clock.now() + WAY_MS, () => {
        if (fault.kind === 'drop-before') {
          answer(failure('network', 'NETWORK_ERROR'))
          return
        }
        if (fault.kind === 'refused') {
          answer(fault.failure)
          return
        }
        if (closed !== null) {
          answer(closed)
          return
        }
        const last = fault.kind === 'breaks' ? Math.min(fault.after, calls.length) : calls.length
        const slowness = fault.kind === 'slow' ? fault.times : 1
        const broken =
          fault.kind === 'drop-after'
            ? failure('network', 'NETWORK_ERROR')
            : fault.kind === 'breaks'
              ? fault.failure
              : null
        const begunAt = clock.now()
        const asked = new Set<string>()
        const next = (at: number): void => {
          const call = calls[at]
          if (call === undefined || at >= last) {
            answer(broken)
            return
          }
          const command = commandOf(call)
          const seconds = asked.has(command) ? 0 : options.seconds() * slowness
          asked.add(command)
          const endsAt = clock.now() + seconds * 1000
          // Killed in the middle: no answer ever comes, and what was not begun is not done.
          if (endsAt - begunAt > PORTAL_GIVES_UP_MS) return
          clock.quietly(endsAt, () => {
            const own = run(call)
            if (own !== null) answers.set(call.task, own)
            next(at + 1)
          })
        }
        next(0)
      })
    })
  }

  function look(call: TaskCall): LookAnswer {
    // What is linked already is only read ahead.
    if (isRepeatable(call.what)) return { kind: 'absent' }
    if (faults.unread()) return { kind: 'unread', failure: failure('bad-answer') }
    if (call.what.kind === 'contact' && world.hidden.has(keyText(call.what.key))) return { kind: 'unseen' }
    const ids = find(world, call)
    return ids.length === 0 ? { kind: 'absent' } : { kind: 'found', ids }
  }

  function act(call: TaskCall, importing: boolean): ActAnswer | null {
    switch (faults.command()) {
      case 'veto':
        return { kind: 'refused', failure: failure('portal-error', 'ERROR_CORE', 'No.') }
      case 'absent':
        return null
      case 'absent-done': {
        perform(world, call)
        return null
      }
      case 'nonsense': {
        perform(world, call)
        return { kind: 'lost', failure: failure('bad-answer') }
      }
      case 'no-session':
        return { kind: 'refused', failure: failure('auth', 'expired_token') }
      case 'operating-limit':
        return { kind: 'refused', failure: failure('operating-limit', 'OPERATION_TIME_LIMIT') }
      case 'none':
    }
    const isContact = call.what.kind === 'contact'
    if (isContact && importing && options.imports === false)
      return { kind: 'refused', failure: failure('access-denied', '', 'Access denied.') }
    const veto = call.what.kind === 'contact' ? options.vetoed.get(keyText(call.what.key)) : undefined
    if (veto !== undefined) return { kind: 'refused', failure: veto }
    const answer = perform(world, call)
    if (isContact && !importing) world.robots++
    // What only had to be read refuses nothing.
    const worked = answer.kind === 'done' || answer.kind === 'not-primary'
    return worked && options.refusesDone()
      ? { kind: 'refused', failure: failure('portal-error', 'ERROR_CORE', 'A handler failed.') }
      : answer
  }

  return {
    look: (calls) => request(calls, look, lookOf),
    act: (calls, importing) => request(calls, (call) => act(call, importing)),
    closeDown(why) {
      closed = why
    },
    get requests() {
      return requests
    },
  }
}
