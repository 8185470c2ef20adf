import * as v from 'valibot'
import type { GuardStore } from '#core/bulk-ports.ts'
import { PortalFailure } from '#core/failure.ts'
import { readGuardSettings, type GuardSettings } from '#core/guards.ts'
import type { CommandAnswer, Rest } from '../rest.ts'
import { read } from '../wire.ts'

/** One text in the options: these keep arrays and numbers only as their form fields would (rest-contract.md, 11). */
const OPTION = 'guards'

export function createGuardStore(rest: Rest, isAdmin: boolean): GuardStore {
  /** The last writing. Two at once could arrive in the other order, and a contact be protected in vain. */
  let writing: Promise<unknown> = Promise.resolve()

  async function keep(settings: GuardSettings): Promise<void> {
    const options = { [OPTION]: JSON.stringify(settings) }
    if (!isAdmin) return write(rest, 'user.option.set', options)
    await write(rest, 'app.option.set', options)
    // What this person once kept for himself would stand before what he has now said for everybody.
    await write(rest, 'user.option.set', { [OPTION]: '' })
  }

  return {
    async read() {
      // Who protects a contact and comes back at once must find it protected.
      await writing
      const answers = await rest.batch({
        own: { method: 'user.option.get', params: { option: OPTION } },
        portal: { method: 'app.option.get', params: { option: OPTION } },
      })
      const own = storedIn(answers.own)
      return readGuardSettings(own ?? storedIn(answers.portal))
    },
    write(settings) {
      const mine = writing.then(() => keep(settings))
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

/** A call of its own: a batch would alter a text that looks like a reference (rest-contract.md, 3.3). */
async function write(rest: Rest, method: string, options: Record<string, string>): Promise<void> {
  const { result } = await rest.call(method, { options })
  if (result !== true) throw new PortalFailure({ kind: 'bad-answer', code: '', portalText: '' })
}
