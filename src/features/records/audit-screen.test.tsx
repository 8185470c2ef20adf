// @vitest-environment happy-dom
import { eventually } from '../../../e2e/tools/eventually.ts'
import { runRecord } from '../../../e2e/simulation/run-record.ts'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Records } from '#core/records/records.ts'
import type { RunRecord } from '#core/records/record.ts'
import { failureOfKind, PortalFailure } from '#core/failure.ts'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import type { Ports } from '#core/ports.ts'
import { PortsContext } from '../ports.tsx'
import { loadTexts } from '#i18n/catalogue.ts'
import { languageOf } from '#i18n/languages.ts'
import { TranslationProvider } from '#i18n/translation.tsx'
import { AuditScreen } from './audit-screen.tsx'

afterEach(cleanup)

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 24)
const SEAL = 'ab'.repeat(32)

const record = (id: string, parts: Partial<RunRecord> = {}): RunRecord =>
  runRecord({
    id,
    startedAt: NOW,
    endedAt: NOW + 1000,
    guards: DEFAULT_GUARDS,
    planned: 3,
    counts: { deleted: 2, guarded: 1 },
    contacts: { deleted: '4-5', guarded: '9' },
    ...parts,
  })

const RECORDS = [
  record('old', { startedAt: NOW - DAY, reference: '=GDPR 17', user: { id: 8, name: 'Olga Officer' } }),
  record('new', {
    references: { '4': 'R-101', '5': 'R-102' },
    lists: [{ rows: 3, found: 2, unread: 0, notFound: 1, missing: [{ row: 4, reference: 'R-103' }] }],
    archive: { archiveId: 'a', places: ['portal-storage'], contacts: 2, incomplete: 0, seal: SEAL },
    later: [{ kind: 'restored', at: NOW + 5000, by: 8, contacts: 1 }],
  }),
]

const save = vi.fn<(name: string, mediaType: string, parts: readonly string[]) => void>()
const onBack = vi.fn<() => void>()
const i18n = await loadTexts('en')

const dossiers = {
  read: (id: number) =>
    Promise.resolve({ contact: { id, firstName: 'Ann', secondName: '', lastName: 'Lee' } }),
}
const find = vi.fn<(oldIds: readonly number[]) => Promise<ReadonlyMap<number, readonly number[]>>>()
const onDelete = vi.fn<(subject: { id: number; name: string }, onGone: () => void) => void>()

function open(source: Partial<Records> = {}): void {
  save.mockReset()
  onBack.mockReset()
  const whole: Records = {
    isAdmin: true,
    list: () => Promise.resolve({ records: RECORDS, everybodys: true }),
    kept: () =>
      Promise.resolve({
        asked: ['browser', 'portal-storage'],
        byId: new Map([['a', [{ place: 'portal-storage', until: NOW + 30 * DAY }]]]),
      }),
    certificate: () => Promise.reject(new Error('not asked for')),
    eraseCopies: () => Promise.reject(new Error('not asked for')),
    noteBinEmptied: () => Promise.reject(new Error('not asked for')),
    takeBackBin: () => Promise.reject(new Error('not asked for')),
    ...source,
  }
  const names = () => Promise.resolve({ companies: new Map(), users: new Map([[8, 'Olga Officer']]) })
  render(
    <TranslationProvider i18n={i18n} language={languageOf('en')}>
      <PortsContext value={{ contacts: { names }, host: { origin: '' }, dossiers } as unknown as Ports}>
        <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
          <AuditScreen source={whole} files={{ save }} doubles={{ find, onDelete }} onBack={onBack} />
        </QueryClientProvider>
      </PortsContext>
    </TranslationProvider>,
  )
}

