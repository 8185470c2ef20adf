import { failureOf, mayBeDone, mayPass } from '#core/failure.ts'
import { createPiggybackLog, type Ride } from '#core/job/piggyback-log.ts'
import type { Command, CommandAnswer, Rest, TimedBatch } from '../rest/rest.ts'
import { portionOption, signed } from './option-texts.ts'
import type { Patience } from '../rest/paced-rest.ts'

/** The log of one run in the user's options, from its beginning or its taking up until it is left. */
export interface OptionLog {
  readonly planId: string
  /** False: the portal did not take what was to be kept; it will not be tried again. */
  append(line: string): boolean
  /** Sends a batch with what is not safe yet before its own commands. As `Rest.timedBatch`. */
  carry<Name extends string>(
    commands: Readonly<Record<Name, Command>>,
    limitMs?: number,
  ): Promise<TimedBatch<Name>>
  /** Brings what has not left with anything to the portal, in a call of its own. Never rejects. */
  flush(): Promise<void>
  /** Nothing more leaves by itself. */
  end(): void
}

/** What nothing takes along for so long goes alone. */
const QUIET_MS = 2_000
/** So many writes in a row may be refused. */
const MOST_REFUSALS = 3
/** The portal puts all options of the user into every page with the app, so they must not grow without measure. */
const LONGEST_LOG = 6_000_000

/** A name that no other command of a batch has. */
const OWN = 'journal'

/** @param onLost what was kept so far is no longer the whole truth */
export function createOptionLog(
  rest: Rest,
  patience: Patience,
  run: { readonly planId: string; readonly life: number },
  onLost: () => void,
): OptionLog {
  const log = createPiggybackLog()
  let over = false
  let lost = false
  /** The last request came to nothing: then the run alone asks the portal again. */
  let trouble = false
  let refusals = 0
  let length = 0
  let departures = 0

  async function pack({ portion, lines }: Ride): Promise<Command> {
    const text = await signed(run.planId, lines.join('\n'))
    length += text.length
    return { method: 'user.option.set', params: { options: { [portionOption(run.life, portion)]: text } } }
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

  async function flush(): Promise<void> {
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
      const ride = lost ? null : log.board(patience.now())
      if (ride === null) return rest.timedBatch(commands, limitMs)
      departures++
      try {
        const { answers, times } = await rest.timedBatch({ [OWN]: await pack(ride), ...commands }, limitMs)
        settle(ride, answers[OWN])
        // What it took is none of the run's business, which reckons with its own commands.
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
