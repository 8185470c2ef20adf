import type { Failure } from '../../../src/core/failure.ts'
import type { BatchReply, BatchRequest, CheckAnswer } from '../../../src/core/deletion/ports.ts'
import type { DeleteAnswer } from '../../../src/core/deletion/verdict.ts'
import type { SimBrakes } from '../brakes.ts'
import { failure } from '../faults.ts'
import type { Command, PortalOptions } from './options.ts'
import { rowOf, type Shown, type SimContact, type World } from './world.ts'

const PAGE = 50

/** One batch: the commands and what they came to. */
export function createBatch(
  { clock, world, speed, limits, faults, notFound, checkCommands }: PortalOptions,
  brakes: SimBrakes,
  asked: BatchRequest,
  provoked: { operatingLimit: number },
): { commands: Command[]; reply: () => BatchReply } {
  const deletes = new Map<number, DeleteAnswer>()
  const checks = new Map<number, CheckAnswer>()
  const shown = new Map<SimContact, Shown>()
  const deleteSeconds: number[] = []
  const sentAt = clock.now()
  let poisoned = false
  const shownBefore = new Map(asked.deletes.map((id) => [id, left(world, id)]))

  function remove(id: number, seconds: number): void {
    const again = world.contacts.get(id)
    if (again?.deletedBySending === sentAt) again.sentTwice = true
    // Of a request that arrives twice the second answer is the one that comes.
    deletes.delete(id)
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
    contact.shown = shownBefore.get(id) ?? null
    if (
      contact.shown?.modifiedAt !== contact.reviewed.modifiedAt ||
      contact.shown.relations > contact.reviewed.relations
    ) {
      world.breaches.push(`${id} was deleted though its check showed that it had changed`)
    }
    contact.gone = 'by-us'
    contact.deletedBySending = sentAt
    brakes.spend('delete', seconds, clock.now())
    deleteSeconds.push(seconds)
    if (fault === 'absent-done') return
    deletes.set(
      id,
      fault === 'nonsense' ? { kind: 'lost', failure: failure('bad-answer') } : { kind: 'true' },
    )
  }

  function check(id: number): void {
    const contact = world.contacts.get(id)
    if (contact?.gone !== null || !contact.visible) {
      checks.set(id, { kind: 'absent' })
      return
    }
    shown.set(contact, { modifiedAt: contact.modifiedAt, relations: contact.relations.length })
    checks.set(id, {
      kind: 'there',
      row: rowOf(contact),
      touchedAt: null,
      changed: contact.relations.filter((_, at) => (contact.relatedAt[at] ?? 0) >= asked.since),
      unreadable: [],
    })
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
          for (const id of group) check(id)
        },
      })
    }
  }
  return {
    commands,
    reply() {
      for (const [contact, as] of shown) show(contact, as)
      return {
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
      }
    },
  }
}

function refused(why: Failure): DeleteAnswer {
  return { kind: 'refused', failure: why }
}

/** A delete leaves for the portal: it must be of the plan, and seen to be there since the last time. As it was shown then. */
function left(world: World, id: number): Shown | null {
  const contact = world.contacts.get(id)
  if (contact === undefined) {
    world.breaches.push(`${id} was sent and is in no plan`)
    return null
  }
  if (!contact.seenSinceSend) world.breaches.push(`${id} was sent again without a look between`)
  contact.sends++
  contact.seenSinceSend = false
  return contact.shown
}

/** The page has the answer in its hands. */
function show(contact: SimContact, as: Shown): void {
  if (contact.gone !== null) return
  contact.seenSinceSend = true
  contact.shown = as
}
