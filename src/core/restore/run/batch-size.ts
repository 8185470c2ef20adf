/** A batch must end well within the 30 s after which its answer is given up; this is what it is to take. */
const WISHED_SECONDS = 8
/** While nothing is known of the portal's speed, and after a batch of which no answer came. */
export const FIRST_CREATED = 10
/** Of the 50 commands of a batch some are for links, which take more than one. */
const MOST_CREATED = 45

/**
 * How many things that are made anew the next batch may hold, by what the last one took: at most twice as many as
 * before, since one quick batch says little.
 * @param created of the last batch. @param seconds from its leaving to its answer.
 */
export function createdNext(before: number, created: number, seconds: number): number {
  if (created === 0) return before
  const fits = Math.floor(WISHED_SECONDS / Math.max(seconds / created, 0.001))
  // A batch that was not full says nothing of one that is.
  const most = created >= before ? before * 2 : before
  return Math.max(1, Math.min(fits, most, MOST_CREATED))
}
