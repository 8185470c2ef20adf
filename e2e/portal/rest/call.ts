import type { PortalClock } from '../clock.ts'
import type { Portal, PortalOptions, User } from '../contract.ts'
import type { PortalStore } from '../store/store.ts'
import type { Brakes } from './brakes.ts'
import type { LiveFaultScript } from './faults.ts'
import type { Params } from './php-query.ts'

/** The portal as its own REST side sees it. */
export interface LocalPortal extends Portal {
  readonly store: PortalStore
  readonly clock: PortalClock
  readonly brakes: Brakes
  readonly faults: LiveFaultScript
  readonly methods: ReadonlyMap<string, Method>
  readonly options: PortalOptions
  /** Whose faults, tokens and brakes are forgotten and whose data are seeded anew. */
  reset(): void
}

/** What a method is given. */
export interface Call {
  portal: LocalPortal
  user: User
  params: Params
  via: 'app' | 'webhook'
  /** The scopes of the token or the webhook. */
  scopes: ReadonlySet<string>
  request: RequestState
}

/** What lives as long as one HTTP request, and so is shared by the commands of a batch. */
export interface RequestState {
  /**
   * PHP's global application exception: never cleared, so that it spoils later plain refusals
   * (portal README, "Refusals of the CRM").
   */
  exception: { code: string; message: string } | null
  /** How the answer is spoilt after the work was done. */
  ending: 'whole' | 'drop' | 'reset' | 'malformed' | 'empty'
  /** The connection has served a request before. */
  readonly onUsedConnection: boolean
  /** Scripted slowness so far, in ms. */
  delayMs: number
}

export interface Reply {
  result: unknown
  total?: number
  next?: number
}

export interface Method {
  /** Null: needs no scope. */
  scope: string | null
  /** 'app': refused to webhooks with WRONG_AUTH_TYPE. */
  context?: 'app'
  run(call: Call): Reply
}

export type Family = Readonly<Record<string, Method>>
