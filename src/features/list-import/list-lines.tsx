import { useState, type ReactNode } from 'react'
import type { ListEntry, UnreadableEntry } from '#core/list/read-list.ts'
import type { EntryProblem } from '#core/list/read-cell.ts'
import { useTranslation, type Text } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'

/** Lines that are added by one press of "Show more". */
const LINES_AT_ONCE = 200
/** Lists up to this length are open. */
const OPEN_UP_TO = 8

export interface ListLine {
  readonly text: string
  /** Its place in the list, and what is wrong with it. */
  readonly note: string
}

/** A list that can be folded, opened as far as the person asks. */
export function Lines(props: { title: string; lines: readonly ListLine[] }): ReactNode {
  const { title, lines } = props
  const { t } = useTranslation()
  const [shown, setShown] = useState(LINES_AT_ONCE)
  if (lines.length === 0) return null
  const more = lines.length - shown
  return (
    <details open={lines.length <= OPEN_UP_TO}>
      <summary className="min-h-6 cursor-pointer font-semibold">{title}</summary>
      <ul className="mt-1 flex flex-col gap-0.5 ps-4">
        {lines.slice(0, shown).map(({ text, note }, place) => (
          <li key={place}>
            <bdi>{text}</bdi> <span className="text-muted">{note}</span>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Button variant="quiet" onClick={() => setShown(shown + LINES_AT_ONCE)}>
          {t('list-import.showMore', { count: more })}
        </Button>
      )}
    </details>
  )
}

export function linesOf(entries: readonly ListEntry[], t: Text): readonly ListLine[] {
  return entries.map(({ row, text }) => ({ text, note: t('list-import.row', { row: String(row) }) }))
}

const PROBLEMS = {
  unclear: 'list-import.problemUnclear',
  rounded: 'list-import.problemRounded',
  'not-id': 'list-import.problemId',
  'not-email': 'list-import.problemEmail',
  'not-phone': 'list-import.problemPhone',
  'not-any': 'list-import.problemAny',
} as const satisfies Record<EntryProblem, string>

/** Every entry that could not be read, with its row and the reason. */
export function Unreadable({ entries }: { entries: readonly UnreadableEntry[] }): ReactNode {
  const { t } = useTranslation()
  const lines = entries.map(({ row, text, problem }) => ({
    text,
    note: t('list-import.rowProblem', { row: String(row), problem: t(PROBLEMS[problem]) }),
  }))
  return <Lines title={t('list-import.unreadable', { count: entries.length })} lines={lines} />
}
