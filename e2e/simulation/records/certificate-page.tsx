/** The page of a record, opened for a test. */
import { runRecord } from '../run-record.ts'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { vi } from 'vitest'
import type { Certificate } from '#core/records/proof/certificate.ts'
import type { Records } from '#core/records/records.ts'
import type { RunRecord } from '#core/records/record.ts'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import type { Ports } from '#core/ports.ts'
import { PortsContext } from '#features/ports.tsx'
import { loadTexts } from '#i18n/catalogue.ts'
import { languageOf } from '#i18n/languages.ts'
import { TranslationProvider } from '#i18n/translation.tsx'
import { CertificatePage } from '#features/records/certificate/certificate-page.tsx'

export const NOW = Date.UTC(2026, 10, 24)
export const HASH = '0123456789abcdef'.repeat(4)

export const record = runRecord({
  id: 'run-salt',
  startedAt: NOW,
  endedAt: NOW + 1000,
  reference: 'Request 17',
  guards: DEFAULT_GUARDS,
  planned: 2,
  counts: { deleted: 1, guarded: 1 },
  contacts: { deleted: '12', guarded: '3' },
  archive: { archiveId: 'a', places: ['browser'], contacts: 1, incomplete: 0, seal: 'f'.repeat(64) },
})

export const made = (parts: Partial<Certificate> = {}): Certificate => ({
  record,
  portal: { memberId: 'm1', host: 'acme.example' },
  appVersion: '1.0.0',
  madeAt: NOW,
  madeBy: { id: 1, name: 'Ada Admin' },
  salt: record.id,
  contacts: [
    { id: 12, reference: '', verdict: 'deleted', hash: HASH, traces: null },
    { id: 3, reference: '', verdict: 'guarded', hash: null, traces: null },
  ],
  hashes: { kind: 'made', sealed: true },
  traces: null,
  bin: 'not-known',
  ...parts,
})

export const save = vi.fn<(name: string, mediaType: string, parts: readonly string[]) => void>()
const i18n = await loadTexts('en')

export const onRecord = vi.fn<(record: RunRecord) => void>()

export async function open(
  certificate: Certificate,
  {
    title = 'Record of deletion',
    client = new QueryClient(),
    ...answers
  }: Partial<Records> & { title?: string; client?: QueryClient } = {},
): Promise<string> {
  save.mockReset()
  onRecord.mockReset()
  const source: Records = {
    isAdmin: false,
    list: () => Promise.reject(new Error('not asked for')),
    kept: () => Promise.resolve({ asked: ['browser', 'portal-storage'], byId: new Map() }),
    certificate: () => Promise.resolve(certificate),
    eraseCopies: () => Promise.reject(new Error('not asked for')),
    noteBinEmptied: () => Promise.reject(new Error('not asked for')),
    takeBackBin: () => Promise.reject(new Error('not asked for')),
    ...answers,
  }
  const names = () => Promise.resolve({ companies: new Map(), users: new Map([[1, 'Ada Admin']]) })
  render(
    <TranslationProvider i18n={i18n} language={languageOf('en')}>
      <PortsContext
        value={{ contacts: { names }, host: { origin: 'https://acme.example' } } as unknown as Ports}
      >
        <QueryClientProvider client={client}>
          <CertificatePage
            source={source}
            files={{ save }}
            record={certificate.record}
            onRecord={onRecord}
            onBack={() => undefined}
          />
        </QueryClientProvider>
      </PortsContext>
    </TranslationProvider>,
  )
  return (await screen.findByRole('article', { name: title })).textContent
}
