import type { WantedValue } from './found-contacts.ts'

/** One value, alone in its text, as one of the three things by which a contact is found. */

/** From this many digits on, a bare number is taken for a phone; the ids of the largest portals have nine. */
const PHONE_FROM = 10
/** Fewer digits than this are no phone that a contact could be found by. */
const FEWEST_DIGITS = 5
/** Digits that a number needs before it is taken for a phone without being asked for. */
const SURE_DIGITS = 7
/** E.164. */
const MOST_DIGITS = 15

/** How Excel and others group the digits of one number; nothing else is written with these signs. */
const GROUPED = /^\d{1,3}(?:([\u00a0\u2007\u2008\u2009\u202f'’])\d{3})(?:\1\d{3})*$/u

/** "ext. 5", "доб. 12" behind a number. */
const NAMED_EXTENSION =
  /^(.*\d\)?)\s*[,;]?\s*\(?(?:доб(?:авочный)?|вн(?:утр(?:енний)?)?|ext(?:ension)?|poste|nst)[\s.:=№]*\d{1,6}\)?$/iu
/** "x12", "#12": only behind so many digits that they cannot be those of an id. The Russian letter looks the same. */
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

/** A phone, without its extension: the portal's index finds only the number. */
export function readPhone(text: string): WantedValue | null {
  const number = withoutExtension(text.replace(/^tel:\s*/iu, '')).trim()
  const digits = countDigits(number)
  const isPhone = /^\+?[\d\s().\-‐‑–/]+$/u.test(number) && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS
  return isPhone ? { kind: 'phone', value: number } : null
}

/**
 * As what it looks like; null: as nothing. A plus, brackets, dashes or spaces make a number a phone. A bare number is an
 * id or a phone: up to nine digits an id, unless `bare` says that numbers here are phones.
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

/** The digits of a number that is surely one and whole: "1205", "1 205" as Excel groups it, "1205.0"; else null. */
export function wholeNumber(text: string): string | null {
  if (/^\d+$/u.test(text)) return text
  if (GROUPED.test(text)) return text.replace(/\D/gu, '')
  return /^(\d+)\.0{1,2}$/u.exec(text)?.[1] ?? null
}

/** Without what copying brings along: outer spaces, a `#`, marks of direction and width, an apostrophe of Excel's. */
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
  // Longer is no phone, and would take long to look through.
  if (text.length > 100) return text
  const named = NAMED_EXTENSION.exec(text)?.[1]
  if (named !== undefined) return named
  const signed = SIGNED_EXTENSION.exec(text)?.[1]
  return signed !== undefined && countDigits(signed) >= PHONE_FROM ? signed : text
}

function isDay(text: string): boolean {
  return /^(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2\d{4})(?:[ T].*)?$/u.test(text)
}
