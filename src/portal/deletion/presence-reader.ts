import { failureOf } from '#core/failure.ts'
import * as v from 'valibot'
import type { PresenceReader } from '#core/deletion/ports.ts'
import type { Presence } from '#core/deletion/verdict.ts'
import { ITEM_OF, presenceOf } from './contact-deleter.ts'
import { ABSENT, BATCH_LIMIT, type Command, type CommandAnswer, type Rest, GIVE_UP_MS } from '../rest/rest.ts'
import { id, read } from '../rest/wire.ts'
import { isForGood } from '../rest/refusals.ts'

const idRows = v.array(v.object({ ID: id }))

/** The list takes one command of the batch; one contact of fifty has only the list. */
const MOST_ITEMS = BATCH_LIMIT - 1

export function createPresenceReader(rest: Pick<Rest, 'timedBatch'>): PresenceReader {
  return {
    async look(ids) {
      const commands: Record<string, Command> = {
        // First, so that the answer of crm.item.get is never older.
        list: {
          method: 'crm.contact.list',
          params: { select: ['ID'], filter: { '@ID': ids }, start: -1 },
        },
        ...Object.fromEntries(ids.slice(0, MOST_ITEMS).map((each) => [`i${each}`, ITEM_OF(each)])),
      }
      try {
        const { answers } = await rest.timedBatch(commands, GIVE_UP_MS)
        const listed = listedIn(answers.list ?? ABSENT)
        const presences = ids.map((each): [number, Presence] => [
          each,
          presence(answers[`i${each}`] ?? ABSENT, listed?.has(each) ?? null),
        ])
        return { kind: 'looked', presences: new Map(presences) }
      } catch (thrown) {
        return { kind: 'failed', failure: failureOf(thrown) }
      }
    },
  }
}

/** Null: the list could not be read. */
function listedIn(answer: CommandAnswer): ReadonlySet<number> | null {
  if (answer.kind !== 'result' || !v.is(idRows, answer.result)) return null
  return new Set(read(idRows, answer).map((row) => row.ID))
}

/** @param listed whether the list showed it; null: unknown. The list shows only what this user may read. */
function presence(answer: CommandAnswer, listed: boolean | null): Presence {
  const seen = presenceOf(answer)
  if (seen.kind === 'gone' || seen.kind === 'there') return seen
  if (listed === true) return { kind: 'there' }
  // If crm.item.get is refused for good the list decides: not shown, so gone or hidden.
  if (seen.kind === 'unread' && listed === false && isForGood(seen.failure)) return { kind: 'hidden' }
  return seen
}
