// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Installer, Ports } from '#core/ports.ts'
import { PortsContext } from '#features/ports.tsx'
import { loadTexts } from '#i18n/catalogue.ts'
import { languageOf } from '#i18n/languages.ts'
import { TranslationProvider } from '#i18n/translation.tsx'
import { InstallScreen } from './install-screen.tsx'

// The real portal shows its own page to users who may not install, so no browser test of ours gets this far.
describe('the installation opened by a user who is not an administrator', () => {
  afterEach(cleanup)

  it('binds nothing and says who has to do it', async () => {
    const installer = {
      bindPlaces: vi.fn<Installer['bindPlaces']>(),
      missingPlaces: vi.fn<Installer['missingPlaces']>(),
      finish: vi.fn<Installer['finish']>(),
    }
    const i18n = await loadTexts('en')
    render(
      <TranslationProvider i18n={i18n} language={languageOf('en')}>
        <PortsContext value={{ installer } as Partial<Ports> as Ports}>
          <QueryClientProvider client={new QueryClient()}>
            <InstallScreen isAdmin={false} />
          </QueryClientProvider>
        </PortsContext>
      </TranslationProvider>,
    )
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(
      'An administrator has to finish the installation',
    )
    expect(screen.getByRole('alert').textContent).toContain('Ask an administrator to open Tidy Contacts once')
    expect(installer.bindPlaces).not.toHaveBeenCalled()
    expect(installer.finish).not.toHaveBeenCalled()
  })
})
