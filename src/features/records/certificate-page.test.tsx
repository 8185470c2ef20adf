// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Certificate } from '#core/records/certificate.ts'
import type { Records } from '#core/records/records.ts'
import type { RunRecord } from '#core/records/record.ts'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import type { Ports } from '#core/ports.ts'
import { PortsContext } from '../ports.tsx'
import { loadTexts } from '#i18n/catalogue.ts'
import { languageOf } from '#i18n/languages.ts'
import { TranslationProvider } from '#i18n/translation.tsx'
import { CertificatePage } from './certificate-page.tsx'

afterEach(cleanup)

const NOW = Date.UTC(2026, 10, 24)
const HASH = '0123456789abcdef'.repeat(4)

const record: RunRecord = {
  version: 1,
  id: 'run-salt',
  kind: 'deletion',
  user: { id: 7, name: 'Mary Manager' },
  startedAt: NOW,
  endedAt: NOW + 1000,
  reference: 'Request 17',
  query: null,
  guards: DEFAULT_GUARDS,
  planned: 2,
  counts: { deleted: 1, guarded: 1 },
  contacts: { deleted: '12', guarded: '3' },
  archive: { archiveId: 'a', places: ['browser'], contacts: 1, incomplete: 0, seal: 'f'.repeat(64) },
  later: [],
}

const made = (parts: Partial<Certificate> = {}): Certificate => ({
  record,
  portal: { memberId: 'm1', host: 'acme.example' },
  appVersion: '1.0.0',
  madeAt: NOW,
  madeBy: { id: 1, name: 'Ada Admin' },
  salt: record.id,
  contacts: [
    { id: 12, verdict: 'deleted', hash: HASH },
    { id: 3, verdict: 'guarded', hash: null },
  ],
  hashes: { kind: 'made', sealed: true },
  traces: null,
  bin: 'not-known',
  ...parts,
})

const save = vi.fn<(name: string, mediaType: string, parts: readonly string[]) => void>()
let i18n: Awaited<ReturnType<typeof loadTexts>>
beforeAll(async () => {
  i18n = await loadTexts('en')
})

async function open(certificate: Certificate): Promise<string> {
  save.mockReset()
  const source: Records = {
    isAdmin: false,
    list: () => Promise.reject(new Error('not asked for')),
    kept: () => Promise.resolve(new Map()),
    certificate: () => Promise.resolve(certificate),
  }
  const names = () => Promise.resolve({ companies: new Map(), users: new Map([[1, 'Ada Admin']]) })
  render(
    <TranslationProvider i18n={i18n} language={languageOf('en')}>
      <PortsContext value={{ contacts: { names } } as unknown as Ports}>
        <QueryClientProvider client={new QueryClient()}>
          <CertificatePage
            source={source}
            files={{ save }}
            record={certificate.record}
            onBack={() => undefined}
          />
        </QueryClientProvider>
      </PortsContext>
    </TranslationProvider>,
  )
  return (await screen.findByRole('article', { name: 'Certificate of erasure' })).textContent
}

describe('the certificate', () => {
  it('has numbers, results and fingerprints, and the recipe with the salt', async () => {
    const text = await open(made())
    expect(screen.getAllByRole('row').map((row) => row.textContent)).toEqual([
      'IDResultFingerprint (SHA-256)',
      `12deleted${HASH}`,
      '3not deleted: skipped by a ruleno copy of it',
    ])
    expect(text).toContain('the salt: run-salt')
    expect(text).toContain("printf 'run-salt\\nid 12\\nname")
    expect(text).toContain('it is as it was written')
    expect(text).toContain('until Dec 24, 2026 (30 days)')
    expect(text).toContain('Backups made by Bitrix24 itself')
  })

  it.each([
    ['gone', 'can no longer be found here', []],
    ['gone', 'was erased Nov 25, 2026', [{ kind: 'archive-erased', at: NOW + 86_400_000, by: 1 }]],
    ['no-archive', 'stored no copy', []],
    ['unreadable', 'could not be read just now', []],
  ] as const)('without fingerprints (%s) says why: %s', async (kind, words, later) => {
    const contacts = [{ id: 12, verdict: 'deleted', hash: null }]
    const text = await open(made({ hashes: { kind }, contacts, record: { ...record, later } }))
    expect(text).toContain(words)
    expect(text).not.toContain('the salt')
  })

  it('does not vouch for an altered copy, or for an end that was not recorded', async () => {
    const text = await open(
      made({ hashes: { kind: 'made', sealed: false }, record: { ...record, endedAt: null } }),
    )
    expect(text).toContain('could not be confirmed')
    expect(text).not.toContain('it is as it was written')
    expect(text).toContain('The end of this deletion was not recorded')
  })

  it('says first that contacts were restored', async () => {
    const later = [{ kind: 'restored', at: NOW, by: 1, contacts: 1 }] as const
    const text = await open(made({ record: { ...record, later } }))
    expect(text).toContain('1 contact of this deletion was restored later')
  })

  it('offers a list as a file if it is too long for paper', async () => {
    const contacts = Array.from({ length: 501 }, (_, at) => ({ id: at + 1, verdict: 'deleted', hash: HASH }))
    const text = await open(made({ contacts }))
    expect(screen.getAllByRole('row')).toHaveLength(501)
    expect(text).toContain('1 more contact is in the list')
    fireEvent.click(screen.getByRole('button', { name: 'Download the list' }))
    const [name, , parts] = save.mock.calls[0] ?? []
    expect(name).toBe('erasure-run-salt.csv')
    expect(parts?.join('').split('\r\n')).toHaveLength(503)
    expect(parts?.join('')).toContain(`\r\n501,deleted,${HASH}\r\n`)
  })

  it('is printed by the browser', async () => {
    const print = vi.fn<() => void>()
    vi.stubGlobal('print', print)
    await open(made())
    fireEvent.click(screen.getByRole('button', { name: 'Print' }))
    expect(print).toHaveBeenCalledOnce()
    expect(screen.getByRole('status').textContent).toContain('If no print window appears')
    vi.unstubAllGlobals()
  })
})
