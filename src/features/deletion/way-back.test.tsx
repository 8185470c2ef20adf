// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { loadTexts } from '#i18n/catalogue.ts'
import { languageOf } from '#i18n/languages.ts'
import { TranslationProvider } from '#i18n/translation.tsx'
import { WayBack } from './way-back.tsx'

afterEach(cleanup)

const i18n = await loadTexts('en')

it.each([
  [30, 'You can undo this for 30 days.'],
  [null, 'You can undo this until its copy is erased.'],
  ['unread', 'You can undo this until its copy is erased.'],
] as const)('of copies that are stored for %s says: %s', (keepDays, sentence) => {
  const known = { state: 'known', portalRefused: false, browser: true, keepDays } as const
  for (const portal of ['portal-storage', null] as const) {
    const { container } = render(
      <TranslationProvider i18n={i18n} language={languageOf('en')}>
        <WayBack copies={{ ...known, portal }} />
      </TranslationProvider>,
    )
    expect(container.textContent).toContain(sentence)
  }
})
