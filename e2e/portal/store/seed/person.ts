import type { MultiField } from '../../contract.ts'
import { cultureAt, MAIL_HOSTS, type Culture, type Word } from './names.ts'
import { FIRST_ORDINARY_ID, ODD_FIELDS } from '../odd-contacts.ts'
import { below, pick, share } from './prng.ts'

/** The part of a seeded contact that can be looked for: names, phones and e-mails, always the same for (seed, id). */
export interface Person {
  NAME: string
  SECOND_NAME: string
  LAST_NAME: string
  phones: readonly string[]
  emails: readonly string[]
  female: boolean
  CATEGORY_ID: number
}

const DRAW = {
  culture: 1,
  sex: 2,
  first: 3,
  last: 4,
  second: 5,
  gaps: 6,
  phone: 7,
  phone2: 8,
  mail: 9,
  mailHost: 10,
  tens: 11,
}
const EMPTY: Word = { native: '', latin: '' }
/** One contact in fifty is entered a second time: same person, same phone, later. */
const DUPLICATE_EVERY = 50

/** Who the contact is. */
export function drawPerson(seed: number, id: number): Person {
  const odd = ODD_FIELDS.get(id)
  const source = id > FIRST_ORDINARY_ID && id % DUPLICATE_EVERY === 0 ? id - 1 : id
  const culture = cultureAt(share(seed, source, DRAW.culture))
  const female = share(seed, source, DRAW.sex) < 0.5
  const first = wordOf(female ? culture.female : culture.male, seed, source, DRAW.first)
  const last = wordOf(culture.last, seed, source, DRAW.last)
  const middle =
    share(seed, source, DRAW.second) < 0.3 ? wordOf(culture.second, seed, source, DRAW.second) : EMPTY
  const gap = share(seed, source, DRAW.gaps)
  const hasPhone = odd?.phone !== 'none' && gap > 0.1
  const hasMail = odd?.email !== 'none' && (gap <= 0.05 || gap > 0.25)
  return {
    NAME: odd?.NAME ?? first.native,
    SECOND_NAME: odd?.SECOND_NAME ?? femininePatronymic(middle.native, female),
    LAST_NAME: odd?.LAST_NAME ?? (female ? last.native + (culture.feminine ?? '') : last.native),
    phones: hasPhone ? drawPhones(culture, seed, source) : [],
    emails: hasMail ? drawEmails(first, last, seed, id) : [],
    female,
    CATEGORY_ID: odd?.CATEGORY_ID ?? 0,
  }
}

/** Multi-fields as records; the ids are unique over the portal. */
export function multiFieldsOf(id: number, person: Person): MultiField[] {
  const phones = person.phones.map((VALUE, i): MultiField => ({
    ID: id * 10 + i + 1,
    TYPE_ID: 'PHONE',
    VALUE_TYPE: i === 0 ? 'WORK' : 'MOBILE',
    VALUE,
  }))
  const emails = person.emails.map((VALUE, i): MultiField => ({
    ID: id * 10 + i + 5,
    TYPE_ID: 'EMAIL',
    VALUE_TYPE: i === 0 ? 'WORK' : 'HOME',
    VALUE,
  }))
  return [...phones, ...emails]
}

/** Digits only, the Russian trunk 8 as 7: how the portal compares phones when it looks for duplicates. */
export function normalPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return digits.length === 11 && digits.startsWith('8') ? `7${digits.slice(1)}` : digits
}

function wordOf(list: readonly Word[], seed: number, id: number, purpose: number): Word {
  return list[below(list.length, seed, id, purpose)] ?? EMPTY
}

function femininePatronymic(name: string, female: boolean): string {
  return female && name.endsWith('вич') ? `${name.slice(0, -2)}на` : name
}

function drawPhones(culture: Culture, seed: number, id: number): string[] {
  const main = fillDigits(pick(culture.phones, seed, id, DRAW.phone), seed, id, DRAW.phone)
  if (share(seed, id, DRAW.phone2) > 0.15) return [main]
  return [main, fillDigits(pick(culture.phones, seed, id, DRAW.phone2), seed, id, DRAW.phone2)]
}

function fillDigits(pattern: string, seed: number, id: number, purpose: number): string {
  let filled = ''
  for (let i = 0; i < pattern.length; i++) {
    const sign = pattern.charAt(i)
    filled += sign === '#' ? String(below(10, seed, id, purpose * 1000 + i)) : sign
  }
  return filled
}

function drawEmails(first: Word, last: Word, seed: number, id: number): string[] {
  const host = pick(MAIL_HOSTS, seed, id, DRAW.mailHost)
  const main = `${first.latin}.${last.latin}${id}@${host}`
  if (share(seed, id, DRAW.mail) > 0.1) return [main]
  return [main, `${last.latin}${below(90, seed, id, DRAW.tens) + 10}@example.com`]
}
