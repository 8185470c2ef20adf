import * as v from 'valibot'
import type { KeepDays } from '#core/archive/kept-until.ts'
import { PortalFailure } from '#core/failure.ts'
import { createSharedOption } from '../../rest/shared-option.ts'
import type { Rest } from '../../rest/rest.ts'
import { type Retention, DEFAULT_KEEP_DAYS } from '#core/archive/ports.ts'

export interface RetentionStore extends Retention {
  /**
   * For what is taken away by it: null where what somebody chose cannot be read, be it for the moment or for good, and
   * where our clock is before the portal's: an archive of yesterday must not go for a clock that is set to next year.
   */
  readonly keepDays: KeepDays
}

/** In an object, so that "for ever" is something else than nothing at all. */
const choice = v.object({ days: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1))) })

/** Infinity: until they are erased by hand. */
type Days = number

/** For each day that an archive is kept our clock may be so far before the portal's: what goes then goes hardly early. */
const MOST_AHEAD_MS = 3_600_000

/** @param now Unix ms of our clock. */
export function createRetentionStore(rest: Rest, isAdmin: boolean, now: () => number): RetentionStore {
  const option = createSharedOption(rest, 'keepArchives', isAdmin)

  /** @param unreadable what counts where a choice was made that cannot be read */
  async function chosen(
    whose: 'own' | 'others',
    unreadable: Days,
  ): Promise<{ readonly days: number | null; readonly aheadMs: number }> {
    try {
      const { own, portal, at } = await option.read()
      const forAll = daysIn(portal, unreadable)
      const forMe = whose === 'own' ? daysIn(own, unreadable) : null
      // Nobody said anything: those of others were told what they chose for themselves, which cannot be seen from here.
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

/** Null: nothing was chosen. */
function daysIn(stored: unknown, unreadable: Days): Days | null {
  if (stored === null) return null
  const parsed = v.safeParse(choice, stored)
  return parsed.success ? (parsed.output.days ?? Infinity) : unreadable
}

function orNull(days: Days): number | null {
  return days === Infinity ? null : days
}
