// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import type { Ports } from '#core/ports.ts'
import { loadTexts } from '#i18n/catalogue.ts'
import { languageOf } from '#i18n/languages.ts'
import { TranslationProvider } from '#i18n/translation.tsx'
import { PortsContext } from '../../ports.tsx'
import { ProtectedNotice } from './protected-notice.tsx'

const i18n = await loadTexts('en')
afterEach(cleanup)

it('does not say that a contact was protected since where that is not known', () => {
  render(
    <TranslationProvider i18n={i18n} language={languageOf('en')}>
      <PortsContext value={{ contacts: {} } as unknown as Ports}>
        <QueryClientProvider client={new QueryClient()}>
          <ProtectedNotice protection="unknown" anyway={false} since onAnyway={vi.fn()} onLifted={vi.fn()} />
        </QueryClientProvider>
      </PortsContext>
    </TranslationProvider>,
  )
  expect(screen.getByText('It could not be read whether this contact is protected.')).toBeTruthy()
  expect(screen.getByText(/^Nothing was deleted/u)).toBeTruthy()
  expect(screen.queryByText(/It was protected/u)).toBeNull()
})
