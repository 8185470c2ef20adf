import * as v from 'valibot'
import type { KeepDays } from '#core/archive/kept-until.ts'
import { PortalFailure } from '#core/failure.ts'
import { createSharedOption } from '../../rest/shared-option.ts'
import type { Rest } from '../../rest/rest.ts'
import { type KeepTime, type Retention, DEFAULT_KEEP_DAYS } from '#core/archive/ports.ts'

export interface RetentionStore extends Retention {
  /**
   * For removing expired archives: null if the setting cannot be read, now or ever, and if our clock is ahead of the
   * portal's. An archive of yesterday must not be removed because a clock is set to next year.
   */
  readonly keepDays: KeepDays
}

/** An object, so that "for ever" differs from no setting at all. */
const choice = v.object({ days: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1))) })

/** Infinity: until they are erased by hand. */
type Days = number

/**
 * For each day of retention our clock may be this far ahead of the portal's, in ms: an archive is then removed only
 * slightly early.
 */
const MOST_AHEAD_MS = 3_600_000

/** @param now Unix ms of our clock. */
export function createRetentionStore(rest: Rest, isAdmin: boolean, now: () => number): RetentionStore {
  const option = createSharedOption(rest, 'keepArchives', isAdmin)

  async function chosen(
    whose: 'own' | 'others',
  ): Promise<{ readonly days: KeepTime; readonly aheadMs: number }> {
    try {
      const { own, portal, at } = await option.read()
      const forAll = daysIn(portal)
      const forMe = whose === 'own' ? daysIn(own) : null
      // Whichever it is, it may allow another time than the one that can be read.
      if (forAll === 'unread' || forMe === 'unread') return UNREAD
      // No setting: the default holds for the user's own archives. Others may have set a time for themselves, which
      // cannot be read here, so their archives stay.
      const days = forAll ?? forMe ?? (whose === 'own' ? DEFAULT_KEEP_DAYS : Infinity)
      return { days: orNull(Math.min(days, forMe ?? Infinity)), aheadMs: at === null ? 0 : now() - at }
    } catch (thrown) {
      if (thrown instanceof PortalFailure) return UNREAD
      throw thrown
    }
  }

  return {
    read: async () => (await chosen('own')).days,
    async keepDays(whose) {
      const { days, aheadMs } = await chosen(whose)
      return typeof days === 'number' && aheadMs <= days * MOST_AHEAD_MS ? days : null
    },
    async write(days) {
      await option.write(v.parse(choice, { days }))
    },
  }
}

const UNREAD = { days: 'unread', aheadMs: 0 } as const

/** Null: no setting. */
function daysIn(stored: unknown): Days | 'unread' | null {
  if (stored === null) return null
  const parsed = v.safeParse(choice, stored)
  return parsed.success ? (parsed.output.days ?? Infinity) : 'unread'
}

function orNull(days: Days): number | null {
  return days === Infinity ? null : days
}
