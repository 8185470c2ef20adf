import { describe, expect, it } from 'vitest'
import {
  OWN_FAILURES,
  PORTAL_FAILURES,
  PortalFailure,
  type Failure,
  type FailureKind,
} from '#core/failure.ts'
import { NOT_SENT } from '#core/job/refusals.ts'
import { describeFailure, describeThrown } from './failure-text.ts'
import { loadTexts } from './catalogue.ts'
import type { Text } from './translation.tsx'
import { createFormat } from './format.ts'

const english = await loadTexts('en')
const t: Text = (id, values) => english._(id, values)
const format = createFormat('en')

const KINDS: readonly FailureKind[] = [...PORTAL_FAILURES, ...OWN_FAILURES]

function failure(kind: FailureKind, rest: Partial<Failure> = {}): Failure {
  return { kind, code: '', portalText: '', ...rest }
}

describe('a failure in words', () => {
  it('has a title that fits into a sentence and its own advice for every kind', () => {
    const texts = KINDS.map((kind) => describeFailure(failure(kind), t, format))
    expect(new Set(texts.map(({ title }) => title)).size).toBe(KINDS.length)
    for (const { title, advice } of texts) {
      expect(title).not.toMatch(/\.$/u)
      expect(advice).toMatch(/\.$/u)
    }
  })

  it('says until when the portal is busy', () => {
    const busy = failure('operating-limit', { retryAt: Date.UTC(2026, 10, 23, 10, 15, 20) })
    expect(describeFailure(busy, t, format).advice).toContain('10:15:20')
  })

  it("quotes the portal's own words after ours, with the code for support", () => {
    const veto = failure('portal-error', { code: 'ERROR_CORE', portalText: 'Ask Olga first' })
    expect(describeFailure(veto, t, format)).toEqual({
      title: 'The portal reports an error',
      advice:
        'Try again. If it keeps happening, tell an administrator of the portal. ' +
        "In the portal's own words: “Ask Olga first”. Code for support: ERROR_CORE.",
    })
  })

  it('does not repeat the portal’s words where ours are better', () => {
    const denied = failure('access-denied', { portalText: 'Access denied.' })
    expect(describeFailure(denied, t, format).advice).not.toContain('own words')
  })

  it('quotes a denial that says more than ours, and names who can help', () => {
    const outside = failure('not-admitted', { code: 'x', portalText: 'Only from the office' })
    expect(describeFailure(outside, t, format).advice).toMatch(
      /not a matter of CRM rights.*“Only from the office”/u,
    )
    expect(describeFailure(outside, t, format).advice).not.toContain('Try again')
    const denied = failure('access-denied', { portalText: 'Nur für Angestellte' })
    expect(describeFailure(denied, t, format).advice).toContain('“Nur für Angestellte”')
  })

  it('names the support, and offers no new try, if only the vendor can end it', () => {
    const { advice } = describeFailure(failure('blocked', { code: 'OVERLOAD_LIMIT' }), t, format)
    expect(advice).toContain('Bitrix24 support')
    expect(advice).not.toMatch(/try again/iu)
  })

  it('does not blame the portal for what this computer did not send', () => {
    const { title, advice } = describeFailure(NOT_SENT, t, format)
    expect(title).toBe('This computer was asleep or too busy to send anything')
    expect(advice).toContain('nothing was done with it')
  })

  it('says that a "done" was not true', () => {
    expect(describeFailure(failure('still-there'), t, format).title).toBe(
      'The portal said “done”, but the record is still there',
    )
  })

  it('takes any other error for a fault of the app', () => {
    expect(describeThrown(new TypeError('x is not a function'), t, format).title).toBe(
      'Something in the app went wrong',
    )
    expect(describeThrown(new PortalFailure(failure('network')), t, format).title).toBe(
      'No answer came from the portal',
    )
  })
})
