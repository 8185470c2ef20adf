import type { Failure, FailureKind } from '../../src/core/failure.ts'
import type { Random } from './random.ts'

/** What befalls one request as a whole. */
export type RequestFault =
  | { readonly kind: 'none' }
  /** The connection breaks before the portal begins, or after all was done. */
  | { readonly kind: 'drop-before' | 'drop-after' }
  /** The browser sends it again by itself after a broken connection: all is done twice, the second answer comes. */
  | { readonly kind: 'twice' }
  /** The work takes so many times as long: 30 s at the client and 60 s at the portal may pass. */
  | { readonly kind: 'slow'; readonly times: number }
  /** Answered with this before any work. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** The work is done up to this command, then the answer is unreadable or a 5xx. */
  | { readonly kind: 'breaks'; readonly after: number; readonly failure: Failure }

/** What befalls one command of a batch that is answered. */
export type CommandFault =
  | 'none'
  | 'veto'
  | 'absent'
  | 'absent-done'
  | 'nonsense'
  | 'no-session'
  | 'operating-limit'

export interface FaultSource {
  request(): RequestFault
  command(): CommandFault
  /** For looks: this contact cannot be read this time. */
  unread(): boolean
}

export const NO_FAULTS: FaultSource = {
  request: () => ({ kind: 'none' }),
  command: () => 'none',
  unread: () => false,
}

export function failure(kind: FailureKind, code = '', portalText = ''): Failure {
  return { kind, code, portalText }
}

const BREAKS = [
  failure('bad-answer'),
  failure('portal-error', 'HTTP_500'),
  failure('portal-error', 'INTERNAL_SERVER_ERROR'),
  failure('network', 'NETWORK_ERROR'),
  failure('offline'),
]
const REFUSALS = [
  failure('rate-limit', 'QUERY_LIMIT_EXCEEDED'),
  failure('operating-limit', 'HTTP_429'),
  failure('auth', 'expired_token'),
]
const COMMAND_FAULTS = ['absent', 'absent-done', 'nonsense', 'no-session', 'operating-limit'] as const

/** @param rate how often something goes wrong, from 0 to 1; nothing does any more once `over()`. */
export function randomFaults(random: Random, rate: number, over: () => boolean): FaultSource {
  return {
    request() {
      if (over() || !random.chance(rate)) return { kind: 'none' }
      switch (Math.floor(random.next() * 6)) {
        case 0:
          return { kind: 'drop-before' }
        case 1:
          return { kind: 'drop-after' }
        case 2:
          return { kind: 'twice' }
        case 3:
          return { kind: 'slow', times: random.pick([5, 20, 100]) }
        case 4:
          return { kind: 'refused', failure: random.pick(REFUSALS) }
        default:
          return { kind: 'breaks', after: Math.floor(random.next() * 50), failure: random.pick(BREAKS) }
      }
    },
    command: () => (over() || !random.chance(rate / 4) ? 'none' : random.pick(COMMAND_FAULTS)),
    unread: () => !over() && random.chance(rate / 3),
  }
}
