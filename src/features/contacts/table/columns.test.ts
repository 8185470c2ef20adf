import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  arrange,
  densityFor,
  headsSortAll,
  moveColumn,
  offered,
  OPTIONAL_COLUMNS,
  parseColumns,
  serializeColumns,
  toggleColumn,
  USUAL_COLUMNS,
} from './columns.ts'

describe('remembered columns', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...OPTIONAL_COLUMNS]), (columns) => {
        expect(parseColumns(serializeColumns(columns))).toEqual(columns)
      }),
    )
  })

  it.each([null, '', '{', '7', '{"phone":true}', '[1]'])('are the usual ones where %j was stored', (text) => {
    expect(parseColumns(text)).toEqual(USUAL_COLUMNS)
  })

  it('leave out unknown names', () => {
    expect(parseColumns('["shoe size","email","email"]')).toEqual(['email'])
  })

  it('keep the order that a person gave them; one that comes back is the last', () => {
    expect(parseColumns('["type","phone","id"]')).toEqual(['type', 'phone', 'id'])
    const withoutPhone = toggleColumn(['phone', 'email', 'id'], 'phone', false)
    expect(withoutPhone).toEqual(['email', 'id'])
    expect(toggleColumn(withoutPhone, 'phone', true)).toEqual(['email', 'id', 'phone'])
  })

  it('are moved by one place, and not beyond the ends', () => {
    expect(moveColumn(['phone', 'email', 'id'], 'email', -1)).toEqual(['email', 'phone', 'id'])
    expect(moveColumn(['phone', 'email', 'id'], 'email', 1)).toEqual(['phone', 'id', 'email'])
    expect(moveColumn(['phone', 'email'], 'phone', -1)).toEqual(['phone', 'email'])
    expect(moveColumn(['phone', 'email'], 'id', 1)).toEqual(['phone', 'email'])
  })
})

describe('the arrangement', () => {
  it('gives every shown column a place of its own where there is room', () => {
    expect(arrange(['phone', 'created'], 'wide')).toEqual({
      columns: ['name', 'phone', 'created'],
      underName: [],
    })
  })

  it('puts phone and e-mail under the name when it gets narrow', () => {
    expect(arrange(USUAL_COLUMNS, 'middle')).toEqual({
      columns: ['name', 'company', 'responsible', 'created', 'modified'],
      underName: ['phone', 'email'],
    })
    expect(arrange(OPTIONAL_COLUMNS, 'narrow').columns).toEqual(['name'])
  })

  it('never shows a hidden column, nor one twice', () => {
    const densities = fc.constantFrom('wide' as const, 'middle' as const, 'narrow' as const)
    fc.assert(
      fc.property(fc.subarray([...OPTIONAL_COLUMNS]), densities, (shown, density) => {
        const { columns, underName } = arrange(shown, density)
        const all = [...columns, ...underName].filter((column) => column !== 'name')
        expect(new Set(all).size).toBe(all.length)
        expect(all.every((column) => shown.some((other) => other === column))).toBe(true)
      }),
    )
  })

  it('goes by the width of the table', () => {
    expect([340, 600, 780, 1000].map(densityFor)).toEqual(['narrow', 'middle', 'middle', 'wide'])
  })
})

describe('what a width has no room for', () => {
  it('is not offered', () => {
    expect(offered('narrow')).toEqual(['phone', 'email', 'company'])
    expect(offered('middle')).toEqual(OPTIONAL_COLUMNS)
  })

  it('is not chosen as an order in a header', () => {
    const heads = (density: 'wide' | 'middle' | 'narrow') => arrange(USUAL_COLUMNS, density).columns
    expect([heads('wide'), heads('middle'), heads('narrow')].map(headsSortAll)).toEqual([true, true, false])
    expect(headsSortAll(['name', 'created'])).toBe(false)
  })
})
