import type { Failure } from '../../../src/core/failure.ts'
import type {
  BatchReply,
  BatchSender,
  PresenceReply,
  PresenceReader,
} from '../../../src/core/deletion/ports.ts'
import type { Presence } from '../../../src/core/deletion/verdict.ts'
import { createBatch } from './batch.ts'
import { createSimBrakes, type SimBrakes } from '../brakes.ts'
import { failure, type RequestFault } from '../faults.ts'
import type { Command, PortalOptions } from './options.ts'

export interface SimPortal extends BatchSender, PresenceReader {
  /** Refuses everything from now on: app removed, plan over, rights withdrawn. */
  closeDown(why: Failure): void
  /** The page is gone: no answer reaches anyone, and what it asked for is done all the same. */
  hangUp(): void
  /** Limit errors that the engine or a colleague ran into. */
  readonly provoked: { rateLimit: number; operatingLimit: number }
  readonly requests: number
  readonly longestSeconds: number
  /** A colleague's request from the same office. */
  foreignRequest(): void
  readonly brakes: SimBrakes
}

const CLIENT_GIVES_UP_MS = 30_000
const PORTAL_GIVES_UP_MS = 60_000

export function createSimPortal(options: PortalOptions): SimPortal {
  const { clock, world, speed, limits, faults, checkCommands, rider } = options
  const brakes = createSimBrakes(limits)
  const provoked = { rateLimit: 0, operatingLimit: 0 }
  let closed: Failure | null = null
  let working = 0
  let requests = 0
  let longest = 0
  let hungUp = 0

  /** Puts a request through: the way there, limits, the commands one after another, the way back. */
  function request<Reply>(
    commands: readonly Command[],
    reply: () => Reply,
    fails: (why: Failure) => Reply,
  ): Promise<Reply> {
    requests++
    return new Promise((resolve) => {
      const fault = faults.request()
      const way = (speed.roundTrip() / 2) * 1000
      const sentAt = clock.now()
      const line = hungUp
      let givenUp = false
      const giveUp = clock.at(sentAt + CLIENT_GIVES_UP_MS, () => {
        givenUp = true
        resolve(fails(failure('timeout', 'REQUEST_TIMEOUT')))
      })
      const answer = (what: () => Reply): void => {
        clock.at(clock.now() + way, () => {
          giveUp()
          if (givenUp || line !== hungUp) return
          longest = Math.max(longest, (clock.now() - sentAt) / 1000)
          resolve(what())
        })
      }
      clock.quietly(sentAt + way, () => {
        const refusal = refusedAtTheDoor(fault)
        if (refusal !== null) answer(() => fails(refusal))
        else
          work(fault.kind === 'twice' ? [...commands, ...commands] : commands, fault, () => {
            const broken = brokenBy(fault)
            answer(broken === null ? reply : () => fails(broken))
          })
      })
    })
  }

  function refusedAtTheDoor(fault: RequestFault): Failure | null {
    if (!brakes.admit(clock.now())) {
      provoked.rateLimit++
      return failure('rate-limit', 'QUERY_LIMIT_EXCEEDED')
    }
    if (fault.kind === 'drop-before') return failure('network', 'NETWORK_ERROR')
    if (fault.kind === 'refused') return fault.failure
    return closed
  }

  function brokenBy(fault: RequestFault): Failure | null {
    if (fault.kind === 'drop-after') return failure('network', 'NETWORK_ERROR')
    return fault.kind === 'breaks' ? fault.failure : null
  }

  function work(commands: readonly Command[], fault: RequestFault, done: () => void): void {
    const begunAt = clock.now()
    const slowness = fault.kind === 'slow' ? fault.times : 1
    const last = fault.kind === 'breaks' ? Math.min(fault.after, commands.length) : commands.length
    working++
    const next = (at: number): void => {
      const command = commands[at]
      if (command === undefined || at >= last) {
        working--
        done()
        return
      }
      const seconds = command.seconds() * slowness * Math.max(1, working / speed.capacity)
      const endsAt = clock.now() + seconds * 1000
      if (endsAt - begunAt > PORTAL_GIVES_UP_MS) {
        // Killed in the middle: this command is not done, and no answer ever comes.
        clock.quietly(begunAt + PORTAL_GIVES_UP_MS, () => working--)
        return
      }
      clock.quietly(endsAt, () => {
        command.run(seconds)
        next(at + 1)
      })
    }
    next(0)
  }

  /** A request of the run, with what rides in front of it. */
  async function carry<Reply extends { readonly kind: string }>(
    commands: readonly Command[],
    reply: () => Reply,
    fails: (why: Failure) => Reply,
  ): Promise<Reply> {
    const ride = rider?.board() ?? null
    const came = await request(ride === null ? commands : [ride.command, ...commands], reply, fails)
    ride?.landed(came.kind !== 'failed')
    return came
  }

  return {
    checkCommands: () => checkCommands,
    send(asked) {
      const batch = createBatch(options, brakes, asked, provoked)
      return carry<BatchReply>(batch.commands, batch.reply, (why) => ({ kind: 'failed', failure: why }))
    },
    look(ids) {
      const presences = new Map<number, Presence>()
      const commands = ids.map((id) => ({
        seconds: () => speed.read(),
        run: () => {
          presences.set(
            id,
            faults.unread() ? { kind: 'unread', failure: failure('bad-answer') } : presence(id),
          )
        },
      }))
      return carry<PresenceReply>(
        commands,
        () => {
          for (const [id, { kind }] of presences) {
            const contact = world.contacts.get(id)
            if (contact !== undefined && kind !== 'unread') contact.seenSinceSend = true
          }
          return { kind: 'looked', presences }
        },
        (why) => ({ kind: 'failed', failure: why }),
      )
    },
    closeDown(why) {
      closed = why
    },
    hangUp() {
      hungUp++
    },
    provoked,
    get requests() {
      return requests
    },
    get longestSeconds() {
      return longest
    },
    foreignRequest() {
      if (!brakes.admit(clock.now())) provoked.rateLimit++
    },
    brakes,
  }

  function presence(id: number): Presence {
    const contact = world.contacts.get(id)
    if (contact?.gone !== null) return { kind: 'gone' }
    return contact.visible ? { kind: 'there' } : { kind: 'hidden' }
  }
}
