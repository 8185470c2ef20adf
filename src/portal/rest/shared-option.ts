import * as v from 'valibot'
import { BAD_ANSWER, PortalFailure } from '#core/failure.ts'
import type { CommandAnswer, Rest } from './rest.ts'
import { read } from './wire.ts'

/** A setting that a user may have for himself, and the portal's administrators for everybody. */
export interface SharedOption {
  /**
   * What the user said for himself, and what was said for everybody; null: nothing. `at`: when the portal told it, Unix
   * ms of the PORTAL's clock; null: it does not tell its time.
   */
  read(): Promise<{ readonly own: unknown; readonly portal: unknown; readonly at: number | null }>
  /** For everybody when an administrator says so, else for this user. Resolves when the portal has taken it. */
  write(value: unknown): Promise<void>
}

/**
 * One text in the options, JSON: these keep arrays and numbers only as their form fields would
 * (portal README, "Options"). Everything rejects with PortalFailure.
 */
export function createSharedOption(rest: Rest, option: string, isAdmin: boolean): SharedOption {
  /** The last writing. Two at once could arrive in the other order, and a contact be protected in vain. */
  let writing: Promise<unknown> = Promise.resolve()

  async function keep(value: unknown): Promise<void> {
    const options = { [option]: JSON.stringify(value) }
    if (!isAdmin) return write(rest, 'user.option.set', options)
    await write(rest, 'app.option.set', options)
    // What this person once kept for himself would stand before what he has now said for everybody.
    await write(rest, 'user.option.set', { [option]: '' })
  }

  return {
    async read() {
      // Who protects a contact and comes back at once must find it protected.
      await writing
      const { answers, times } = await rest.timedBatch({
        own: { method: 'user.option.get', params: { option } },
        portal: { method: 'app.option.get', params: { option } },
      })
      const at = times.get('own')?.startedAt ?? null
      return { own: storedIn(answers.own), portal: storedIn(answers.portal), at }
    },
    write(value) {
      const mine = writing.then(() => keep(value))
      writing = mine.catch(() => undefined)
      return mine
    },
  }
}

/** Null: nothing is kept. A text that is no JSON is given as it is, and then called damaged. */
function storedIn(answer: CommandAnswer): unknown {
  const stored = read(v.unknown(), answer)
  if (stored === '' || stored === null || stored === undefined || stored === false) return null
  if (Array.isArray(stored) && stored.length === 0) return null
  if (typeof stored !== 'string') return stored
  try {
    return JSON.parse(stored) as unknown
  } catch {
    return stored
  }
}

/**
 * A call of its own: a batch would alter a text that looks like a reference (portal README, "References in a batch").
 */
async function write(rest: Rest, method: string, options: Record<string, string>): Promise<void> {
  const { result } = await rest.call(method, { options })
  if (result !== true) throw new PortalFailure(BAD_ANSWER)
}
