// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState, type ReactNode } from 'react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { PlanConfirmation } from '#core/plan/plan.ts'
import { loadTexts } from '#i18n/catalogue.ts'
import { languageOf } from '#i18n/languages.ts'
import { TranslationProvider } from '#i18n/translation.tsx'
import { CopiesSection } from './copies-section.tsx'

let i18n: Awaited<ReturnType<typeof loadTexts>>
beforeAll(async () => {
  i18n = await loadTexts('en')
})
afterEach(cleanup)

const UNSAID: PlanConfirmation = { reference: '', incompleteCopies: 'keep', copiesFirst: false }

describe('full speed', () => {
  it('is off until a person chooses it, and off again without a trace', () => {
    const heard: PlanConfirmation[] = []
    function Review(): ReactNode {
      const [said, say] = useState(UNSAID)
      heard.push(said)
      return <CopiesSection place={undefined} said={said} onSaid={say} />
    }
    render(
      <TranslationProvider i18n={i18n} language={languageOf('en')}>
        <Review />
      </TranslationProvider>,
    )
    const box = screen.getByRole('checkbox', { name: 'Full speed: colleagues may have to wait' })
    fireEvent.click(box)
    expect(heard.at(-1)).toEqual({ ...UNSAID, speed: 'full' })
    fireEvent.click(box)
    expect(heard.at(-1)).toEqual(UNSAID)
  })
})
