import type { Failure } from '../failure.ts'

/** A portal may word every refusal differently: beyond this number only kind and code are stored, not its words. */
const MOST_WORDINGS = 500

/**
 * Adds a reason to the distinct ones, so that 200,000 refusals for one reason take one place. Index 0 stands for none,
 * and for what has no place left.
 * @param plainer stored instead when there are many reasons already
 */
export function withReason<Reason>(
  reasons: readonly Reason[],
  reason: Reason,
  most: number,
  plainer: Reason = reason,
): { readonly reasons: readonly Reason[]; readonly index: number } {
  const placeOf = (wanted: Reason): number => {
    const key = JSON.stringify(wanted)
    return reasons.findIndex((each) => JSON.stringify(each) === key)
  }
  const stored = reasons.length >= MOST_WORDINGS && placeOf(reason) < 0 ? plainer : reason
  const index = placeOf(stored)
  if (index >= 0) return { reasons, index }
  if (reasons.length >= most) return { reasons, index: 0 }
  return { reasons: [...reasons, stored], index: reasons.length }
}

/** The parts of a failure that are stored, with and without the portal's words. */
export function storedFailure({
  kind,
  code,
  portalText,
}: Failure): readonly [full: Failure, plainer: Failure] {
  return [
    { kind, code, portalText },
    { kind, code, portalText: '' },
  ]
}
