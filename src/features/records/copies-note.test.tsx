// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import type { RunRecord } from '#core/records/record.ts'
import { loadTexts } from '#i18n/catalogue.ts'
import { languageOf } from '#i18n/languages.ts'
import { TranslationProvider } from '#i18n/translation.tsx'
import { runRecord } from '../../../e2e/simulation/run-record.ts'
import { CopiesNote } from './copies-note.tsx'

afterEach(cleanup)

const i18n = await loadTexts('en')
const NOW = Date.UTC(2026, 10, 24)
const archive = { archiveId: 'a', places: ['browser'], contacts: 1, incomplete: 0, seal: null } as const
const erased = {
  kind: 'archive-erased',
  at: NOW,
  by: 1,
  archiveId: 'a',
  places: ['browser'],
  automatic: true,
} as const
const sevenDays = { eraseCopyAfterDays: 7 }

it.each<[string, Partial<RunRecord>, RegExp | null]>([
  [
    'that they were erased by themselves',
    { eraseCopyAfterDays: 0, later: [erased] },
    /erased by the app itself Nov 24/u,
  ],
  [
    'who erased them',
    { later: [{ ...erased, automatic: false }] },
    /was erased Nov 24, 2026, .* by Ada Admin/u,
  ],
  ['from when on they are erased', sevenDays, /by itself from Dec 1, 2026 on/u],
  ['that they are stored, where a contact failed', { ...sevenDays, counts: { failed: 1 } }, /still stored/u],
  ['nothing of those that are stored like others', {}, null],
])('says %s', (_, parts, words) => {
  const record = runRecord({
    startedAt: NOW,
    endedAt: NOW,
    user: { id: 1, name: 'Ada Admin' },
    counts: { deleted: 1 },
    archive,
    ...parts,
  })
  const { container } = render(
    <TranslationProvider i18n={i18n} language={languageOf('en')}>
      <CopiesNote record={record} />
    </TranslationProvider>,
  )
  if (words === null) expect(container.textContent).toBe('')
  else expect(screen.getAllByText(words)).toHaveLength(1)
})
