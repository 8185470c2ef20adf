import * as v from 'valibot'
import type { GuardStore } from '#core/bulk-ports.ts'
import { PortalFailure } from '#core/failure.ts'
import { readGuardSettings } from '#core/guards.ts'
import type { CommandAnswer, Rest } from '../rest.ts'
import { read } from '../wire.ts'

/** One text in the options: these keep arrays and numbers only as their form fields would (rest-contract.md, 11). */
const OPTION = 'guards'

export function createGuardStore(rest: Rest, isAdmin: boolean): GuardStore {
  return {
    async read() {
      const answers = await rest.batch({
        own: { method: 'user.option.get', params: { option: OPTION } },
        portal: { method: 'app.option.get', params: { option: OPTION } },
      })
      const own = storedIn(answers.own)
      return readGuardSettings(own ?? storedIn(answers.portal))
    },
    async write(settings) {
      const options = { [OPTION]: JSON.stringify(settings) }
      if (!isAdmin) return write(rest, 'user.option.set', options)
      await write(rest, 'app.option.set', options)
      // What this person once kept for himself would stand before what he has now said for everybody.
      await write(rest, 'user.option.set', { [OPTION]: '' })
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
