import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setupI18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { parse, type Token } from '@messageformat/parser'
import { describe, expect, it } from 'vitest'
import { languageOf } from './languages.ts'

const SRC = join(import.meta.dirname, '..')
const CATALOGUES = join(import.meta.dirname, 'catalogues')

type Texts = Readonly<Record<string, string>>

function textsOf(language: string, file: string): Texts {
  return JSON.parse(readFileSync(join(CATALOGUES, language, file), 'utf8')) as Texts
}

const languages = readdirSync(CATALOGUES)
const files = readdirSync(join(CATALOGUES, 'en'))
const others = languages.filter((language) => language !== 'en')

/** The placeholders of a message, in all its branches. */
function placeholders(message: string): string[] {
  const names = new Set<string>()
  const walk = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      if ('arg' in token) names.add(token.arg)
      if ('cases' in token) token.cases.forEach((each) => walk(each.tokens))
    }
  }
  walk(parse(message))
  return [...names].sort()
}

/** The plural categories of a message; an empty list for each plural that has no `other`. */
function pluralForms(message: string): string[][] {
  const found: string[][] = []
  const walk = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      if (!('cases' in token)) continue
      if (token.type === 'plural') found.push(token.cases.map((each) => each.key))
      token.cases.forEach((each) => walk(each.tokens))
    }
  }
  walk(parse(message))
  return found
}

describe.each(files)('%s', (file) => {
  const english = textsOf('en', file)

  it.each(others)('has the same keys in %s', (language) => {
    expect(Object.keys(textsOf(language, file)).sort()).toEqual(Object.keys(english).sort())
  })

  it.each(others)('has the same placeholders in %s', (language) => {
    const other = Object.entries(textsOf(language, file)).filter(
      ([key, text]) => placeholders(text).join() !== placeholders(english[key] ?? '').join(),
    )
    expect(other).toEqual([])
  })

  it.each(languages)('compiles in %s, with no text left empty', (language) => {
    const texts = Object.entries(textsOf(language, file))
    expect(texts.filter(([, text]) => text.trim() === '')).toEqual([])
    expect(() => texts.map(([, text]) => compileMessage(text))).not.toThrow()
  })

  it.each(languages)('has every plural form that %s needs', (language) => {
    const needed = new Intl.PluralRules(languageOf(language).tag).resolvedOptions().pluralCategories
    const missing = Object.entries(textsOf(language, file)).filter(([, text]) =>
      pluralForms(text).some((forms) => needed.some((form) => !forms.includes(form))),
    )
    expect(missing).toEqual([])
  })
})

describe('every text', () => {
  const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/u.test(path) && !/\.test\.tsx?$/u.test(path))
    .map((path) => readFileSync(join(SRC, path), 'utf8'))
    .join('\n')

  it.each(files)('of %s is used somewhere', (file) => {
    const room = file.replace('.json', '')
    const unused = Object.keys(textsOf('en', file)).filter(
      (key) =>
        !sources.includes(`'${room}.${key}'`) &&
        !sources.includes(`"${room}.${key}"`) &&
        !isImported(room, key),
    )
    expect(unused).toEqual([])
  })

  function isImported(room: string, key: string): boolean {
    return new RegExp(`import \\{ ${key}\\b[^}]*\\} from '#i18n/catalogues/en/${room}\\.json'`, 'u').test(
      sources,
    )
  }
})

/** One term for one thing: what stands here is said in another word. */
const OTHER_WORDS = {
  'linked to': /\bhangs? on\b/iu,
  copy: /\barchives?\b/iu,
  restore: /\b(?:bring|brings|bringing|brought) back\b|\bcreated? anew\b/iu,
  skipped: /\bkept contacts\b|\bcontacts kept\b/iu,
  'no permission': /\bhave no right\b|\bmay not (?:delete|see|change)\b/iu,
  rule: /\bguards?\b/iu,
}
const LONGEST_SENTENCE = 25

describe('the words', () => {
  it.each(files)('of %s are the terms of the interface', (file) => {
    const found = Object.entries(textsOf('en', file)).flatMap(([key, text]) =>
      Object.entries(OTHER_WORDS).flatMap(([say, other]) =>
        other.test(text) ? [`${key}: say "${say}"`] : [],
      ),
    )
    expect(found).toEqual([])
  })

  it.each(languages)('in %s make no sentence that is too long', (language) => {
    const long = files.flatMap((file) =>
      Object.entries(textsOf(language, file)).flatMap(([key, text]) => {
        const i18n = setupI18n({
          locale: languageOf(language).tag,
          messages: { [languageOf(language).tag]: { text: compileMessage(text) } },
        })
        const values = Object.fromEntries(placeholders(text).map((name) => [name, 5]))
        const sentences = i18n._('text', values).split(/(?<=[.!?:])\s+/u)
        return sentences.flatMap((each) =>
          each.split(/\s+/u).length > LONGEST_SENTENCE ? [`${file} ${key}: ${each}`] : [],
        )
      }),
    )
    expect(long).toEqual([])
  })
})

describe('Russian plurals', () => {
  const texts = textsOf('ru', 'deletion.json')
  const compiled = Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [`deletion.${key}`, compileMessage(text)]),
  )
  const russian = setupI18n({ locale: 'ru', messages: { ru: compiled } })

  it.each([
    [1, '1 сделка'],
    [2, '2 сделки'],
    [5, '5 сделок'],
    [21, '21 сделка'],
  ])('say %i as %s', (count, words) => {
    expect(russian._('deletion.deals', { count, more: 'no' })).toBe(words)
  })

  it('say that there may be more', () => {
    expect(russian._('deletion.deals', { count: 50, more: 'yes' })).toBe('50+ сделок')
  })
})

it.each(languages)('what is not restored has no colon in %s: it stands after one', (language) => {
  const losses = Object.entries(textsOf(language, 'restore.json')).filter(([key]) => key.startsWith('loss-'))
  expect(losses.filter(([, text]) => /[:：]/u.test(text))).toEqual([])
})
