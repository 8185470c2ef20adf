import type { Failure } from '../../src/core/failure.ts'
import type {
  BatchReply,
  BatchRequest,
  BatchSender,
  CheckAnswer,
  LookReply,
  PresenceReader,
} from '../../src/core/run/ports.ts'
import type { DeleteAnswer, Presence } from '../../src/core/verdict.ts'
import { createSimBrakes, type BrakeLimits, type SimBrakes } from './brakes.ts'
import { failure, type FaultSource, type RequestFault } from './faults.ts'
import type { VirtualClock } from './virtual-clock.ts'
import { rowOf, type SimContact, type World } from './world.ts'

/** How fast the portal is. Seconds. */
export interface Speed {
  delete(): number
  /** One command of a check. */
  read(): number
  /** There and back. */
  roundTrip(): number
  /** Requests that are worked on at full speed at once; more share it. */
  readonly capacity: number
}

export interface PortalOptions {
  readonly clock: VirtualClock
  readonly world: World
  readonly speed: Speed
  readonly limits: BrakeLimits
  readonly faults: FaultSource
  /** How this portal says "not found" (rest-contract.md, 2.2). */
  readonly notFound: 'coded' | 'empty' | 'denied'
  readonly checkCommands: number
}

export interface SimPortal extends BatchSender, PresenceReader {
  /** Refuses everything from now on: app removed, plan over, rights withdrawn. */
  closeDown(why: Failure): void
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
const PAGE = 50

export function createSimPortal(options: PortalOptions): SimPortal {
  const { clock, world, speed, limits, faults, checkCommands } = options
  const brakes = createSimBrakes(limits)
  const provoked = { rateLimit: 0, operatingLimit: 0 }
  let closed: Failure | null = null
  let working = 0
  let requests = 0
  let longest = 0

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
      const giveUp = clock.at(sentAt + CLIENT_GIVES_UP_MS, () =>
        resolve(fails(failure('timeout', 'REQUEST_TIMEOUT'))),
      )
      const answer = (what: () => Reply): void => {
        clock.at(clock.now() + way, () => {
          giveUp()
          longest = Math.max(longest, (clock.now() - sentAt) / 1000)
          resolve(what())
        })
      }
      clock.quietly(sentAt + way, () => {
        const refusal = refusedAtTheDoor(fault)
        if (refusal !== null) answer(() => fails(refusal))
        else
          work(commands, fault, () => {
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

  return {
    checkCommands: () => checkCommands,
    send(asked) {
      const batch = createBatch(options, brakes, asked, provoked)
      return request<BatchReply>(batch.commands, batch.reply, (why) => ({ kind: 'failed', failure: why }))
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
      return request<LookReply>(
        commands,
        () => ({ kind: 'looked', presences }),
        (why) => ({ kind: 'failed', failure: why }),
      )
    },
    closeDown(why) {
      closed = why
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
    contact.seenSinceSend = true
    return contact.visible ? { kind: 'there' } : { kind: 'hidden' }
  }
}

interface Command {
  seconds(): number
  run(seconds: number): void
}

/** One batch: the commands and what they came to. */
function createBatch(
  { clock, world, speed, limits, faults, notFound, checkCommands }: PortalOptions,
  brakes: SimBrakes,
  asked: BatchRequest,
  provoked: { operatingLimit: number },
): { commands: Command[]; reply: () => BatchReply } {
  const deletes = new Map<number, DeleteAnswer>()
  const checks = new Map<number, CheckAnswer>()
  const deleteSeconds: number[] = []
  let poisoned = false
  for (const id of asked.deletes) left(world, id)

  function remove(id: number, seconds: number): void {
    const fault = faults.command()
    if (fault === 'absent') return
    if (fault === 'no-session') return void deletes.set(id, refused(failure('auth', 'expired_token')))
    const atLimit = brakes.operating('delete', clock.now()) >= limits.operatingSeconds
    if (atLimit) provoked.operatingLimit++
    if (atLimit || fault === 'operating-limit') {
      return void deletes.set(id, refused(failure('operating-limit', 'OPERATION_TIME_LIMIT')))
    }
    const contact = world.contacts.get(id)
    if (contact?.gone !== null) {
      if (notFound === 'coded') poisoned = true
      const words = {
        coded: failure('not-found', 'ERROR_CORE'),
        empty: failure('not-found'),
        denied: failure('access-denied'),
      }
      return void deletes.set(id, refused(words[notFound]))
    }
    if (!contact.mayDelete || !contact.visible) {
      return void deletes.set(
        id,
        refused(poisoned ? failure('not-found', 'ERROR_CORE') : failure('access-denied')),
      )
    }
    if (contact.vetoed || fault === 'veto') {
      return void deletes.set(id, refused(failure('portal-error', 'ERROR_CORE', 'A handler says no')))
    }
    if (
      contact.shown?.modifiedAt !== contact.reviewed.modifiedAt ||
      contact.shown.relations > contact.reviewed.relations
    ) {
      world.breaches.push(`${id} was deleted though its check showed that it had changed`)
    }
    contact.gone = 'by-us'
    brakes.spend('delete', seconds, clock.now())
    deleteSeconds.push(seconds)
    if (fault === 'absent-done') return
    deletes.set(
      id,
      fault === 'nonsense' ? { kind: 'lost', failure: failure('bad-answer') } : { kind: 'true' },
    )
  }

  const commands: Command[] = asked.deletes.map((id) => ({
    seconds: () => speed.delete(),
    run: (seconds) => remove(id, seconds),
  }))
  for (let from = 0; from < asked.checks.length; from += PAGE) {
    const group = asked.checks.slice(from, from + PAGE)
    for (let command = 0; command < checkCommands; command++) {
      commands.push({
        seconds: () => speed.read(),
        run: (seconds) => {
          brakes.spend('read', seconds, clock.now())
          if (command < checkCommands - 1 || faults.command() === 'absent') return
          for (const id of group) checks.set(id, checked(world, id, asked.since))
        },
      })
    }
  }
  return {
    commands,
    reply: () => ({
      kind: 'answered',
      deletes,
      checks,
      timing: {
        deleteSeconds,
        meters: (['delete', 'read'] as const).map((name) => ({
          name,
          operating: brakes.operating(name, clock.now()),
          resetAt: brakes.resetAt(name, clock.now()),
        })),
      },
    }),
  }
}

function refused(why: Failure): DeleteAnswer {
  return { kind: 'refused', failure: why }
}

/** A delete leaves for the portal: it must be of the plan, and seen to be as reviewed since the last time. */
function left(world: World, id: number): void {
  const contact = world.contacts.get(id)
  if (contact === undefined) return void world.breaches.push(`${id} was sent and is in no plan`)
  if (!contact.seenSinceSend) world.breaches.push(`${id} was sent again without a look between`)
  contact.sends++
  contact.seenSinceSend = false
}

function checked(world: World, id: number, since: number): CheckAnswer {
  const contact = world.contacts.get(id)
  if (contact?.gone !== null || !contact.visible) return { kind: 'absent' }
  show(contact)
  return {
    kind: 'there',
    row: rowOf(contact),
    changed: contact.relations.filter((_, at) => (contact.relatedAt[at] ?? 0) >= since),
    unreadable: [],
  }
}

function show(contact: SimContact): void {
  contact.seenSinceSend = true
  contact.shown = { modifiedAt: contact.modifiedAt, relations: contact.relations.length }
}
