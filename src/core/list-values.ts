import type { WantedValue } from './found-contacts.ts'

/** One entry of a person's list, as one of the three things by which a contact is found. */

export type ListKind = WantedValue['kind']

/** From this many digits on a number is taken for a phone; ids of the largest portals have nine. */
const PHONE_FROM = 10
/** Fewer digits are no phone that anybody could be found by. */
const FEWEST_DIGITS = 5
/** So many a number needs to be taken for a phone unasked. */
const SURE_DIGITS = 7
/** E.164. */
const MOST_DIGITS = 15

/** As this kind; null: it cannot be one. */
export function readAs(kind: ListKind, entry: string): WantedValue | null {
  const text = tidy(entry)
  switch (kind) {
    case 'id':
      return isId(text) ? { kind, value: String(Number(text)) } : null
    case 'email': {
      const address = /<([^<>]+)>$/u.exec(text)?.[1] ?? text.replace(/^mailto:/iu, '')
      return /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/u.test(address) ? { kind, value: address } : null
    }
    case 'phone': {
      const number = text.replace(/^tel:\s*/iu, '')
      return isPhone(number) ? { kind, value: number } : null
    }
  }
}

/**
 * As what it looks like; null: as nothing. A plus, brackets, dashes or spaces make a number a phone. A bare number is an
 * id or a phone: up to nine digits an id, unless `bare` says that numbers here are phones.
 */
export function readAny(entry: string, bare: 'id' | 'phone'): WantedValue | null {
  const text = tidy(entry)
  if (text.includes('@')) return readAs('email', text)
  // Days and sums of money look much like short numbers.
  if (!isBare(text)) return isDay(text) || countDigits(text) < SURE_DIGITS ? null : readAs('phone', text)
  return bare === 'phone' || text.length >= PHONE_FROM ? readAs('phone', text) : readAs('id', text)
}

/** Digits and nothing else, so few that it may be an id as well as a phone. */
export function isAmbiguous(entry: string): boolean {
  const text = tidy(entry)
  return isBare(text) && text.length < PHONE_FROM
}

/** Two values with one key would find the same contacts. */
export function keyOfValue({ kind, value }: WantedValue): string {
  switch (kind) {
    case 'id':
      return `id ${value}`
    case 'email':
      return `email ${value.toLowerCase()}`
    case 'phone':
      return `phone ${value.replace(/\D/gu, '')}`
  }
}

/** Without what copying brings along: outer spaces, a `#`, marks of direction and width, an apostrophe of Excel's. */
function tidy(entry: string): string {
  return entry
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu, '')
    .trim()
    .replace(/^['#№]\s*/u, '')
}

function isBare(text: string): boolean {
  return /^\d+$/u.test(text)
}

function isId(text: string): boolean {
  const id = Number(text)
  return isBare(text) && id > 0 && Number.isSafeInteger(id)
}

function isPhone(text: string): boolean {
  const digits = countDigits(text)
  return /^\+?[\d\s().\-‐‑–/]+$/u.test(text) && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS
}

function isDay(text: string): boolean {
  return /^(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2\d{4})$/u.test(text)
}

function countDigits(text: string): number {
  return text.replace(/\D/gu, '').length
}
