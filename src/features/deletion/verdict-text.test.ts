import { describe, expect, it } from 'vitest'
import { failureOfKind, type FailureKind } from '#core/failure.ts'
import type { Verdict } from '#core/deletion/verdict.ts'
import { loadTexts } from '#i18n/catalogue.ts'
import type { Text } from '#i18n/translation.tsx'
import { createFormat } from '#i18n/format.ts'
import { describeVerdict } from './verdict-text.ts'

const english = await loadTexts('en')
const t: Text = (id, values) => english._(id, values)
const format = createFormat('en')
const busy = { kind: 'operating-limit', code: '', portalText: '', retryAt: 0 } as const
const lost = { kind: 'network', code: '', portalText: '' } as const

function say(
  verdict: Verdict,
  responsible: string | null = null,
  more: { file?: string; until?: number } = {},
): string {
  const { file = null, until = null } = more
  const circumstances = { name: 'Anna Petrova', responsible, file, until }
  const { title, sentences } = describeVerdict(verdict, circumstances, t, format)
  return [title, ...sentences].join(' | ')
}

describe('a verdict in words', () => {
  it.each<Verdict>([
    { kind: 'deleted', reread: false },
    { kind: 'already-gone' },
    { kind: 'access-denied', canRead: true },
    { kind: 'failed', failure: busy },
    { kind: 'unknown', failure: lost },
  ])('names the contact: $kind', (verdict) => {
    expect(say(verdict)).toContain('Anna Petrova')
  })

  it('never claims the recycle bin, which the app cannot see', () => {
    expect(say({ kind: 'deleted', reread: false })).toBe('Anna Petrova was deleted')
  })

  it('says that the answer was lost and how the app knows', () => {
    expect(say({ kind: 'deleted', reread: true })).toContain('looked again')
    expect(say({ kind: 'deleted', reread: false })).not.toContain('looked again')
  })

  it('names the person to ask: the responsible one, or an administrator', () => {
    expect(say({ kind: 'access-denied', canRead: true }, 'Olga Ivanova')).toContain('Ask Olga Ivanova')
    expect(say({ kind: 'access-denied', canRead: true })).toContain('Ask an administrator')
  })

  it('does not say that a contact is there which this user cannot see', () => {
    expect(say({ kind: 'access-denied', canRead: false })).toContain('has already been deleted')
    expect(say({ kind: 'access-denied', canRead: false })).not.toContain('unchanged')
  })

  it('says why it failed, and claims no more', () => {
    expect(say({ kind: 'failed', failure: busy })).toMatch(/not deleted .* busy/u)
  })

  it('says what to do where no copy is stored', () => {
    const uncopied = (kind: FailureKind): string => say({ kind: 'failed', failure: failureOfKind(kind) })
    expect(uncopied('copy-not-kept')).toMatch(
      /not deleted .* Without a copy, nothing is deleted\. .* Try again: the next question/u,
    )
    expect(uncopied('copy-not-saved')).toMatch(/not deleted .* could not be saved as a file/u)
    expect(uncopied('copy-outdated')).toMatch(/not deleted .* keeps changing/u)
    expect(uncopied('copy-outdated')).not.toContain('unchanged')
  })

  it('claims nothing when nothing is known', () => {
    const words = say({ kind: 'unknown', failure: lost }, null, { until: Date.now() })
    expect(words).toMatch(
      /not known whether .* may still carry it out\. .* keeps looking and tells you here/u,
    )
    expect(words).not.toMatch(/unchanged|not deleted/u)
  })

  it('does not call an answer lost where the portal refused', () => {
    const refused = { kind: 'portal-error', code: 'ERROR_CORE', portalText: 'No' } as const
    const words = say({ kind: 'unknown', failure: refused })
    expect(words).toMatch(
      /not known whether .* The portal refused it, and the app could not look at the contact/u,
    )
    expect(words).not.toContain('no clear answer')
  })

  it('names the file that holds the copy, and says when it is of no use', () => {
    const file = 'deleted-contacts-2026-11-24-one-12345678.ndjson.gz'
    for (const verdict of [
      { kind: 'deleted', reread: false },
      { kind: 'already-gone' },
      { kind: 'unknown', failure: lost },
      { kind: 'failed', failure: failureOfKind('still-there') },
      { kind: 'access-denied', canRead: false },
    ] as const)
      expect(say(verdict, null, { file })).toContain(
        `Keep the file with the copy: ${file}. The app cannot see whether`,
      )
    for (const verdict of [
      { kind: 'failed', failure: busy },
      { kind: 'access-denied', canRead: true },
    ] as const)
      expect(say(verdict, null, { file })).toContain(`${file}, is not needed`)
  })
})