const rows = async (): Promise<string[]> =>
  within(await screen.findByRole('table', { name: 'Deletions and restores' }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent)

describe('the audit', () => {
  it('shows who started each run and why, its result, where its copy is, and what happened since', async () => {
    open()
    await screen.findByText(/was restored .* by Olga Officer/u)
    const [first = '', second = ''] = await rows()
    expect(first).toContain('Mary Manager')
    expect(first).toContain('2 deleted')
    expect(first).toContain('1 skipped by rules')
    expect(first).toContain("In the app's storage in the portal, until Dec 24, 2026")
    expect(second).toContain('=GDPR 17')
    expect(second).toContain('None')
    expect(screen.getByText(/^Deletions and restores made/u)).toBeTruthy()
  })

  it.each([
    [false, 'Only an administrator sees those of everybody.'],
    [true, 'permission “entity”'],
  ])('says that these are only their own, to an administrator (%s) why', async (isAdmin, words) => {
    open({ isAdmin, list: () => Promise.resolve({ records: RECORDS, everybodys: false }) })
    expect((await screen.findByText(/^Your own deletions and restores/u)).textContent).toContain(words)
    expect(screen.queryByText(/^Deletions and restores made/u)).toBeNull()
  })

  it('finds by person and reference, and sorts', async () => {
    open()
    expect((await rows()).map((row) => row.includes('Mary'))).toEqual([true, false])
    fireEvent.click(screen.getByRole('button', { name: 'When' }))
    expect((await rows()).map((row) => row.includes('Mary'))).toEqual([false, true])
    expect(screen.getByRole('columnheader', { name: 'When' }).getAttribute('aria-sort')).toBe('ascending')
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'gdpr officer' } })
    expect(await rows()).toHaveLength(1)
    expect(screen.getByRole('status').textContent).toBe('1 record')
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'nobody' } })
    expect(screen.getByText('No record matches')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Clear search' }))
    expect(await rows()).toHaveLength(2)
  })

  it('names what a restore made twice as long as it is there twice, and offers to delete either', async () => {
    find.mockResolvedValueOnce(new Map([[12, [50, 51]]])).mockResolvedValueOnce(new Map())
    const restore = record('r', {
      kind: 'restore',
      counts: { doubled: 1 },
      contacts: { doubled: '12' },
    })
    open({ list: () => Promise.resolve({ records: [restore], everybodys: true }) })
    fireEvent.click(await screen.findByRole('button', { name: /^Details/u }))
    await screen.findByText('12 → 50')
    expect(screen.getByRole('button', { name: 'Delete ID 12, ID 50…' })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Delete ID 12, ID 51…' }))
    await eventually(() => expect(onDelete.mock.calls[0]?.[0]).toEqual({ id: 51, name: 'Ann Lee' }))
    onDelete.mock.calls[0]?.[1]()
    await eventually(() => expect(screen.queryByText('12 → 50')).toBeNull())
    expect(find.mock.calls).toEqual([[[12]], [[12]]])
  })

  it('finds by the ID of a contact and by references, and shows them', async () => {
    open()
    const [first = ''] = await rows()
    expect(first).toContain('ID 4, 5, 9')
    expect(first).toContain('R-101, R-102')
    for (const [search, found] of [
      ['r-102', 1],
      ['R-103', 1],
      ['5', 2],
      ['6', 0],
    ] as const) {
      fireEvent.change(screen.getByRole('searchbox'), { target: { value: search } })
      expect(screen.getByRole('status').textContent).toMatch(new RegExp(`^${found} record`, 'u'))
    }
  })

  it('shows first what was found, says that a request of a list had no contact, and no "none" beside references', async () => {
    const many = record('many', {
      ...{ contacts: { deleted: '1-9' }, planned: 9, references: { 1: 'R-1', 2: 'R-2', 3: 'R-3', 4: 'R-4' } },
      lists: [{ rows: 5, found: 4, unread: 0, notFound: 1, missing: [{ row: 6, reference: 'R-9' }] }],
    })
    open({ list: () => Promise.resolve({ records: [many], everybodys: true }) })
    const found = async (search: string): Promise<string> => {
      fireEvent.change(await screen.findByRole('searchbox'), { target: { value: search } })
      return (await rows()).join('\n')
    }
    expect(await found('r-4')).toMatch(/^(?!.*Not found).*R-4, R-1, R-2 \+ 1/u)
    expect(await found('8')).toContain('ID 8, 1, 2 + 6')
    expect(await found('r-9')).toContain('Not found in this portal: row 6 (R-9)')
    fireEvent.click(screen.getByRole('button', { name: /^Details/u }))
    expect(await screen.findByText('References of contacts')).toBeTruthy()
    expect(screen.queryByText('Reference', { exact: true })).toBeNull()
  })

  it('says of a run that it is paused, and when the copy of a run for erasure is erased', async () => {
    const [, run] = RECORDS
    const records = [
      { ...run!, eraseCopyAfterDays: 7, counts: { deleted: 2 }, planned: 2 },
      record('paused', { startedAt: NOW - DAY, endedAt: null, paused: true, counts: { waiting: 3 } }),
    ]
    open({ list: () => Promise.resolve({ records, everybodys: true }) })
    const [first = '', second = ''] = await rows()
    await eventually(() => expect(screen.getByText(/until Dec 1, 2026/u)).toBeTruthy())
    expect(first).not.toContain('Dec 24')
    expect(second).toContain('Paused')
    expect(second).not.toContain('End not recorded')
  })

  it('says of a run whose end is not recorded neither that contacts wait nor that there is no copy', async () => {
    const cut = { endedAt: null, archive: null, counts: { guarded: 1, waiting: 2 } }
    open({ list: () => Promise.resolve({ records: [record('cut', cut)], everybodys: true }) })
    const [row = ''] = await rows()
    expect(row).toContain('not recorded: 2')
    expect(row).toContain('Nothing was recorded')
    expect(row).not.toMatch(/waiting|None/u)
  })

  it('notes in several records at once that the bin is empty, after a question', async () => {
    const emptied = { kind: 'bin-emptied', at: NOW + 2000, by: 8 } as const
    const records = [
      ...RECORDS,
      record('open', { endedAt: null }),
      record('none', { counts: { guarded: 3 } }),
      record('restore', { kind: 'restore' }),
      record('known', { later: [emptied] }),
    ]
    const list = vi.fn<Records['list']>(() => Promise.resolve({ records, everybodys: true }))
    const noteBinEmptied = vi.fn<Records['noteBinEmptied']>((shown) => {
      list.mockResolvedValue({
        records: records.map((one) => (one === RECORDS[0] ? { ...one, later: [emptied] } : one)),
        everybodys: true,
      })
      return Promise.resolve(shown.slice(1))
    })
    open({ list, noteBinEmptied })
    fireEvent.click(await screen.findByRole('button', { name: 'The bin is empty or off (2 records)…' }))
    const question = screen.getByRole('alertdialog')
    expect(question.textContent).toContain('Note in 2 records that the recycle bin is empty or off?')
    expect(noteBinEmptied).not.toHaveBeenCalled()
    fireEvent.click(within(question).getByRole('button', { name: 'Note in 2 records' }))
    expect((await screen.findByRole('alert')).textContent).toContain('1 record could not be saved')
    expect(noteBinEmptied.mock.calls[0]?.[0].map(({ id }) => id)).toEqual(['new', 'old'])
    expect(screen.getByRole('button', { name: 'The bin is empty or off (1 record)…' })).toBeTruthy()
  })

  it('saves what is found as CSV, in which no reference is a formula', async () => {
    open()
    await screen.findByText(/by Olga Officer/u)
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'gdpr' } })
    fireEvent.click(screen.getByRole('button', { name: 'Download as CSV' }))
    const [name, , parts] = save.mock.calls[0] ?? []
    const lines = parts?.join('').split('\r\n') ?? []
    expect(name).toBe('audit.csv')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toContain(",Olga Officer,Deletion,'=GDPR 17,")
    expect(lines[1]).toContain('2026-11-23T00:00:00.000Z')
  })

  it('says why it cannot be read, and tries again; an empty one says what will be in it', async () => {
    const list = vi.fn<Records['list']>(() =>
      Promise.reject(new PortalFailure({ kind: 'scope', code: 'insufficient_scope', portalText: '' })),
    )
    open({ list })
    expect((await screen.findByRole('alert')).textContent).toContain('The app lacks a permission')
    list.mockResolvedValue({ records: [], everybodys: true })
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('No records were found')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Back' }))
    expect(onBack).toHaveBeenCalledOnce()
  })

  it('offers no second try where only the vendor can end the block', async () => {
    open({ list: () => Promise.reject(new PortalFailure(failureOfKind('blocked'))) })
    expect((await screen.findByRole('alert')).textContent).toContain('The portal has blocked apps')
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
  })

  it('says that it does not know where copies are if it cannot find out', async () => {
    open({ kept: () => Promise.reject(new PortalFailure({ kind: 'network', code: '', portalText: '' })) })
    const [first = ''] = await rows()
    expect(first).toContain(
      "Was stored in the app's storage in the portal; whether it is still there is not known",
    )
  })

  it('shows all of one run, and returns the focus to its row', async () => {
    open()
    const [button] = await screen.findAllByRole('button', { name: /^Details/u })
    if (button === undefined) throw new Error('no run')
    fireEvent.click(button)
    const heading = screen.getByRole('heading', { level: 1 })
    expect(heading.textContent).toMatch(/^Deletion of Nov 24, 2026/u)
    expect(document.activeElement).toBe(heading)
    for (const text of [
      ...[
        '4: R-101',
        '5: R-102',
        '3 rows · 2 found · 1 not found',
        'Not found in this portal: row 4 (R-103)',
      ],
      SEAL,
      'One by one, or from a list',
      'Has open deals',
      'deleted: 4-5',
      'new',
    ])
      expect(screen.getByText(text)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Back' }))
    expect(document.activeElement?.textContent).toBe('Details')
  })
})
