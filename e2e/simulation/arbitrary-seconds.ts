import fc from 'fast-check'

/**
 * A moment of a story. In whole milliseconds: `fc.double` draws among all numbers that a double can hold, and nearly all
 * of those are nearly 0.
 * @param most seconds.
 */
export function seconds(most: number): fc.Arbitrary<number> {
  return fc.nat(most * 1000).map((ms) => ms / 1000)
}
