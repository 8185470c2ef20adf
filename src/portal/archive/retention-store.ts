import * as v from 'valibot'
import type { KeepDays } from '#core/archive/kept-until.ts'
import { PortalFailure } from '#core/failure.ts'
import { DEFAULT_KEEP_DAYS, type Retention } from '#core/keeping.ts'
import { createSharedOption } from '../bulk/shared-option.ts'
import type { Rest } from '../rest.ts'

export interface RetentionStore extends Retention {
  /** For what is taken away by it: null where what somebody chose cannot be read, be it for the moment or for good. */
  readonly keepDays: KeepDays
}

/** In an object, so that "for ever" is something else than nothing at all. */
const choice = v.object({ days: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1))) })

export function createRetentionStore(rest: Rest, isAdmin: boolean): RetentionStore {
  const option = createSharedOption(rest, 'keepArchives', isAdmin)

  async function chosen(otherwise: number | null): Promise<number | null> {
    try {
      const stored = await option.read()
      if (stored === null) return DEFAULT_KEEP_DAYS
      const parsed = v.safeParse(choice, stored)
      return parsed.success ? parsed.output.days : otherwise
    } catch (thrown) {
      if (thrown instanceof PortalFailure) return otherwise
      throw thrown
    }
  }

  return {
    read: () => chosen(DEFAULT_KEEP_DAYS),
    keepDays: () => chosen(null),
    async write(days) {
      await option.write(v.parse(choice, { days }))
    },
  }
}
