// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import type { GuardReason } from '#core/plan/guards.ts'
import type { MadePlan } from '#core/plan/make-plan.ts'
import { consequencesOf } from '#core/plan/plan-consequences.ts'
import { packRelations } from '#core/plan/relation-packer.ts'
import type { Review } from '#core/plan/review.ts'
import { loadTexts } from '#i18n/catalogue.ts'
import { createFormat } from '#i18n/format.ts'
import { languageOf } from '#i18n/languages.ts'
import { TranslationProvider, type Text } from '#i18n/translation.tsx'
import { Dangers } from './dangers.tsx'
import { keepText } from './keep-text.ts'
import { SkipGroups } from './list/skip-groups.tsx'
import { Points } from './points.tsx'
import { linkedWords, noneLinkedText } from './summary-text.ts'
import type { ReviewState } from './use-review.ts'

afterEach(cleanup)

const i18n = await loadTexts('en')

function textOf(shown: ReactNode): string {
  const { container } = render(
    <TranslationProvider i18n={i18n} language={languageOf('en')}>
      {shown}
    </TranslationProvider>,
  )
  return container.textContent
}

const keep = (rule: GuardReason['rule']): GuardReason => ({ rule, mode: 'keep', sure: true })
const kept = new Map([
  [0, [keep('open-deals'), keep('unpaid-invoices')]],
  [1, [keep('unpaid-invoices')]],
])
const review = { kept, warned: new Map(), heldBack: [0, 1], dangers: [] } as unknown as Review

it('a contact of several lines is said to count once in the result', () => {
  const reviewed = { review } as unknown as ReviewState
  expect(textOf(<SkipGroups reviewed={reviewed} />)).toContain(
    '2 contacts: has an open invoiceDelete anyway1 contact is in several lines.',
  )
  const single = { review: { ...review, heldBack: [1] } } as unknown as ReviewState
  expect(textOf(<SkipGroups reviewed={single} />)).not.toContain('several lines')
})

it('counts how often each reason warns only where not all contacts have it', () => {
  const warn = (rule: GuardReason['rule']): GuardReason => ({ rule, mode: 'warn', sure: true })
  const both = [warn('planned-activities'), warn('changed-lately')]
  const points = (...warned: GuardReason[][]): string => {
    const reviewed = { review: { ...review, warned: new Map(warned.entries()) }, unticked: new Set() }
    return textOf(<Points reviewed={reviewed as unknown as ReviewState} facts={{ me: 1, isAdmin: true }} />)
  }
  expect(points(both)).toBe(
    '1 contact will be deleted despite a warning: has planned activities and changed recently',
  )
  cleanup()
  expect(points(both, [warn('changed-lately')])).toContain('1 × has planned activities and 2 × changed')
})

it('how long copies are stored is a number of days only where that is known', () => {
  const t: Text = (id, values) => i18n._(id, values)
  const kept = (keepDays: 30 | null | 'unread', eraseCopyAfterDays?: number) =>
    keepText({ keepDays }, eraseCopyAfterDays === undefined ? {} : { eraseCopyAfterDays }, t)
  expect([kept(30), kept(30, 7), kept(null, 7)]).toEqual(['for 30 days', 'for 7 days', 'for 7 days'])
  expect([kept(null), kept('unread'), kept('unread', 7)]).toEqual(
    Array(3).fill('until the copies are erased'),
  )
  // Nothing is shorter than that.
  expect([kept(30, 0), kept('unread', 0)]).toEqual(Array(2).fill('until the run has ended'))
})

describe('of contacts that were out of sight the review says', () => {
  const made = {
    plan: { ids: Float64Array.of(11, 12, 13) },
    missing: 0,
    late: 0,
    unmatched: 0,
    noLonger: 0,
    selectedTotal: null,
  } as unknown as MadePlan

  it.each([
    [
      'that they come first',
      [13],
      '1 of the selected contacts was out of sight when you opened this reviewThey come first below.',
    ],
    ['which are skipped', [11, 13], 'They come first below. 1 of them is under “Skipped”.'],
    ['only that, if all are', [11, 12], 'when you opened this review2 of them are under “Skipped”.'],
    ['nothing of those that are not in it', [99], ''],
  ])('%s', (_, hidden, words) => {
    const text = textOf(<Dangers made={made} review={review} hidden={hidden} />)
    if (words === '') expect(text).toBe('')
    else expect(text).toContain(words)
  })
})

it('does not say that nothing is linked to a contact whose lists were cut', () => {
  const t: Text = (id, values) => i18n._(id, values)
  const table = packRelations([1, 2], [], [{ contactId: 1, kind: 'deal', reading: 'at-least' }])
  const [cut, whole] = [consequencesOf(table, [0]), consequencesOf(table, [1])]
  expect(linkedWords(cut, t, createFormat('en'))).toEqual([])
  expect(noneLinkedText(cut, t)).toBe('Nothing found that is linked to it, but not everything could be read')
  expect(noneLinkedText(whole, t)).toBe('Nothing you can see is linked to it')
})
