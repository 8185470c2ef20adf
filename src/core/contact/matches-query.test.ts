import { describe, expect, it } from 'vitest'
import { NO_FILTERS } from '../filter/filters.ts'
import { matchesQuery } from './matches-query.ts'

const finds = (search: string, lastName: string, firstName = ''): boolean =>
  matchesQuery({ search, filters: NO_FILTERS }, { shown: { firstName, lastName }, owns: false })

describe('what a search of the portal finds', () => {
  it.each([
    ['семенов', 'Семёнов'],
    ['Семёнов', 'СЕМЕНОВ'],
    ['андреи', 'Андрей'],
    ['Muller', 'Müller'],
    ['strasser', 'Straßer'],
    ['STRASSER', 'Straßer'],
    ['straßer', 'STRASSER'],
    ['STRAẞER', 'Strasser'],
    ['IŞIK', 'ışık'],
    ['ışık', 'Işık'],
    ['isik', 'IŞIK'],
    ['ilker', 'İLKER'],
    ['ΝΙΚΟΣ', 'Νικοστράτου'],
    ['walesa', 'Wałęsa'],
    ['Dang', 'Đặng'],
    ['sorensen', 'Sørensen'],
    ['たなか', 'タナカ'],
    ['ﾀﾅｶ', 'タナカ'],
    ['ｔａｎａｋａ', 'Tanaka'],
    ['ofﬁce', 'Office'],
    ['王', '王小明'],
  ])('%s may find %s, since some databases take their letters for one', (search, name) => {
    expect(finds(search, name)).toBe(true)
  })

  it('has each word in one part of the name', () => {
    expect(finds('anna petr', 'Petrova', 'Anna')).toBe(true)
    expect(finds('annapetrova', 'Petrova', 'Anna')).toBe(false)
    expect(finds('anna boris', 'Petrova', 'Anna')).toBe(false)
    expect(finds('ana', 'Petrova', 'Anna')).toBe(false)
  })
})
