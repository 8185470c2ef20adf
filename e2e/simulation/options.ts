import type { BrakeLimits } from './brakes.ts'
import type { FaultSource } from './faults.ts'
import type { Rider } from './riding.ts'
import type { VirtualClock } from './virtual-clock.ts'
import type { World } from './world.ts'

/** How fast the portal is. Seconds. */
export interface Speed {
  delete(): number
  /** One command of a check. */
  read(): number
  /** There and back. */
  roundTrip(): number
  /** Requests that are worked on at full speed at once; more share it. */
  readonly capacity: number
}

export interface PortalOptions {
  readonly clock: VirtualClock
  readonly world: World
  readonly speed: Speed
  readonly limits: BrakeLimits
  readonly faults: FaultSource
  /** How this portal says "not found" (rest-contract.md, 2.2). */
  readonly notFound: 'coded' | 'empty' | 'denied'
  readonly checkCommands: number
  readonly rider?: Rider
}
