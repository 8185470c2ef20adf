import { leavesDoubt, PortalFailure, type Failure } from '#core/failure.ts'
import type { ContactDeleter } from '#core/ports.ts'
import { decideVerdict, type DeleteAnswer, type Presence, type Verdict } from '#core/verdict.ts'
import type { Command, CommandAnswer, Rest } from './rest.ts'

/** Waits in ms; injected so that tests need not. */
export type Wait = (ms: number) => Promise<void>

/**
 * How long after a lost answer the contact is looked at: at once, and again, because the portal may still be at work
 * when only the connection broke.
 */
const LOOKS_AFTER_MS = [0, 1500, 3000] as const

const BAD_ANSWER: Failure = { kind: 'bad-answer', code: '', portalText: '' }
const NOT_SEEN: Presence = { kind: 'unread', failure: BAD_ANSWER }

export const ITEM_OF = (contactId: number): Command => ({
  method: 'crm.item.get',
  params: { entityTypeId: 3, id: contactId },
})

export function createContactDeleter(rest: Rest, wait: Wait): ContactDeleter {
  return {
    async delete(contactId) {
      const first = await attempt(rest, contactId, {
        method: 'crm.contact.delete',
        params: { id: contactId },
      })
      // Only where the old method is no more (design.md, decision 7): its successor, with the same verdicts.
      const last =
        first.answer.kind === 'refused' && first.answer.failure.kind === 'method-gone'
          ? await attempt(rest, contactId, {
              method: 'crm.item.delete',
              params: { entityTypeId: 3, id: contactId },
            })
          : first
      return settled(rest, wait, contactId, last.answer, last.presence)
    },
    settle: (contactId) =>
      settled(rest, wait, contactId, {
        kind: 'lost',
        failure: { kind: 'network', code: '', portalText: '' },
      }),
  }
}

/**
 * One request that deletes and then looks: the look costs no request of its own and settles the cause of a refusal,
 * which the portal's words do not (rest-contract.md, 2.2).
 */
async function attempt(
  rest: Rest,
  contactId: number,
  deletion: Command,
): Promise<{ answer: DeleteAnswer; presence?: Presence }> {
  try {
    const answers = await rest.batch({ gone: deletion, look: ITEM_OF(contactId) })
    return { answer: deleteAnswer(answers.gone, deletion.method), presence: presenceOf(answers.look) }
  } catch (thrown) {
    const failure = failureIn(thrown)
    return { answer: { kind: leavesDoubt(failure) ? 'lost' : 'not-done', failure } }
  }
}

/** What the command came to; `deleted` only where the portal says so in so many words (design.md, decision 1). */
export function deleteAnswer(answer: CommandAnswer, method: string): DeleteAnswer {
  switch (answer.kind) {
    case 'refused':
      return { kind: 'refused', failure: answer.failure }
    case 'absent':
      return { kind: 'lost', failure: BAD_ANSWER }
    case 'result':
      // crm.item.delete answers with an empty list (rest-contract.md, 1.0).
      if (answer.result === true || (method === 'crm.item.delete' && Array.isArray(answer.result))) {
        return { kind: 'true' }
      }
      return { kind: 'lost', failure: BAD_ANSWER }
  }
}

/** What crm.item.get tells of whether the contact is there. */
export function presenceOf(answer: CommandAnswer): Presence {
  switch (answer.kind) {
    case 'result':
      return { kind: 'there' }
    case 'absent':
      return { kind: 'unread', failure: BAD_ANSWER }
    case 'refused':
      if (answer.failure.kind === 'not-found') return { kind: 'gone' }
      if (answer.failure.kind === 'access-denied') return { kind: 'hidden' }
      return { kind: 'unread', failure: answer.failure }
  }
}

async function settled(
  rest: Rest,
  wait: Wait,
  contactId: number,
  answer: DeleteAnswer,
  seen?: Presence,
): Promise<Verdict> {
  if (answer.kind === 'true' || answer.kind === 'not-done') return decideVerdict(answer, seen ?? NOT_SEEN)
  // What was seen in the same request as a refusal stands; a lost answer takes a look, and another.
  if (seen !== undefined && (seen.kind === 'gone' || (answer.kind === 'refused' && seen.kind !== 'unread'))) {
    return decideVerdict(answer, seen)
  }
  return decideVerdict(
    answer,
    await lookAgain(rest, wait, contactId, answer.kind === 'lost' ? LOOKS_AFTER_MS : [0]),
  )
}

async function lookAgain(
  rest: Rest,
  wait: Wait,
  contactId: number,
  delays: readonly number[],
): Promise<Presence> {
  let presence: Presence = NOT_SEEN
  for (const delay of delays) {
    if (delay > 0) await wait(delay)
    presence = await look(rest, contactId)
    if (presence.kind === 'gone') break
  }
  return presence
}

/** crm.item.get tells gone from hidden; where a portal refuses that method, the list at least shows who is there. */
async function look(rest: Rest, contactId: number): Promise<Presence> {
  try {
    const answers = await rest.batch({
      look: ITEM_OF(contactId),
      row: {
        method: 'crm.contact.list',
        params: { select: ['ID'], filter: { '@ID': [contactId] }, start: -1 },
      },
    })
    const presence = presenceOf(answers.look)
    if (presence.kind !== 'unread' || answers.row.kind !== 'result') return presence
    const rows = answers.row.result
    if (!Array.isArray(rows)) return presence
    return rows.length > 0 ? { kind: 'there' } : { kind: 'hidden' }
  } catch (thrown) {
    return { kind: 'unread', failure: failureIn(thrown) }
  }
}

/** The failure in whatever was thrown; of anything unforeseen nothing is certain. */
export function failureIn(thrown: unknown): Failure {
  return thrown instanceof PortalFailure ? thrown.failure : BAD_ANSWER
}
