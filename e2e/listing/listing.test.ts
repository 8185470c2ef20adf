import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../tools/files.ts'
import { filesOf, LISTED_LANGUAGES, textsIn } from './listing.ts'
import {
  iconProblems,
  LARGEST_PICTURE,
  MOST_KEYWORD_CHARACTERS,
  screenshotProblems,
  textProblems,
} from './market-rules.ts'

const publisher = { licensor: 'Someone & <Sons>', support: '' }
/** Of a sentence that says where the app has been run: the honest one of each language. */
const NOT_LIVE = { en: 'not been run on a live portal', ru: 'ещё не запускалась', de: 'lief sie noch nicht' }
const LIVE = /live portal|real portal|настоящ\S+ портал|echte\S* Portal/iu

describe.each(LISTED_LANGUAGES)('the listing in %s', (language) => {
  const texts = textsIn(language)
  const files = filesOf(language, texts, publisher)

  it('is as the market wants it', () => {
    expect(textProblems(texts)).toEqual([])
  })

  it('has all parts of the English one', () => {
    const english = textsIn('en')
    expect(Object.keys(texts.limits)).toEqual(Object.keys(english.limits))
    expect(Object.keys(texts.scopes)).toEqual(Object.keys(english.scopes))
    const lengths = (of: typeof english): number[] =>
      [of.tasks, of.installation, of.keywords, of.licence.paragraphs, of.privacy.paragraphs].map(
        ({ length }) => length,
      )
    expect(lengths(texts)).toEqual(lengths(english))
  })

  it('speaks of live portals only to say that it has met none', () => {
    const said = Object.values(files).flatMap((text) => text.split('\n').filter((line) => LIVE.test(line)))
    expect(said).toEqual([`• ${texts.limits.untested}`])
    expect(texts.limits.untested).toContain(NOT_LIVE[language])
  })

  it('names the app as the app does', () => {
    const common: unknown = JSON.parse(
      readFileSync(join(ROOT, 'src/i18n/catalogues', language, 'common.json'), 'utf8'),
    )
    expect(common).toMatchObject({ appName: texts.title })
  })

  it('names the scopes of the README, and no other', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
    const scopes = [...readme.matchAll(/^\| `(\w+)` +\|/gmu)].map(([, scope]) => scope)
    expect(Object.keys(texts.scopes)).toEqual(scopes)
  })

  it.each(['licence.html', 'privacy.html'])('%s stands alone and runs no script', (name) => {
    const page = files[name] ?? ''
    expect(page).toContain(`<html lang="${language}">`)
    expect(page).toContain('Someone &amp; &lt;Sons&gt;')
    expect(page).not.toMatch(/<script|<link|\ssrc=|\{licensor\}/u)
  })

  it('has support only if the publisher says it, also on the pages', () => {
    expect(files).not.toHaveProperty('support.txt')
    const supported = filesOf(language, texts, { ...publisher, support: 'help@example.com, Mon–Fri' })
    expect(supported['support.txt']).toBe('help@example.com, Mon–Fri')
    expect(supported['privacy.html']).toContain('help@example.com')
  })
})

describe('the rules of the market', () => {
  const good = textsIn('en')

  it.each([
    ['too many keywords', { keywords: ['a'.repeat(MOST_KEYWORD_CHARACTERS + 1)] }],
    ['a brand', { keywords: ['clean Bitrix24'] }],
    ['a comma in a keyword', { keywords: ['one, two'] }],
    ['three sentences', { short: 'One. Two. Three.' }],
    ['the title in the short description', { short: `${good.title} deletes.` }],
    ['a page of another app', { licence: { ...good.licence, title: 'Licence of Other App' } }],
    ['a page of nobody', { privacy: { ...good.privacy, paragraphs: ['We like data.'] } }],
  ])('refuse %s', (_what, change) => {
    expect(textProblems({ ...good, ...change })).toHaveLength(1)
  })

  it('refuse pictures that are too large, and take the largest', () => {
    const { width, height } = LARGEST_PICTURE
    expect(screenshotProblems({ width, height, transparent: false })).toEqual([])
    expect(screenshotProblems({ width: width + 1, height, transparent: false })).toHaveLength(1)
    expect(screenshotProblems({ width, height: height + 1, transparent: false })).toHaveLength(1)
  })

  it.each([
    [{ width: 512, height: 511, transparent: false }],
    [{ width: 249, height: 249, transparent: false }],
    [{ width: 651, height: 651, transparent: false }],
    [{ width: 512, height: 512, transparent: true }],
  ])('refuse the icon %j', (facts) => {
    expect(iconProblems(facts)).toHaveLength(1)
  })
})
