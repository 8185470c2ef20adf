// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import type { RestoreSession } from '#core/restore/session.ts'
import { loadTexts } from '#i18n/catalogue.ts'
import { languageOf } from '#i18n/languages.ts'
import { TranslationProvider } from '#i18n/translation.tsx'
import { begun, setUp } from '../../../../e2e/simulation/restore/restore-session.ts'
import { Unrecorded } from './unrecorded.tsx'

afterEach(cleanup)

async function shownAfter(session: RestoreSession, ended: () => Promise<unknown>): Promise<string> {
  render(
    <TranslationProvider i18n={await loadTexts('en')} language={languageOf('en')}>
      <Unrecorded session={session} />
    </TranslationProvider>,
  )
  expect(screen.queryByRole('status')).toBeNull()
  await act(ended)
  return screen.queryByRole('status')?.textContent ?? ''
}

it('says after a restore that its record could not be stored, and nothing where it was', async () => {
  for (const whole of [true, false]) {
    const at = setUp(3)
    const session = await begun(at)
    at.silence(!whole)
    const text = await shownAfter(session, () => at.until(() => session.state.phase === 'done'))
    expect(text).toBe(
      whole ? '' : 'This restore could not be recorded in full, so “Audit” may not show what was restored.',
    )
    cleanup()
  }
})
