import type { RunProgress } from './run/progress.ts'

/** How many contacts were confirmed for deletion, and how many of them have a verdict. */
export function confirmedIn({ settled, total, keptAtReview }: RunProgress): { done: number; of: number } {
  return { done: settled - keptAtReview, of: total - keptAtReview }
}
