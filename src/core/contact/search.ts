/** A typed search, split for the portal's three ways of finding: by name, by phone, by e-mail. */
export interface SearchPlan {
  /** Each must occur in one of the name's parts. */
  readonly words: readonly string[]
  /**
   * The text as typed, if it looks like a phone; the portal ignores its formatting
   * (portal README, "Finding by phone or e-mail").
   */
  readonly phone: string | null
  /** The text, if it looks like a whole e-mail address; the portal finds only those (portal README, "Lists and filters"). */
  readonly email: string | null
}

/** Fewer digits are not a phone but a house, a year, or part of a company's name. */
const FEWEST_DIGITS = 5

export function planSearch(typed: string): SearchPlan {
  const text = typed.trim()
  return {
    // All of them: a word left out would make the result, and "select all", wider than what was asked for.
    words: [...new Set(text.split(/\s+/u).filter((word) => word !== ''))],
    phone: isPhone(text) ? text : null,
    email: isEmail(text) ? text : null,
  }
}

/** Only digits and the signs that people write between them, with enough digits. */
function isPhone(text: string): boolean {
  return /^[+\d][\d\s().\-/x]*$/u.test(text) && text.replace(/\D/gu, '').length >= FEWEST_DIGITS
}

function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text)
}
