import type { WantedValue } from './found-contacts.ts'
import {
  countDigits,
  EXTENSION,
  PHONE_FROM,
  readAny,
  readEmail,
  readId,
  readPhone,
  tidy,
  wholeNumber,
} from './read-value.ts'

/** What a column or a list holds. `any`: each entry is read as what it looks like. */
export type Role = WantedValue['kind'] | 'any'

/** How to read "1,205" or "1 205": ask the person, as one number, or as several. */
export type Grouping = 'ask' | 'one' | 'several'

/**
 * Why an entry cannot be used. `unclear`: one number or several; `rounded`: a spreadsheet wrote 7.9E+10 and lost digits;
 * `not-…`: not what the column holds; `not-any`: neither an id nor an e-mail nor a phone.
 */
export type EntryProblem = 'unclear' | 'rounded' | 'not-id' | 'not-email' | 'not-phone' | 'not-any'

/** A part of a cell that is one value, or should be one. */
export interface CellEntry {
  readonly text: string
  readonly value: WantedValue | null
  /** Null if there is a value. */
  readonly problem: EntryProblem | null
}

export interface CellReading {
  readonly role: Role
  /** What a bare number is, if the role is `any`. */
  readonly bare: 'id' | 'phone'
  readonly grouping: Grouping
}

/** All entries of a cell or a pasted line. Never reads one number as two: if it may be either, the entry is `unclear`. */
export function readCell(cell: string, how: CellReading): CellEntry[] {
  if (cell === '') return []
  const plain = readPlain(cell, how.role)
  if (plain !== null) return [{ text: cell, value: plain, problem: null }]
  switch (how.role) {
    case 'id':
      return piecesOf(cell).flatMap((piece) => runsOf(piece).flatMap((run) => idsIn(run, how)))
    case 'email':
      return piecesOf(withoutNames(cell), /,/u).flatMap(emailsIn)
    case 'phone':
      return piecesOf(cell).flatMap(phonesIn)
    case 'any':
      return piecesOf(withoutNames(cell)).flatMap((piece) => runsOf(piece).flatMap((run) => anyIn(run, how)))
  }
}

/** The quick way for a cell that is just one value, as nearly all are in a long list. */
function readPlain(cell: string, role: Role): WantedValue | null {
  if (role === 'id') return /^\d{1,15}$/u.test(cell) ? readId(cell) : null
  if (role === 'email')
    return /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/u.test(cell) ? { kind: role, value: cell } : null
  return role === 'phone' && /^\+?[\d()-]{7,20}$/u.test(cell) ? readPhone(cell) : null
}

/** The comma in front of an extension separates no values. */
const BEFORE_EXTENSION = new RegExp(`[,;]\\s*(?=${EXTENSION}[\\s.:=№]*\\d)`, 'giu')

/** Splits at signs that only separate values. A comma followed by a space is one of them. */
function piecesOf(cell: string, also?: RegExp): string[] {
  return cell
    .replace(BEFORE_EXTENSION, ' ')
    .split(/[;|\r\n\v\f]|:::|,\s+/u)
    .flatMap((piece) => (also === undefined ? [piece] : piece.split(also)))
    .map(tidy)
    .filter((piece) => piece !== '')
}

/** Removes names in quotes in front of addresses, which may hold commas. */
function withoutNames(cell: string): string {
  return cell.includes('<') ? cell.replace(/"[^"]*"\s*(?=<)/gu, '') : cell
}

/** Splits at commas, except between two digits: "1,205" may be one number, "1,205 €" is one. */
function runsOf(piece: string): string[] {
  return piece
    .replace(/(\d),(?=\d)/gu, `$1${GLUE}`)
    .split(',')
    .map((run) => run.replaceAll(GLUE, ',').trim())
    .filter((run) => run !== '')
}

/** A sign that occurs in no text that was read. */
const GLUE = '\u0001'

