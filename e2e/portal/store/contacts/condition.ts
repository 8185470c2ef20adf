/** One filter key taken apart: `!@ID` → not-in ID. Shared by the old lists and crm.item.list. */
export type Operator =
  | '='
  | '!='
  | '>'
  | '>='
  | '<'
  | '<='
  | 'in'
  | 'not-in'
  | 'contains'
  | 'not-contains'
  | 'like'
  | 'between'

const PREFIXES: readonly (readonly [prefix: string, operator: Operator])[] = [
  ['!=%', 'not-contains'],
  ['!%', 'not-contains'],
  ['!@', 'not-in'],
  ['!=', '!='],
  ['>=', '>='],
  ['<=', '<='],
  ['><', 'between'],
  ['=%', 'like'],
  ['%=', 'like'],
  ['!', '!='],
  ['=', '='],
  ['>', '>'],
  ['<', '<'],
  ['%', 'contains'],
  ['@', 'in'],
]

export interface FilterKey {
  operator: Operator
  field: string
}

export function parseFilterKey(key: string): FilterKey {
  const found = PREFIXES.find(([prefix]) => key.startsWith(prefix))
  return found === undefined
    ? { operator: '=', field: key }
    : { operator: found[1], field: key.slice(found[0].length) }
}

/** NaN never matches. A pattern on a number is compared as a whole, as the portal's LIKE on reference fields is. */
export function numberTest(operator: Operator, wanted: readonly number[]): (value: number) => boolean {
  const [first = Number.NaN, last = Number.NaN] = wanted
  const set = new Set(wanted)
  switch (operator) {
    case '=':
    case 'in':
    case 'contains':
    case 'like':
      return wanted.length === 1 ? (value) => value === first : (value) => set.has(value)
    case '!=':
    case 'not-in':
    case 'not-contains':
      return wanted.length === 1 ? (value) => value !== first : (value) => !set.has(value)
    case '>':
      return (value) => value > first
    case '>=':
      return (value) => value >= first
    case '<':
      return (value) => value < first
    case '<=':
      return (value) => value <= first
    case 'between':
      return (value) => value >= first && value <= last
  }
}

/** Case is ignored, as by the portal's *_ci collation. */
export function textTest(operator: Operator, wanted: readonly string[]): (value: string) => boolean {
  const texts = wanted.map((text) => text.toLowerCase())
  const [first = '', last = ''] = texts
  const set = new Set(texts)
  switch (operator) {
    case '=':
    case 'in':
      return (value) => set.has(value.toLowerCase())
    case '!=':
    case 'not-in':
      return (value) => !set.has(value.toLowerCase())
    case 'contains':
      return (value) => texts.some((text) => value.toLowerCase().includes(text))
    case 'not-contains':
      return (value) => !texts.some((text) => value.toLowerCase().includes(text))
    case 'like': {
      const patterns = texts.map(likePattern)
      return (value) => patterns.some((pattern) => pattern.test(value.toLowerCase()))
    }
    case '>':
      return (value) => value.toLowerCase() > first
    case '>=':
      return (value) => value.toLowerCase() >= first
    case '<':
      return (value) => value.toLowerCase() < first
    case '<=':
      return (value) => value.toLowerCase() <= first
    case 'between':
      return (value) => value.toLowerCase() >= first && value.toLowerCase() <= last
  }
}

/** SQL's LIKE: % any text, _ one sign. */
function likePattern(text: string): RegExp {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('%', '.*').replaceAll('_', '.')}$`, 's')
}
