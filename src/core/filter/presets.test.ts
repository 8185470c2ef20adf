import { describe, expect, it } from 'vitest'
import { presetFilters, withPeopleOfToday } from './presets.ts'

const facts = {
  now: new Date(2028, 1, 29, 23, 30).getTime(),
  me: () => Promise.resolve({ id: 7, name: 'Me' }),
  left: () => Promise.resolve([3, 4]),
}

describe('ready-made filters', () => {
  it('go by the person’s own day', async () => {
    expect(await presetFilters('today', facts)).toEqual({ created: { from: '2028-02-29', to: null } })
    expect(await presetFilters('quiet-year', facts)).toEqual({ activity: { from: null, to: '2027-02-27' } })
  })

  it('name those who are meant today', async () => {
    expect(await presetFilters('mine', facts)).toEqual({
      responsible: { kind: 'these', people: [{ id: 7, name: 'Me' }] },
    })
    expect(await presetFilters('left', facts)).toEqual({ responsible: { kind: 'left', ids: [3, 4] } })
    const saved = { withoutPhone: true, responsible: { kind: 'left', ids: [1] } } as const
    expect(await withPeopleOfToday(saved, facts.left)).toEqual({
      withoutPhone: true,
      responsible: { kind: 'left', ids: [3, 4] },
    })
  })
})
