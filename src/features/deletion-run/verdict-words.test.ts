import { describe, expect, it } from 'vitest'
import { loadTexts } from '#i18n/catalogue.ts'
import { createFormat } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'
import { contactGroupText } from '../restore/run/run-words.ts'
import { describeGroup } from './verdict-words.ts'

const format = createFormat('en')
const waiting = { kind: 'waiting' } as const

describe.each(['en', 'ru'] as const)('contacts that still wait (%s)', async (language) => {
  const i18n = await loadTexts(language)
  const t: Text = (id, values) => i18n._(id, values)
  const words = { en: ['paused', 'stopped'], ru: ['на паузу', 'остановилось'] }[language]

  it('wait because the run or the restore is paused, if it is', () => {
    for (const [paused, word] of [
      [true, words[0]],
      [false, words[1]],
    ] as const) {
      expect(describeGroup(waiting, 3, t, format, paused).title).toContain(word)
      expect(contactGroupText({ ...waiting, failure: null }, 3, t, format, paused).title).toContain(word)
    }
  })
})
