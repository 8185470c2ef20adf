// @vitest-environment happy-dom
import { eventually } from '../../../../e2e/tools/eventually.ts'
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Records } from '#core/records/records.ts'
import { createQueryClient } from '../../../app/query-client.ts'
import {
  HASH,
  made,
  NOW,
  onRecord,
  open,
  record,
  save,
} from '../../../../e2e/simulation/records/certificate-page.tsx'

afterEach(cleanup)

describe('the certificate', () => {
  it('has numbers, results and fingerprints, and the recipe with the salt', async () => {
    const text = await open(made())
    expect(screen.getAllByRole('row').map((row) => row.textContent)).toEqual([
      'IDResultFingerprint (SHA-256)',
      `12deleted${HASH}`,
      '3not deleted: skipped by a rulenone: no copy',
    ])
    expect(text).toContain('the salt: run-salt')
    expect(text).toContain("printf 'run-salt\\nid 12\\nname")
    expect(text).toContain('it is as it was written')
    expect(text).toContain('in the cloud until Dec 24, 2026')
    expect(text).toContain('Backups by Bitrix24')
  })

  it.each([
    ['gone', 'can no longer be found here', []],
    ['gone', 'was erased Nov 25, 2026', [{ kind: 'archive-erased', at: NOW + 86_400_000, by: 1 }]],
    ['no-archive', 'stored no copy', []],
    ['unreadable', 'could not be read just now', []],
  ] as const)('without fingerprints (%s) says why: %s', async (kind, words, later) => {
    const contacts = [{ id: 12, reference: '', verdict: 'deleted', hash: null, traces: null }]
    const text = await open(made({ hashes: { kind }, contacts, record: { ...record, later } }))
    expect(text).toContain(words)
    expect(text).not.toContain('the salt')
  })

  it('of a long run that was never read before its copy was gone says so', async () => {
    const archive = { ...record.archive!, contacts: 10_001 }
    const contacts = [{ id: 12, reference: '', verdict: 'deleted', hash: null, traces: null }]
    const text = await open(made({ hashes: { kind: 'gone' }, contacts, record: { ...record, archive } }))
    expect(text).toContain('above 10,000 contacts the copy is read for them only when the app erases it')
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

  describe('is called a certificate', () => {
    const erased = {
      kind: 'archive-erased',
      at: NOW + 2000,
      by: 1,
      archiveId: 'a',
      places: ['browser'],
    } as const
    const emptied = { kind: 'bin-emptied', at: NOW + 3000, by: 1 } as const
    const whole = { ...record, counts: { deleted: 1 }, contacts: { deleted: '12' }, planned: 1 }

    it('only when no copy is known and somebody said that the bin is empty', async () => {
      const text = await open(made({ record: { ...whole, later: [erased, emptied] } }), {
        title: 'Certificate of erasure',
      })
      expect(text).toContain('Ada Admin confirmed Nov 24, 2026')
      expect(text).toContain('The app cannot check this.')
      expect(screen.queryByText(/still be restored/u)).toBeNull()
    })

    it.each([
      ['1 skipped by rules', { ...record, later: [erased, emptied] }],
      [
        '6 skipped by rules; 2 not deleted: no permission; 1 not known',
        {
          ...record,
          counts: { deleted: 1, guarded: 6, 'access-denied': 2, unknown: 1 },
          later: [erased, emptied],
        },
      ],
      ["nobody has confirmed that the portal's recycle bin is empty or off", { ...whole, later: [erased] }],
      [
        'a copy may be stored where the app cannot look from here, such as another browser',
        { ...whole, later: [emptied] },
      ],
      [
        '1 contact was restored',
        { ...whole, later: [erased, emptied, { kind: 'restored', at: NOW, by: 1, contacts: 1 }] },
      ],
      ['the record could not be read whole', { ...whole, later: [erased, emptied], lacks: ['archive'] }],
      [
        "the deletion is paused; nobody has confirmed that the portal's recycle bin is empty or off",
        { ...whole, endedAt: null, paused: true, later: [erased, emptied] },
      ],
    ] as const)('not if %s, and says so', async (why, of) => {
      await open(made({ record: of }))
      const [sentence] = screen.getAllByText(`No certificate of erasure: ${why}.`)
      // Right below the heading of the page.
      expect(sentence?.previousElementSibling?.querySelector('h1')).not.toBeNull()
    })

    it('not while a copy is stored, and says where and until when', async () => {
      const place = { place: 'portal-storage', until: NOW + 30 * 86_400_000 } as const
      const kept = () => Promise.resolve({ asked: [place.place], byId: new Map([['a', [place]]]) })
      const seven = { ...whole, eraseCopyAfterDays: 7, later: [emptied] }
      await open(made({ record: seven }), { kept })
      expect(
        screen.getAllByText(
          /^No certificate of erasure: a copy is stored in the app's storage in the portal until Dec 1, 2026; a copy may/u,
        ),
      ).toHaveLength(2)
      expect(screen.getByText('Can still be restored until Dec 1, 2026')).toBeTruthy()
      expect(screen.getByRole('article').textContent).not.toContain('Dec 24')
    })

    it('not by where copies were before: those of a run that has just ended are looked for anew', async () => {
      const client = createQueryClient()
      const seven = {
        ...whole,
        later: [emptied],
        archive: { ...record.archive!, places: ['portal-storage'] as const },
      }
      await open(made({ record: seven }), { client, title: 'Certificate of erasure' })
      cleanup()
      const stored = [{ place: 'portal-storage' as const, until: null }]
      await open(made({ record: seven }), {
        client,
        kept: () => Promise.resolve({ asked: ['portal-storage'], byId: new Map([['a', stored]]) }),
      })
      expect(screen.getAllByText(/^No certificate of erasure: a copy is stored/u).length).toBeGreaterThan(0)
    })

    it('not if the record is damaged, and says what it lacks', async () => {
      const text = await open(
        made({ record: { ...whole, later: [erased, emptied], lacks: ['archive', 'later'] } }),
      )
      expect(text).toContain('Missing or damaged: Copy of what was deleted and Since then.')
    })

    it('for each contact on its own page', async () => {
      const of = { ...record, later: [erased, emptied], references: { '12': 'R-1' } }
      const contacts = [
        {
          id: 12,
          reference: 'R-1',
          verdict: 'deleted',
          hash: HASH,
          traces: { counts: { deal: 2 }, atLeast: [] },
        },
        { id: 3, reference: '', verdict: 'guarded', hash: null, traces: null },
      ]
      await open(made({ record: of, contacts }))
      const page = screen.getByRole('region', { name: 'Certificate of erasure, ID 12' })
      for (const words of ['R-1', HASH, '2 deals', 'the salt: run-salt'])
        expect(page.textContent).toContain(words)
      const skipped = screen.getByRole('region', { name: 'Record of deletion, ID 3' }).textContent
      expect(skipped).toContain('not deleted: skipped by a rule')
      for (const untrue of [HASH, 'Deleted by', 'Removed with', 'lost its link', 'Fingerprint'])
        expect(skipped).not.toContain(untrue)
      fireEvent.click(screen.getByRole('checkbox', { name: 'One page per contact' }))
      expect(screen.queryByRole('region', { name: 'Certificate of erasure, ID 12' })).toBeNull()
    })
  })

  describe('says on top from where contacts can be restored', () => {
    const stored = [{ place: 'portal-storage', until: NOW + 40 * 86_400_000 } as const]
    const keptOf = (...ids: string[]) => ({
      kept: () =>
        Promise.resolve({
          asked: ['browser', 'portal-storage'] as const,
          byId: new Map(ids.map((id) => [id, stored])),
        }),
    })
    const tried = { leftIn: [], untouched: null, noted: true }

    it('and erases the copy after a question', async () => {
      const changed = { ...record, planned: 9 }
      const eraseCopies = vi.fn<Records['eraseCopies']>(() => Promise.resolve({ record: changed, ...tried }))
      await open(made(), { ...keptOf('a'), eraseCopies })
      expect(screen.getByText('Can still be restored until Jan 3, 2027')).toBeTruthy()
      fireEvent.click(screen.getByRole('button', { name: 'Erase the copy now' }))
      expect(eraseCopies).not.toHaveBeenCalled()
      const question = screen.getByRole('alertdialog', { name: 'Erase the copy of 1 contact?' })
      fireEvent.click(within(question).getByRole('button', { name: 'Erase copy' }))
      await eventually(() => expect(onRecord).toHaveBeenCalledWith(changed))
    })

    it('and says why the copy was not erased', async () => {
      await open(made(), { ...keptOf('a'), eraseCopies: () => Promise.resolve(null) })
      fireEvent.click(screen.getByRole('button', { name: 'Erase the copy now' }))
      fireEvent.click(screen.getByRole('button', { name: 'Erase copy' }))
      expect((await screen.findByRole('alert')).textContent).toContain('a deletion is open')
      expect(onRecord).not.toHaveBeenCalled()
    })

    it('and speaks of several copies where there are several, and of the contacts that were copied', async () => {
      const earlier = ['b', 'c'].map((archiveId) => ({ ...record.archive!, archiveId, contacts: 3 }))
      const of = { ...record, planned: 9, earlierArchives: earlier }
      await open(made({ record: of }), keptOf('a', 'b', 'c'))
      fireEvent.click(screen.getByRole('button', { name: 'Erase 3 copies now' }))
      const question = screen.getByRole('alertdialog', { name: 'Erase the 3 copies of 7 contacts?' })
      expect(question.textContent).toContain('no longer be restored from them')
      for (const name of ['Keep 3 copies', 'Erase 3 copies'])
        expect(within(question).getByRole('button', { name })).toBeTruthy()
    })

    it.each([
      ['unproved', 'Nothing was erased: the copy could not be read, and its fingerprints would be lost.'],
      ['unasked', 'The copy could not be erased'],
    ] as const)('and says why nothing was erased (%s)', async (why, words) => {
      const untouched = { why, failure: { kind: 'network', code: '', portalText: '' } } as const
      const eraseCopies = () => Promise.resolve({ ...tried, record, untouched })
      await open(made(), { ...keptOf('a'), eraseCopies })
      fireEvent.click(screen.getByRole('button', { name: 'Erase the copy now' }))
      fireEvent.click(screen.getByRole('button', { name: 'Erase copy' }))
      expect((await screen.findByRole('alert')).textContent).toContain(words)
    })

    it('and tries again if only the record could not be saved', async () => {
      const eraseCopies = vi.fn<Records['eraseCopies']>(() =>
        Promise.resolve({ ...tried, record, noted: false }),
      )
      await open(made(), { ...keptOf('a'), eraseCopies })
      fireEvent.click(screen.getByRole('button', { name: 'Erase the copy now' }))
      fireEvent.click(screen.getByRole('button', { name: 'Erase copy' }))
      fireEvent.click(await screen.findByRole('button', { name: 'Try again' }))
      await eventually(() => expect(eraseCopies).toHaveBeenCalledTimes(2))
    })

    it('and notes who said that the bin is empty', async () => {
      const noted = { ...record, planned: 8 }
      await open(made(), { noteBinEmptied: () => Promise.resolve([noted]) })
      expect(screen.getByText('May still be restored until Dec 24, 2026')).toBeTruthy()
      expect(screen.queryByRole('button', { name: 'Erase the copy now' })).toBeNull()
      fireEvent.click(screen.getByRole('button', { name: 'The bin is empty or off' }))
      await eventually(() => expect(onRecord).toHaveBeenCalledWith(noted))
    })
  })

  it('offers a list as a file if it is too long for paper', async () => {
    const contacts = Array.from({ length: 501 }, (_, at) => ({
      id: at + 1,
      reference: '',
      verdict: 'deleted',
      hash: HASH,
      traces: null,
    }))
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
    expect(screen.getByRole('status').textContent).toContain('If no print window opens')
    vi.unstubAllGlobals()
  })
})
