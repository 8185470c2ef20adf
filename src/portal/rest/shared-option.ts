import * as v from 'valibot'
import { BAD_ANSWER, failureOf, mayBeDone, PortalFailure } from '#core/failure.ts'
import type { Command, CommandAnswer, Rest } from './rest.ts'
import { read } from './wire.ts'

/** A setting that an administrator makes for everybody, and a user for themselves. */
export interface SharedOption {
  /**
   * `own`: what the user chose; `portal`: what applies to everybody; null: not set. `at`: when the portal read it, in
   * Unix ms of the PORTAL's clock; null: the portal does not say.
   */
  read(): Promise<{ readonly own: unknown; readonly portal: unknown; readonly at: number | null }>
  /** For everybody if an administrator writes it, else for this user. Resolves when the portal has stored it. */
  write(value: unknown): Promise<void>
  /** One of the two alone; the portal refuses everybody's to all but administrators. */
  writeTo(whose: 'own' | 'portal', value: unknown): Promise<void>
}

/**
 * One JSON text in the options: the portal stores arrays and numbers only as form fields would send them (portal
 * README, "Options"). Everything rejects with PortalFailure.
 */
export function createSharedOption(rest: Rest, option: string, isAdmin: boolean): SharedOption {
  /** The last write. Two at once could arrive in the wrong order, and a contact would not be protected. */
  let writing: Promise<unknown> = Promise.resolve()

  function inTurn(act: () => Promise<void>): Promise<void> {
    const mine = writing.then(act)
    writing = mine.catch(() => undefined)
    return mine
  }

  async function keep(value: unknown): Promise<void> {
    const options = { [option]: JSON.stringify(value) }
    if (!isAdmin) return write(rest, 'user.option.set', options)
    await write(rest, 'app.option.set', options)
    // The administrator's earlier setting for themselves would override the one now made for everybody.
    await write(rest, 'user.option.set', { [option]: '' })
  }

  return {
    async read() {
      // A person who protects a contact and comes back at once must find it protected.
      await writing
      const { answers, times } = await rest.timedBatch(optionCommands(option))
      const at = times.get('own')?.startedAt ?? null
      return { own: storedIn(answers.own), portal: storedIn(answers.portal), at }
    },
    write: (value) => inTurn(() => keep(value)),
    writeTo: (whose, value) =>
      inTurn(() =>
        write(rest, `${whose === 'own' ? 'user' : 'app'}.option.set`, { [option]: JSON.stringify(value) }),
      ),
  }
}

/** Both settings of one option. */
export function optionCommands(option: string): Record<'own' | 'portal', Command> {
  return {
    own: { method: 'user.option.get', params: { option } },
    portal: { method: 'app.option.get', params: { option } },
  }
}

/** Null: not set. A text that is not JSON is returned as it is; the reader calls it damaged. */
export function storedIn(answer: CommandAnswer): unknown {
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

/** A single call: a batch would change a text that looks like a reference (portal README, "References in a batch"). */
async function write(rest: Rest, method: string, options: Record<string, string>): Promise<void> {
  try {
    const { result } = await rest.call(method, { options })
    if (result !== true) throw new PortalFailure(BAD_ANSWER)
  } catch (thrown) {
    // A lost answer says nothing of what was done; what is stored now does.
    if (!mayBeDone(failureOf(thrown)) || !(await areStored(rest, method, options))) throw thrown
  }
}

async function areStored(rest: Rest, method: string, options: Record<string, string>): Promise<boolean> {
  try {
    for (const [option, text] of Object.entries(options)) {
      const { result } = await rest.call(method.replace(/\.set$/u, '.get'), { option })
      if (result !== text) return false
    }
    return true
  } catch {
    return false
  }
}
