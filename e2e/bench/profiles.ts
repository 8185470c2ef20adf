import { USUAL_LIMITS, type BrakeLimits } from '../simulation/brakes.ts'
import type { Random } from '../simulation/random.ts'

/** A kind of portal, as the simulation plays it. Seconds. */
export interface Profile {
  readonly name: string
  readonly delete: (random: Random) => number
  readonly read: (random: Random) => number
  readonly roundTrip: number
  /** Requests worked on at full speed at once. */
  readonly capacity: number
  readonly limits: BrakeLimits
  readonly enterprise: boolean
  /** Requests a second that colleagues send from the same address, in bursts. */
  readonly colleagues: number
}

const usual = { limits: USUAL_LIMITS, enterprise: false, colleagues: 0 }

export const PROFILES: readonly Profile[] = [
  {
    ...usual,
    name: 'quick, 20 ms',
    delete: (random) => random.around(0.02, 0.2),
    read: (random) => random.around(0.008, 0.2),
    roundTrip: 0.04,
    capacity: 4,
  },
  {
    ...usual,
    name: 'usual, 150 ms',
    delete: (random) => random.around(0.15, 0.3),
    read: (random) => random.around(0.03, 0.3),
    roundTrip: 0.1,
    capacity: 3,
  },
  {
    ...usual,
    name: 'slow, 800 ms, tail to 10 s',
    delete: (random) => (random.chance(0.03) ? 2 + 8 * random.next() : random.around(0.8, 0.35)),
    read: (random) => random.around(0.15, 0.4),
    roundTrip: 0.2,
    capacity: 2,
  },
  {
    name: 'Enterprise, 60 ms',
    delete: (random) => random.around(0.06, 0.2),
    read: (random) => random.around(0.015, 0.2),
    roundTrip: 0.06,
    capacity: 8,
    limits: { bucketSize: 250, leakPerSecond: 5, operatingSeconds: 480 },
    enterprise: true,
    colleagues: 0,
  },
  {
    ...usual,
    name: 'shared office, 60 ms',
    delete: (random) => random.around(0.06, 0.2),
    read: (random) => random.around(0.015, 0.2),
    roundTrip: 0.06,
    capacity: 3,
    colleagues: 1,
  },
]
