import { CONTACT } from '#core/entities.ts'
import { BAD_ANSWER, failureOf, mayBeDone } from '#core/failure.ts'
import type { ContactDeleter } from '#core/deletion/ports.ts'
import { decideVerdict, type DeleteAnswer, type Presence, type Verdict } from '#core/deletion/verdict.ts'
import { GIVE_UP_MS, type Command, type CommandAnswer, type Rest } from '../rest/rest.ts'

const NOT_SEEN: Presence = { kind: 'unread', failure: BAD_ANSWER }

export const ITEM_OF = (contactId: number): Command => ({
  method: 'crm.item.get',
  params: { entityTypeId: CONTACT, id: contactId },
})

export function createContactDeleter(rest: Rest): ContactDeleter {
  return {
    async delete(contactId) {
      const first = await attempt(rest, contactId, {
        method: 'crm.contact.delete',
        params: { id: contactId },
      })
      // Only if the old method no longer exists (portal README, "Two families of methods"): its successor, with the
      // same verdicts.
      const last =
        first.answer.kind === 'refused' && first.answer.failure.kind === 'method-gone'
          ? await attempt(rest, contactId, {
              method: 'crm.item.delete',
              params: { entityTypeId: CONTACT, id: contactId },
            })
          : first
      return settled(rest, contactId, last)
    },
    settle: (contactId, over, failure) =>
      settled(rest, contactId, { answer: { kind: 'lost', failure }, over }),
  }
}

/** The result of a delete command. */
interface Attempt {
  readonly answer: DeleteAnswer
  /** As seen in the same request. */
  readonly presence?: Presence
  /** The portal is no longer at work on it. */
  readonly over: boolean
}

/**
 * One request that deletes and then looks: the look costs no extra request, and it settles why the portal refused,
 * which the portal's words do not (portal README, "Refusals of the CRM").
 */
async function attempt(rest: Rest, contactId: number, deletion: Command): Promise<Attempt> {
  try {
    const { answers } = await rest.timedBatch({ gone: deletion, look: ITEM_OF(contactId) }, GIVE_UP_MS)
    return {
      answer: deleteAnswer(answers.gone, deletion.method),
      presence: presenceOf(answers.look),
      over: true,
    }
  } catch (thrown) {
    const failure = failureOf(thrown)
    // The portal cannot be at work on a request that never left this device.
    const over = !mayBeDone(failure) || failure.kind === 'offline'
    return { answer: { kind: mayBeDone(failure) ? 'lost' : 'not-done', failure }, over }
  }
}

/**
 * The result of the command; `deleted` only if the portal says exactly that (core README, "Verdicts come from
 * answers").
 */
export function deleteAnswer(answer: CommandAnswer, method: string): DeleteAnswer {
  switch (answer.kind) {
    case 'refused':
      return { kind: 'refused', failure: answer.failure }
    case 'absent':
      return { kind: 'lost', failure: BAD_ANSWER }
    case 'result':
      // crm.item.delete answers with an empty list (portal README, "Deleting a contact").
      if (answer.result === true || (method === 'crm.item.delete' && Array.isArray(answer.result))) {
        return { kind: 'true' }
      }
      return { kind: 'lost', failure: BAD_ANSWER }
  }
}

/** Whether the contact is there, from the answer of crm.item.get. */
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

async function settled(rest: Rest, contactId: number, { answer, presence, over }: Attempt): Promise<Verdict> {
  // Deleted, but still seen in the same request: the portal may read from a cache, so the app asks again before it
  // decides.
  if (answer.kind === 'true' && presence?.kind === 'there')
    return decideVerdict(answer, await look(rest, contactId))
  if (answer.kind === 'true' || answer.kind === 'not-done') return decideVerdict(answer, presence ?? NOT_SEEN)
  // What the same request showed beside a refusal is final; after a lost answer the app has to look.
  const stands =
    presence !== undefined &&
    (presence.kind === 'gone' || (answer.kind === 'refused' && presence.kind !== 'unread'))
  const seen = stands ? presence : await look(rest, contactId)
  if (answer.kind === 'lost' && seen.kind === 'there' && !over) {
    return { kind: 'unknown', failure: answer.failure }
  }
  return decideVerdict(answer, seen)
}

/**
 * crm.item.get distinguishes gone from hidden; if a portal refuses that method, the list at least shows the contacts
 * that are there.
 */
async function look(rest: Rest, contactId: number): Promise<Presence> {
  try {
    const { answers } = await rest.timedBatch(
      {
        look: ITEM_OF(contactId),
        row: {
          method: 'crm.contact.list',
          params: { select: ['ID'], filter: { '@ID': [contactId] }, start: -1 },
        },
      },
      GIVE_UP_MS,
    )
    const presence = presenceOf(answers.look)
    if (presence.kind !== 'unread' || answers.row.kind !== 'result') return presence
    const rows = answers.row.result
    if (!Array.isArray(rows)) return presence
    return rows.length > 0 ? { kind: 'there' } : { kind: 'hidden' }
  } catch (thrown) {
    return { kind: 'unread', failure: failureOf(thrown) }
  }
}
