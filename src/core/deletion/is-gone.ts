import type { Verdict } from './verdict.ts'

/** Whether the contact must leave the lists. */
export function isGone(verdict: Verdict): boolean {
  return verdict.kind === 'deleted' || verdict.kind === 'gone' || verdict.kind === 'already-gone'
}