function isNumeric(text: string): boolean {
  return /^[\d\s.,'’]+(?:e\+?\d+)?$/iu.test(text) && /\d/u.test(text)
}

function idsIn(run: string, how: CellReading): CellEntry[] {
  if (!isNumeric(run)) return [entry(run, readId(run), 'not-id')]
  return numbersIn(run, how, (text) => entry(text, readId(text), 'not-id'))
}

function anyIn(run: string, how: CellReading): CellEntry[] {
  const read = (text: string): CellEntry => entry(text, readAny(text, how.bare), 'not-any')
  if (!isNumeric(run)) {
    const parts = run.split(',').map((part) => part.trim())
    if (run.includes('@'))
      return parts.flatMap((part) => (part.includes('@') ? emailsIn(part) : anyIn(part, how)))
    const entries = parts.map(read)
    return entries.every(({ value }) => value !== null) ? entries : [read(run)]
  }
  const isAsked = isSeveral(run) && (how.grouping !== 'one' || GROUPS.test(run))
  // Otherwise spaces and dots are those of a phone, if it has enough digits.
  const phone = run.includes(',') || isAsked ? null : readAny(run, how.bare)
  return phone?.kind === 'phone' ? [read(run)] : numbersIn(run, how, read)
}

/** Digits with spaces that may be one value or several: the person is asked about "123 456" and "1205 1206". */
function isSeveral(run: string): boolean {
  const isShort = countDigits(run) < PHONE_FROM
  if (GROUPS.test(run)) return isShort
  const lengths = new Set(run.split(/\s+/u).map(({ length }) => length))
  return LONG_GROUPS.test(run) && (isShort || lengths.size === 1)
}

/** Groups that may each be an id. */
const LONG_GROUPS = /^[1-9]\d{3,}(?:\s+[1-9]\d{3,})+$/u

/** One number in groups, as spreadsheets in some country write it: 1,205 · 12 345 · 1.205 · 12,34,567. */
const GROUPS = /^\d{1,3}([,.\s'’])(?:\d{2,3}\1)*\d{3}$/u
const DECIMAL = /^\d+[.,]\d+$/u

function numbersIn(
  run: string,
  { role, grouping }: CellReading,
  read: (text: string) => CellEntry,
): CellEntry[] {
  if (wholeNumber(run) !== null) return [read(run)]
  const onlyCommas = /^\d+(?:,\d+)+$/u.test(run)
  const onlySpaces = /^\d+(?:\s+\d+)+$/u.test(run)
  const isGrouped = GROUPS.test(run)
  const mayBeOne = isGrouped || DECIMAL.test(run)
  // A phone is not several ids.
  const mayBePhone = onlySpaces && countDigits(run) >= 7
  const isSure = !mayBeOne && !mayBePhone
  if ((onlyCommas || onlySpaces) && (isSure || grouping === 'several')) return run.split(/[\s,]+/u).map(read)
  if (isGrouped && grouping === 'one') return [{ ...read(run.replace(/\D/gu, '')), text: run }]
  const mayBeAsked = grouping === 'ask' && (isGrouped || onlyCommas || onlySpaces)
  return [mayBeAsked ? { text: run, value: null, problem: 'unclear' } : entry(run, null, problemOf(role))]
}

function emailsIn(part: string): CellEntry[] {
  const text = part.trim()
  // "Ann Lee <ann@example.org>", once or several times.
  const inBrackets = [...text.matchAll(/<([^<>]*@[^<>]*)>/gu)].map(([, address = '']) => address)
  const rest = text.replace(/<[^<>]*@[^<>]*>/gu, ' ')
  const words = rest.split(/\s+/u).flatMap(apartAtSlashes)
  const addresses = [...inBrackets, ...words.filter((word) => word.includes('@'))]
  if (addresses.length === 0) return text === '' ? [] : [entry(text, null, 'not-email')]
  const others = words.filter((word) => !word.includes('@'))
  // Words beside an address are a name, but digits may be a value that the person wants found.
  const lost = others.some((word) => /\d/u.test(word))
    ? [entry(others.join(' ').trim(), null, 'not-email')]
    : []
  return [...addresses.map((address) => entry(address, readEmail(address), 'not-email')), ...lost]
}

/** A slash separates addresses, but it may also be part of one. */
function apartAtSlashes(word: string): string[] {
  const parts = word.split('/')
  return parts.length > 1 && parts.every((part) => part.includes('@')) ? parts : [word]
}

function phonesIn(piece: string): CellEntry[] {
  // One number, grouped by a spreadsheet.
  if (GROUPS.test(piece) && piece.includes(',')) {
    return [
      { ...entry(piece.replace(/,/gu, ''), readPhone(piece.replace(/,/gu, '')), 'not-phone'), text: piece },
    ]
  }
  return runsOf(piece)
    .flatMap((part) => apart(part, ',', 7))
    .flatMap((part) => apart(part, '/', 7))
    .flatMap((part) => part.split(/\s+(?=\+\d)/u))
    .flatMap((part) => apart(part, ' ', 10))
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => entry(part, readPhone(part), 'not-phone'))
}

/** Splits only if each part has the digits of a whole phone. */
function apart(text: string, sign: string, digits: number): string[] {
  const parts = text.split(sign)
  return parts.length > 1 && parts.every((part) => countDigits(part) >= digits) ? parts : [text]
}

function entry(text: string, value: WantedValue | null, problem: EntryProblem): CellEntry {
  if (value !== null) return { text, value, problem: null }
  return { text, value, problem: /^\d(?:[.,]\d+)?e\+?\d+$/iu.test(text) ? 'rounded' : problem }
}

function problemOf(role: Role): EntryProblem {
  return role === 'id' ? 'not-id' : 'not-any'
}
