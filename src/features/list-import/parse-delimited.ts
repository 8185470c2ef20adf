import papa from 'papaparse'
import type { Row } from '#core/list/table.ts'

/** The rows of a text with this separator. */
export function parseDelimited(text: string, delimiter: string): readonly Row[] {
  const parsed = papa.parse<string[]>(text, { delimiter, quoteChar: '"' })
  // A quote that never ends would swallow the rest of the table: then it counts as an ordinary character.
  const stray = parsed.errors.some(({ type }) => type === 'Quotes')
  return (stray ? papa.parse<string[]>(text, { delimiter, quoteChar: '\0' }) : parsed).data
}
