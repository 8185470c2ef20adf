import type { Company } from '../contract.ts'
import { below, pick, share } from './seed/prng.ts'
import { USER } from './users.ts'

const FIRST = [
  'North',
  'Blue',
  'Silver',
  'Grand',
  'Rapid',
  'Green',
  'Delta',
  'Omega',
  'Prime',
  'Вектор',
  'Северный',
  'Альфа',
  'النور',
  '東京',
  'München',
  'Sol',
] as const
const SECOND = [
  'River',
  'Stone',
  'Bridge',
  'Field',
  'Steel',
  'Light',
  'Trade',
  'Logistics',
  'Строй',
  'Торг',
  'Systems',
  'Foods',
  'Medical',
  'Energy',
] as const
const FORM = ['Ltd', 'GmbH', 'Inc.', 'LLC', 'ООО', 'S.A.', 'AB', '& Sons', 'Group'] as const

export interface CompanyTable {
  readonly count: number
  get(id: number): Company | undefined
  /** A colleague deletes it; nothing in the REST of this portal can. */
  remove(id: number): void
}

/** Companies 1…count, made on demand. */
export function createCompanyTable(seed: number, count: number): CompanyTable {
  const removed = new Set<number>()
  return {
    count,
    remove: (id) => void removed.add(id),
    get(id) {
      if (!Number.isInteger(id) || id < 1 || id > count || removed.has(id)) return undefined
      const TITLE = `${pick(FIRST, seed, id, 51)} ${pick(SECOND, seed, id, 52)} ${pick(FORM, seed, id, 53)}`
      const owner = share(seed, id, 54) < 0.2 ? USER.manager : USER.firstColleague + below(20, seed, id, 55)
      return { ID: id, TITLE: id === 1 ? 'Quote "&" <Sons> Ltd' : TITLE, ASSIGNED_BY_ID: owner }
    },
  }
}
