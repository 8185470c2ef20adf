import type { WantedValue } from './found-contacts.ts'

/** A bare number with this many digits or more is read as a phone; the ids of the largest portals have nine. */
export const PHONE_FROM = 10
/** A contact cannot be found by a phone with fewer digits. */
const FEWEST_DIGITS = 5
/** How many digits a formatted number needs to be read as a phone outside a column of phones. */
const SURE_DIGITS = 7
/** E.164. */
const MOST_DIGITS = 15

/** One number as Excel and others group its digits, with signs that are used for nothing else. */
const GROUPED = /^\d{1,3}(?:([\u00a0\u2007\u2008\u2009\u202f'’])\d{3})(?:\1\d{3})*$/u

/** What people write in front of an extension, in the languages of the app. */
export const EXTENSION =
  '(?:доб\\p{L}*|вн(?:утр\\p{L}*)?|дод\\p{L}*|ext\\p{L}*|durchwahl|dw|poste|nst|int(?:erno)?|ramal|anexo|wew(?:n\\p{L}*)?|dahili|máy lẻ|分机|分機|內線|内線|内线)'
/** "ext. 5", "доб. 12" behind a number. */
const NAMED_EXTENSION = new RegExp(`^(.*\\d\\)?)\\s*[,;]?\\s*\\(?${EXTENSION}[\\s.:=№]*\\d{1,6}\\)?$`, 'iu')
/** "x12", "#12": used only if the number before has too many digits for an id. The Russian letter х looks like x. */
const SIGNED_EXTENSION = /^(.*\d\)?)\s*[x\u0445#]\s*\d{1,6}$/iu

export function readId(text: string): WantedValue | null {
  const digits = wholeNumber(text)
  const id = Number(digits)
  return digits !== null && id > 0 && Number.isSafeInteger(id) ? { kind: 'id', value: String(id) } : null
}

export function readEmail(text: string): WantedValue | null {
  const address = text.replace(/^[<('"[]+|[>)'"\].,:]+$/gu, '').replace(/^mailto:/iu, '')
  return /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/u.test(address) ? { kind: 'email', value: address } : null
}

/** A phone without its extension: the portal's index finds only the number. */
export function readPhone(text: string): WantedValue | null {
  const number = withoutExtension(text.replace(/^tel:\s*/iu, '')).trim()
  const digits = countDigits(number)
  const isPhone = /^\+?[\d\s().\-‐‑–/]+$/u.test(number) && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS
  return isPhone ? { kind: 'phone', value: number } : null
}

/**
 * Reads a text as what it looks like; null: none of the three kinds. A plus, brackets, dashes or spaces make a number a
 * phone. A bare number of up to nine digits is an id, unless `bare` says that numbers here are phones.
 */
export function readAny(text: string, bare: 'id' | 'phone'): WantedValue | null {
  if (text.includes('@')) return readEmail(text)
  const digits = wholeNumber(text)
  if (digits !== null) {
    return bare === 'phone' || digits.length >= PHONE_FROM ? readPhone(digits) : readId(digits)
  }
  // Days and sums of money look much like short numbers.
  return isDay(text) || countDigits(withoutExtension(text)) < SURE_DIGITS ? null : readPhone(text)
}

/** The digits of a text that is certainly one whole number: "1205", "1 205" as Excel groups it, "1205.0"; else null. */
export function wholeNumber(text: string): string | null {
  if (/^\d+$/u.test(text)) return text
  if (GROUPED.test(text)) return text.replace(/\D/gu, '')
  return /^(\d+)\.0{1,2}$/u.exec(text)?.[1] ?? null
}

/** Removes what copying adds: outer spaces, a `#` or `№`, marks of direction and width, Excel's apostrophe. */
export function tidy(text: string): string {
  return text
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu, '')
    .trim()
    .replace(/^['#№]\s*/u, '')
}

export function countDigits(text: string): number {
  return text.replace(/\D/gu, '').length
}

function withoutExtension(text: string): string {
  // A longer text is not a phone, and the patterns would be slow on it.
  if (text.length > 100) return text
  const named = NAMED_EXTENSION.exec(text)?.[1]
  if (named !== undefined) return named
  const signed = SIGNED_EXTENSION.exec(text)?.[1]
  return signed !== undefined && countDigits(signed) >= PHONE_FROM ? signed : text
}

function isDay(text: string): boolean {
  return /^(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2\d{4})(?:[ T].*)?$/u.test(text)
}
