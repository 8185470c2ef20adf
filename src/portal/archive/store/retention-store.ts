import * as v from 'valibot'
import type { KeepDays } from '#core/archive/kept-until.ts'
import { PortalFailure } from '#core/failure.ts'
import { createSharedOption } from '../../rest/shared-option.ts'
import type { Rest } from '../../rest/rest.ts'
import { type Retention, DEFAULT_KEEP_DAYS } from '#core/archive/ports.ts'

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

  /** @param unreadable what counts if a setting cannot be read */
  async function chosen(
    whose: 'own' | 'others',
    unreadable: Days,
  ): Promise<{ readonly days: number | null; readonly aheadMs: number }> {
    try {
      const { own, portal, at } = await option.read()
      const forAll = daysIn(portal, unreadable)
      const forMe = whose === 'own' ? daysIn(own, unreadable) : null
      // No setting: the default holds for the user's own archives. Others may have set a time for themselves, which
      // cannot be read here, so their archives stay.
      const days = forAll ?? forMe ?? (whose === 'own' ? DEFAULT_KEEP_DAYS : Infinity)
      return { days: orNull(Math.min(days, forMe ?? Infinity)), aheadMs: at === null ? 0 : now() - at }
    } catch (thrown) {
      if (thrown instanceof PortalFailure) return { days: orNull(unreadable), aheadMs: 0 }
      throw thrown
    }
  }

  return {
    read: async () => (await chosen('own', DEFAULT_KEEP_DAYS)).days,
    async keepDays(whose) {
      const { days, aheadMs } = await chosen(whose, Infinity)
      return days !== null && aheadMs > days * MOST_AHEAD_MS ? null : days
    },
    async write(days) {
      await option.write(v.parse(choice, { days }))
    },
  }
}

/** Null: no setting. */
function daysIn(stored: unknown, unreadable: Days): Days | null {
  if (stored === null) return null
  const parsed = v.safeParse(choice, stored)
  return parsed.success ? (parsed.output.days ?? Infinity) : unreadable
}

function orNull(days: Days): number | null {
  return days === Infinity ? null : days
}
