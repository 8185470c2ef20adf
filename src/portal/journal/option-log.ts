import { failureOf, mayBeDone, mayPass } from '#core/failure.ts'
import { createPiggybackLog, type Ride } from '#core/job/journal/piggyback-log.ts'
import type { Command, CommandAnswer, Rest, TimedBatch } from '../rest/rest.ts'
import type { KeptKind } from './kept-kinds.ts'
import { portionOption, signed } from './option-texts.ts'
import { WHOLE_BATCH } from '#core/job/ports.ts'
import type { Patience } from '../rest/paced-rest.ts'

/** The log of one job in the user's options, from start or resume until the job is closed. */
export interface OptionLog {
  readonly planId: string
  /** False: the portal did not store the log; it will not be tried again. */
  append(line: string): boolean
  /** Sends a batch with the lines that are not stored yet in front of its own commands. As `Rest.timedBatch`. */
  carry<Name extends string>(
    commands: Readonly<Record<Name, Command>>,
    limitMs?: number,
  ): Promise<TimedBatch<Name>>
  /** Sends the remaining lines to the portal in a single call. Never rejects. */
  flush(): Promise<void>
  /** Stops sending by itself. */
  end(): void
}

/** Lines that no batch carried within this time, in ms, are sent alone. */
const QUIET_MS = 2_000
/** How many writes in a row may be refused. */
const MOST_REFUSALS = 3
/** The portal puts all options of the user into every page with the app, so they must not grow without limit. */
const LONGEST_LOG = 6_000_000

/** A name that no other command of a batch has. */
const OWN = 'journal'

/** @param onLost the stored log is incomplete from now on */
export function createOptionLog(
  rest: Rest,
  patience: Patience,
  run: { readonly kind: KeptKind<unknown>['name']; readonly planId: string; readonly life: number },
  onLost: () => void,
): OptionLog {
  const log = createPiggybackLog()
  let over = false
  let lost = false
  /** The last request failed: then only the run's own requests go to the portal. */
  let trouble = false
  let refusals = 0
  let length = 0
  let departures = 0

  async function pack({ portion, lines }: Ride): Promise<Command> {
    const text = await signed(run.planId, lines.join('\n'))
    length += text.length
    return {
      method: 'user.option.set',
      params: { options: { [portionOption(run.kind, run.life, portion)]: text } },
    }
  }

  function settle(ride: Ride, answer: CommandAnswer): void {
    trouble = false
    if (answer.kind === 'result' && answer.result === true) {
      refusals = 0
      log.arrived(ride)
      if (length > LONGEST_LOG) giveUp()
      return
    }
    log.lost(ride, true, patience.now())
    const final = answer.kind === 'refused' && !mayPass(answer.failure)
    if (++refusals >= MOST_REFUSALS || final) giveUp()
  }

  function lose(ride: Ride, thrown: unknown): void {
    trouble = true
    log.lost(ride, mayBeDone(failureOf(thrown)), patience.now())
  }

  function giveUp(): void {
    if (lost) return
    lost = true
    onLost()
  }

  let flushing = Promise.resolve()

  /** One after another, so that what is under way has arrived when this resolves. */
  function flush(): Promise<void> {
    flushing = flushing.then(flushNow)
    return flushing
  }

  async function flushNow(): Promise<void> {
    if (lost || !log.waiting) return
    const ride = log.board(patience.now())
    if (ride === null) return
    try {
      const { method, params } = await pack(ride)
      const { result } = await rest.call(method, params)
      settle(ride, { kind: 'result', result, total: null })
    } catch (thrown) {
      lose(ride, thrown)
    }
  }

  async function flushWhenQuiet(): Promise<void> {
    const now = ++departures
    await patience.wait(QUIET_MS)
    if (departures === now && !over && !trouble) await flush()
  }

  return {
    planId: run.planId,
    append(line) {
      if (lost) return false
      log.append(line)
      void flushWhenQuiet()
      return true
    },
    async carry(commands, limitMs) {
      // There is no room beside a whole batch.
      const isWhole = Object.keys(commands).length >= WHOLE_BATCH.commands
      if (isWhole) await flush()
      const ride = lost || isWhole ? null : log.board(patience.now())
      if (ride === null) return rest.timedBatch(commands, limitMs)
      departures++
      try {
        const { answers, times } = await rest.timedBatch({ [OWN]: await pack(ride), ...commands }, limitMs)
        settle(ride, answers[OWN])
        // The log's own command takes time too, but the run counts only its own commands.
        return { answers, times: new Map([...times].filter(([name]) => name !== OWN)) }
      } catch (thrown) {
        lose(ride, thrown)
        throw thrown
      }
    },
    flush,
    end() {
      over = true
    },
  }
}
