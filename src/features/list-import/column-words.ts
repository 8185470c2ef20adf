import type { ColumnRole } from '#core/list/guess-columns.ts'
import type { Row } from '#core/list/table.ts'
import type { Text } from '#i18n/translation.tsx'

export const ROLES = {
  id: 'list-import.asIds',
  email: 'list-import.asEmails',
  phone: 'list-import.asPhones',
  any: 'list-import.asAuto',
  reference: 'list-import.asReference',
} as const satisfies Record<ColumnRole, string>

/** "B: E-mail", or "B" without a title. */
export function columnName(index: number, titles: Row, t: Text): string {
  const title = shortened(titles[index]?.trim() ?? '')
  return title === '' ? letterOf(index) : t('list-import.columnNamed', { letter: letterOf(index), title })
}

export function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

/** A spreadsheet's name of a column, from 0. */
function letterOf(index: number): string {
  const rest = index % 26
  const letter = String.fromCodePoint(65 + rest)
  return index < 26 ? letter : letterOf((index - rest) / 26 - 1) + letter
}
