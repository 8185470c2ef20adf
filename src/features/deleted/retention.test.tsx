// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import type { Archives } from '#core/restore/archives.ts'
import { loadTexts } from '#i18n/catalogue.ts'
import { languageOf } from '#i18n/languages.ts'
import { TranslationProvider } from '#i18n/translation.tsx'
import { Retention } from './retention.tsx'

afterEach(cleanup)

const i18n = await loadTexts('en')

it('a time that cannot be read is called so, and another one can be chosen', async () => {
  const keepDays = vi.fn<Archives['keepDays']>(() => Promise.resolve('unread'))
  const write = vi.fn<(days: number | null) => Promise<void>>(() => {
    keepDays.mockResolvedValue(90)
    return Promise.resolve()
  })
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TranslationProvider i18n={i18n} language={languageOf('en')}>
        <Retention
          archive={
            { keepDays, index: () => Promise.resolve({ archives: [], unread: [] }) } as unknown as Archives
          }
          isAdmin
          now={() => 0}
          write={write}
        />
      </TranslationProvider>
    </QueryClientProvider>,
  )
  const time = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Retention' })
  const shown = (): string | undefined => time.selectedOptions[0]?.text
  expect(shown()).toBe('could not be read')
  fireEvent.change(time, { target: { value: '90' } })
  await screen.findByText(/^Saved\./u)
  expect(write.mock.calls).toEqual([[90]])
  expect(shown()).toBe('for 90 days')
})
