import { createPiggybackLog, type PiggybackLog } from '../../../src/core/job/journal/piggyback-log.ts'
import type { Rider } from './options.ts'
import type { Clock } from '../../../src/core/job/ports.ts'

/** A journal that has nowhere to lie but in the simulated portal: what has not got there dies with the page. */
export interface SimRiding extends Rider {
  append(line: string): void
  /** Another page begins: the lines that the portal holds. */
  reopen(): string[]
}

export function createSimRiding(clock: Pick<Clock, 'now'>, seconds: () => number): SimRiding {
  /** By page and portion. */
  const held: (readonly string[])[][] = []
  let log: PiggybackLog = createPiggybackLog()
  let own: (readonly string[])[] = []
  return {
    append: (line) => log.append(line),
    reopen() {
      log = createPiggybackLog()
      own = []
      held.push(own)
      return [...new Set(held.flatMap((portions) => portions.flat(2)))]
    },
    board() {
      const [of, portions] = [log, own]
      const ride = of.board(clock.now())
      if (ride === null) return null
      return {
        command: { seconds, run: () => void (portions[ride.portion] = ride.lines) },
        landed(answered) {
          if (answered) of.arrived(ride)
          else of.lost(ride, true, clock.now())
        },
      }
    },
  }
}
