import { failureOfKind, PortalFailure, type Failure } from '#core/failure.ts'
import type { Command, CommandAnswer } from '../rest.ts'
import { UNANSWERED } from './command-queue.ts'
import type { PacedRest } from '../paced-rest.ts'
import { isForGood } from '../refusals.ts'

/** One list of the portal that may take several pages. */
export interface PagedReading {
  /** The page of ids greater than `after`. */
  page(after: number): Command
  /**
   * Takes a page. Returns the greatest id of a full one, null if it was the last. Throws PortalFailure.
   * @param startedAt Unix ms of the portal's clock; null: unknown
   */
  take(answer: CommandAnswer, startedAt: number | null): number | null
  /** The portal refuses the command for good. True if `page` can ask another way. */
  refused(failure: Failure): boolean
  /** There are more pages than the app reads. */
  cut(): void
}

/** 2,000 items linked to 50 or 100 contacts; beyond that the count is "or more". */
const MOST_PAGES = 40

/**
 * Reads all pages of all lists, in as few requests as there are pages in the longest of them.
 * @param order `first`: before what others wait for, because this goes on with something begun earlier.
 */
export async function readAll(
  paced: Pick<PacedRest, 'all'>,
  readings: readonly PagedReading[],
  order: 'any' | 'first' = 'any',
): Promise<void> {
  let open = readings.map((reading) => ({ reading, after: 0, pages: 1 }))
  let place = order
  while (open.length > 0) {
    const pages = open.map(({ reading, after }) => reading.page(after))
    const answers = await paced.all(pages, place)
    place = 'first'
    open = open.flatMap((one, at) => {
      const { answer, startedAt } = answers[at] ?? UNANSWERED
      if (answer.kind === 'refused' && isForGood(answer.failure)) {
        return one.reading.refused(answer.failure) ? [one] : []
      }
      const last = one.reading.take(answer, startedAt)
      if (last === null) return []
      if (last <= one.after) throw new PortalFailure(failureOfKind('filter-ignored'))
      if (one.pages === MOST_PAGES) {
        one.reading.cut()
        return []
      }
      return [{ ...one, after: last, pages: one.pages + 1 }]
    })
  }
}
