import { describe, expect, it } from 'vitest'
import { createFormat } from './format.ts'
import { languageOf, PORTAL_LANGUAGES } from './languages.ts'

const english = createFormat('en')

describe('money', () => {
  it.each([
    [9100, 'USD', '$9,100'],
    [960.5, 'EUR', '€960.50'],
    [0.333, 'EUR', '€0.33'],
    [5, 'POINTS', '5 POINTS'],
    [5, '', '5'],
  ])('%d %s is %s', (value, currency, shown) => {
    expect(english.money(value, currency)).toBe(shown)
  })
})

it('a share of something is not nothing, however small', () => {
  const format = createFormat('en')
  expect([0, 0.00034, 0.0042, 0.012, 0.5, 1].map((share) => format.percent(share))).toEqual([
    '0%',
    '0.03%',
    '0.4%',
    '1%',
    '50%',
    '100%',
  ])
})

it('a list reads as a sentence', () => {
  expect(english.list(['a', 'b', 'c'])).toBe('a, b, and c')
})

describe('a day', () => {
  const at = Date.UTC(2026, 10, 5, 14, 5)
  it.each([
    ['en', 'Nov 5, 2026', 'Nov 5, 2026, 2:05 PM'],
    ['ru', '05.11.2026', '05.11.2026, 14:05'],
    ['de', '05.11.2026', '05.11.2026, 14:05'],
  ])('in %s is %s', (tag, day, moment) => {
    const format = createFormat(tag)
    // Some versions of Intl write a narrow space before PM.
    expect([format.day(at), format.moment(at).replace('\u202f', ' ')]).toEqual([day, moment])
  })
})

describe('the portal’s languages', () => {
  it('are twenty, and Intl knows each of them', () => {
    expect(PORTAL_LANGUAGES).toHaveLength(20)
    for (const code of PORTAL_LANGUAGES) {
      const { tag } = languageOf(code)
      expect(Intl.NumberFormat.supportedLocalesOf(tag), code).toEqual([tag])
    }
  })

  it.each([
    ['la', 'es', 'ltr'],
    ['br', 'pt-BR', 'ltr'],
    ['ua', 'uk', 'ltr'],
    ['ar', 'ar', 'rtl'],
    ['RU', 'ru', 'ltr'],
    ['xx', 'en', 'ltr'],
    ['', 'en', 'ltr'],
    ['constructor', 'en', 'ltr'],
  ])('%s is %s, %s', (code, tag, direction) => {
    expect(languageOf(code)).toMatchObject({ tag, direction })
  })
})
