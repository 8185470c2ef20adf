import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setupI18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { loadTexts } from './catalogue.ts'
import { createFormat } from './format.ts'
import { languageOf, PORTAL_LANGUAGES, portalCodeOf } from './languages.ts'

/** What holds for a translation as such; what holds for every catalogue is in `catalogues.test.ts`. */

const CATALOGUES = join(import.meta.dirname, 'catalogues')
const TERMS = join(import.meta.dirname, 'terms')

const files = readdirSync(join(CATALOGUES, 'en'))
const others = readdirSync(CATALOGUES).filter((language) => language !== 'en')

type Texts = Readonly<Record<string, string>>

function textsOf(language: string): Texts {
  return Object.fromEntries(
    files.flatMap((file) =>
      Object.entries(JSON.parse(readFileSync(join(CATALOGUES, language, file), 'utf8')) as Texts).map(
        ([key, text]) => [`${file.replace('.json', '')}.${key}`, text],
      ),
    ),
  )
}

const english = textsOf('en')

/** A text as somebody reads it: its first branches, placeholders as their names in braces. */
function shown(text: string, locale: string): string {
  const names = [...text.matchAll(/\{(\w+)/gu)].map(([, name]) => name ?? '')
  const i18n = setupI18n({ locale, messages: { [locale]: { text: compileMessage(text) } } })
  return i18n._(
    'text',
    Object.fromEntries(names.map((name) => [name, isCount(text, name) ? 5 : `{${name}}`])),
  )
}

function isCount(text: string, name: string): boolean {
  return new RegExp(`\\{${name}, plural`, 'u').test(text)
}

it('every language of the portal has a catalogue, and every catalogue a language', () => {
  expect(readdirSync(CATALOGUES).toSorted()).toEqual(PORTAL_LANGUAGES.toSorted())
})

it.each([
  ['de-AT', 'de'],
  ['pt', 'br'],
  ['pt-PT', 'br'],
  ['es-MX', 'la'],
  ['uk', 'ua'],
  ['hi-IN', 'in'],
  ['vi', 'vn'],
  ['kk', 'kz'],
  ['zh', 'sc'],
  ['zh-CN', 'sc'],
  ['zh-TW', 'tc'],
  ['zh-HK', 'tc'],
  ['sr', 'en'],
  ['', 'en'],
])('a browser in "%s" is spoken to in the portal language "%s"', (browser, portal) => {
  expect(portalCodeOf(browser)).toBe(portal)
})

it('names between words that run from right to left keep their own direction', async () => {
  const [arabic, english] = [await loadTexts('ar'), await loadTexts('en')]
  const named = (texts: typeof arabic) => texts._('deletion.question', { name: 'Ann (2)' })
  expect(named(arabic)).toContain('\u2068Ann (2)\u2069')
  expect(named(english)).toBe('Delete Ann (2)?')
  expect(arabic._('common.contactId', { id: '7' })).toBe('\u2068ID 7\u2069')
  expect(createFormat('ar').money(5, 'USD')).toContain('\u2068US$\u2069')
  expect(createFormat('ar').list(['Ann', 'Bob'])).toMatch(/^\u2068Ann\u2069.+\u2068Bob\u2069$/u)
})

it('numbers and days are written with digits and years of the portal', () => {
  const day = Date.UTC(2026, 10, 28)
  for (const language of ['ar', 'th', 'hi']) {
    expect(createFormat(language).number(1234)).toMatch(/^1.?234$/u)
    expect(createFormat(language).day(day)).toContain('2026')
  }
})

const PLACEHOLDER = /\{\w+\}/gu
/** Words that are the same in every language, or that somebody has to type as they are. */
const SAME_WORDS =
  /\b(?:Tidy Contacts|Bitrix24|CSV|XLSX?|ODS|HTML|SHA-256|ID|E-mail|UTF-8|Windows-\d+|Excel|REST|CRM|URL|JSON|Ctrl|Enter|Esc|PDF|Ada|Lovelace)\b/gu

const ENGLISH_WORDS = /\b(?:the|and|of|with|were|your|these|which|have|been|deleted)\b/iu

describe.each(others)('%s', (language) => {
  const texts = textsOf(language)
  const { tag } = languageOf(language)

  it('leaves no English', () => {
    const left = Object.entries(texts).filter(([key, text]) => {
      const words = shown(text, tag)
        .replaceAll(/\{\w+\}|https:\S+/gu, '')
        .replaceAll(SAME_WORDS, '')
      return (
        ENGLISH_WORDS.test(words) ||
        (text === english[key] && /\p{L}{3}/u.test(words) && / /u.test(words.trim()))
      )
    })
    expect(left).toEqual([])
  })

  it('is short where there is little room', () => {
    const tight = Object.entries(english).filter(
      ([key, text]) =>
        !ROOMY.test(key) && !/[{.!?:]/u.test(text) && text.length <= ROOM && text.split(' ').length <= 3,
    )
    const segmenter = new Intl.Segmenter(tag)
    const long = tight.flatMap(([key, text]) => {
      const translated = [...segmenter.segment(texts[key] ?? '')].length
      const most = Math.max(LEAST_ROOM, text.length * 1.6)
      return translated > most ? [`${key}: ${translated} > ${Math.floor(most)}: ${texts[key] ?? ''}`] : []
    })
    expect(long).toEqual([])
  })

  it('says one term for one thing', () => {
    const terms = v.parse(
      v.record(v.string(), v.array(v.pipe(v.string(), v.minLength(2)))),
      JSON.parse(readFileSync(join(TERMS, `${language}.json`), 'utf8')),
    )
    expect(Object.keys(terms)).toEqual(expect.arrayContaining(Object.keys(TERM_WORDS)))
    const wrong = Object.entries(TERM_WORDS).flatMap(([term, word]) =>
      Object.entries(english)
        .filter(([, text]) => word.test(text.replaceAll(PLACEHOLDER, '')))
        .filter(
          ([key]) =>
            !(terms[term] ?? []).some((stem) =>
              (texts[key] ?? '').toLocaleLowerCase(tag).includes(stem.toLocaleLowerCase(tag)),
            ),
        )
        .map(([key]) => `${term}: ${key}: ${texts[key] ?? ''}`),
    )
    // A sentence may say "them" for the contacts: most of the texts have the word.
    const uses = Object.values(TERM_WORDS).flatMap((word) =>
      Object.values(english).filter((text) => word.test(text)),
    )
    expect(wrong.length / uses.length, wrong.join('\n')).toBeLessThan(0.1)
  })
})

/** Texts of at most so many characters and without a sentence are buttons, tabs, heads of columns and the like. */
const ROOM = 24
const LEAST_ROOM = 20
/** They stand in sentences, tables and files, or on a button of a notice that is as wide as the page. */
const ROOMY =
  /^(?:guards\.|restore\.(?:csv|word|part-|always-)|deleted\.state|contact-card\.(?:quotes|company)|deletion\.kind|review\.unread|deletion-run\.forget$)/u

/** The terms of the interface that `src/i18n/terms` gives in each language, by how they look in English. */
const TERM_WORDS = {
  contact: /\bcontacts?\b/iu,
  deal: /\bdeals?\b/iu,
  company: /\b(?:company|companies)\b/iu,
  'recycle bin': /\brecycle bin\b/iu,
  responsible: /\bresponsible\b/iu,
  copy: /\b(?:copy|copies)\b/iu,
  restore: /\brestored?\b/iu,
  skipped: /\bskipped\b/iu,
  rule: /\brules?\b/iu,
}
