import type { BrakeLimits } from '../brakes.ts'
import type { FaultSource } from '../faults.ts'
import type { VirtualClock } from '../virtual-clock.ts'
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

/** One command of a request: how long it takes, and what it does when that time is over. */
export interface Command {
  seconds(): number
  run(seconds: number): void
}

/** What goes in front of every request, and hears what became of it. */
export interface Rider {
  board(): { readonly command: Command; landed(answered: boolean): void } | null
}

export interface PortalOptions {
  readonly clock: VirtualClock
  readonly world: World
  readonly speed: Speed
  readonly limits: BrakeLimits
  readonly faults: FaultSource
  /** How this portal says "not found" (portal README, "Refusals of the CRM"). */
  readonly notFound: 'coded' | 'empty' | 'denied'
  readonly checkCommands: number
  readonly rider?: Rider
}
