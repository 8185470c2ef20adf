import type { LastRun, SavedCleanUp } from './saved-clean-up.ts'

/** What is usual for a saved clean-up. */
export interface Brake {
  readonly last: LastRun
  readonly mostPercent: SavedCleanUp['mostPercent']
}

/** What is odd about the number of contacts that a saved clean-up would delete. */
export type Oddity =
  | { readonly kind: 'more-than-twice'; readonly count: number; readonly last: number }
  | {
      readonly kind: 'more-than-share'
      readonly count: number
      readonly of: number
      readonly percent: number
    }
  /** There was a run, but its note cannot be read, so that nothing is known to be usual. */
  | { readonly kind: 'last-unreadable' }

/** @param all how many contacts there are */
export function odditiesOf(count: number, all: number, { last, mostPercent }: Brake): Oddity[] {
  if (count === 0) return []
  return [
    ...(last === 'unreadable' ? [{ kind: 'last-unreadable' } as const] : []),
    ...(last !== null && last !== 'unreadable' && count > 2 * last.deleted
      ? [{ kind: 'more-than-twice', count, last: last.deleted } as const]
      : []),
    ...(count > (all * mostPercent) / 100
      ? [{ kind: 'more-than-share', count, of: all, percent: mostPercent } as const]
      : []),
  ]
}
