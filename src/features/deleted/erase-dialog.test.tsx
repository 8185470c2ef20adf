// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import type { ComponentProps } from 'react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { loadTexts } from '#i18n/catalogue.ts'
import { languageOf } from '#i18n/languages.ts'
import { TranslationProvider } from '#i18n/translation.tsx'
import { EraseDialog } from './erase-dialog.tsx'

let i18n: Awaited<ReturnType<typeof loadTexts>>
beforeAll(async () => {
  i18n = await loadTexts('en')
})
afterEach(cleanup)

function ask(of: Pick<ComponentProps<typeof EraseDialog>, 'archives' | 'contacts' | 'known'>): HTMLElement {
  render(
    <TranslationProvider i18n={i18n} language={languageOf('en')}>
      <EraseDialog {...of} done={null} onKeep={() => undefined} onErase={() => undefined} />
    </TranslationProvider>,
  )
  return screen.getByRole('alertdialog')
}

describe('the question before copies are erased', () => {
  it('speaks of one copy, or of as many as there are', () => {
    const one = ask({ archives: 1, contacts: 1, known: 'exactly' }).textContent
    expect(one).toContain('Erase the copy of 1 contact?')
    expect(one).toContain('The copy is removed')
    cleanup()
    const three = ask({ archives: 3, contacts: 7, known: 'exactly' }).textContent
    for (const words of [
      'Erase the 3 copies of 7 contacts?',
      '3 copies are removed from this portal',
      'Keep 3 copies',
      'Erase 3 copies',
    ])
      expect(three).toContain(words)
  })

  it('counts contacts that were copied, and says what it does not know', () => {
    expect(ask({ archives: 1, contacts: 9, known: 'most' }).textContent).toContain('of up to 9 contacts?')
    cleanup()
    expect(ask({ archives: 1, contacts: 0, known: 'not' }).textContent).toContain('Erase the copy?')
  })
})
