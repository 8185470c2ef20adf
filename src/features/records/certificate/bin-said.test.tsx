// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Records } from '#core/records/records.ts'
import { eventually } from '../../../../e2e/tools/eventually.ts'
import { made, NOW, onRecord, open, record } from '../../../../e2e/simulation/records/certificate-page.tsx'

afterEach(cleanup)

describe('the page of a record', () => {
  it('lets a slip be taken back', async () => {
    const later = [{ kind: 'bin-emptied', at: NOW + 3000, by: 1 }] as const
    const takenBack = { ...record, planned: 7 }
    const takeBackBin = vi.fn<Records['takeBackBin']>(() => Promise.resolve([]))
    await open(made({ record: { ...record, later } }), { takeBackBin })
    const button = screen.getByRole('button', { name: 'Take this back' })
    expect(button.parentElement?.textContent).toContain('Ada Admin confirmed Nov 24, 2026')
    fireEvent.click(button)
    expect((await screen.findByRole('alert')).textContent).toContain('could not be saved')
    takeBackBin.mockResolvedValue([takenBack])
    fireEvent.click(button)
    await eventually(() => expect(onRecord).toHaveBeenCalledWith(takenBack))
  })

  it('has a line for each place, none of which begins in a sentence', async () => {
    const places = ['browser', 'portal-storage'] as const
    const all = places.map((place) => ({ place, until: null }))
    await open(made(), { kept: () => Promise.resolve({ asked: places, byId: new Map([['a', all]]) }) })
    for (const place of ['the browser of one device', "the app's storage in the portal"])
      expect(screen.getAllByText(`Copy by this app. In ${place}, until it is erased`).length).toBeGreaterThan(
        0,
      )
  })

  it('says nothing of a reference of the run where its contacts have their own', async () => {
    const names = (): (string | null)[] =>
      [...(screen.getByRole('article').querySelector('dl')?.querySelectorAll('dt') ?? [])].map(
        (name) => name.textContent,
      )
    const without = { ...record, reference: '' }
    await open(made({ record: without }))
    expect(names()).toContain('Reference')
    cleanup()
    await open(made({ record: { ...without, references: { '12': 'R-1' } } }))
    expect(names()).not.toContain('Reference')
  })
})
