import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  openFirst,
  openItemsFirst,
  totalsPerCurrency,
  type LinkedActivity,
  type LinkedItem,
} from './dossier.ts'

const item = (value: number | null, currency = 'EUR'): LinkedItem => ({
  id: 1,
  title: '',
  stage: '',
  closed: null,
  amount: value === null ? null : { value, currency },
  path: '/',
})

describe('totalsPerCurrency', () => {
  it('adds money without the errors of binary fractions', () => {
    expect(totalsPerCurrency([item(0.1), item(0.2), item(null)])).toEqual([{ value: 0.3, currency: 'EUR' }])
  })

  it('keeps currencies apart, in the order of their first appearance', () => {
    expect(totalsPerCurrency([item(1, 'USD'), item(2, 'EUR'), item(3, 'USD')])).toEqual([
      { value: 4, currency: 'USD' },
      { value: 2, currency: 'EUR' },
    ])
  })
})

const activities: fc.Arbitrary<LinkedActivity> = fc.record({
  id: fc.nat(),
  subject: fc.constant(''),
  kind: fc.constant('call' as const),
  completed: fc.boolean(),
  deadline: fc.option(fc.nat()),
  owned: fc.boolean(),
})

describe('openFirst', () => {
  it('puts every open activity before every done one, and the nearest open deadline first', () => {
    fc.assert(
      fc.property(fc.array(activities), (list) => {
        const sorted = openFirst(list)
        const open = sorted.filter((each) => !each.completed)
        const dates = open.flatMap((each) => each.deadline ?? [])
        expect(sorted.slice(0, open.length)).toEqual(open)
        expect(dates).toEqual(dates.toSorted((a, b) => a - b))
        expect(sorted).toHaveLength(list.length)
      }),
    )
  })
})

it('openItemsFirst puts open items first, then unknown ones, and keeps their order otherwise', () => {
  const item = (id: number, closed: boolean | null): LinkedItem => ({
    id,
    title: '',
    stage: '',
    closed,
    amount: null,
    path: '',
  })
  const items = [item(5, true), item(4, false), item(3, null), item(2, false), item(1, true)]
  expect(openItemsFirst(items).map(({ id }) => id)).toEqual([4, 2, 3, 5, 1])
})
