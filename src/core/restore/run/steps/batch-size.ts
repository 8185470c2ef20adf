import { WHOLE_BATCH } from '../../../job/ports.ts'

/** How long a batch should take: well within the 30 s after which the app stops waiting for its answer. */
const WISHED_SECONDS = 8
/** Used while the portal's speed is unknown, and after a batch without an answer. */
export const FIRST_CREATED = 10
/** How many batches it takes until the number has grown. */
export const TRIAL_BATCHES = 6
const MOST_CREATED = WHOLE_BATCH.commands

/**
 * How many things the next batch may make, judged by how long the last one took. At most twice as many as before, since
 * one quick batch proves little.
 * @param created by the last batch. @param seconds from sending it to its answer. @param done its tasks, links included.
 */
export function createdNext(before: number, created: number, seconds: number, done = created): number {
  // Where it mostly made links, it does not show how long things take.
  if (created === 0 || created < done / 2) return before
  const fits = Math.floor(WISHED_SECONDS / Math.max(seconds / created, 0.001))
  // A batch that was not full does not show how long a full one takes.
  const most = created >= before ? before * 2 : before
  return Math.max(1, Math.min(fits, most, MOST_CREATED))
}
