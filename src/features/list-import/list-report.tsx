import type { ReactNode, RefObject } from 'react'
import type { WantedValue } from '#core/found-contacts.ts'
import type { ListEntry, ListReport as Read } from '#core/id-list.ts'
import type { ListMatch, SeveralMatches } from '#core/list-match.ts'
import { useSpeech } from '#i18n/text.tsx'
import { Checkbox } from '#ui/fields.tsx'

/** More lines than this nobody reads; the count is said in full. */
const MOST_LINES = 200
/** Lists so short stand open. */
const OPEN_UP_TO = 8

interface ListReportProps {
  headingRef: RefObject<HTMLHeadingElement | null>
  match: ListMatch
  /** How the list itself was read. */
  list: Read
  /** Contact ids chosen among several matches. */
  picked: ReadonlySet<number>
  onPick: (id: number, chosen: boolean) => void
}

/** What became of each entry of the list, before anything of it is selected. */
export function ListReport({ headingRef, match, list, picked, onPick }: ListReportProps): ReactNode {
  const { t } = useSpeech()
  const contacts = new Set(match.once.map(({ contact }) => contact.id)).size
  return (
    <div className="flex flex-col gap-3">
      <h3 ref={headingRef} tabIndex={-1} className="text-lead font-semibold">
        {t('lists.found', { count: contacts })}
      </h3>
      {match.repeated.length > 0 && <p>{t('lists.repeated', { count: match.repeated.length })}</p>}
      {match.several.length > 0 && (
        <section
          aria-label={t('lists.several', { count: match.several.length })}
          className="flex flex-col gap-2"
        >
          <h4 className="font-semibold">{t('lists.several', { count: match.several.length })}</h4>
          <p className="text-muted">{t('lists.severalAdvice')}</p>
          {match.several.map((each) => (
            <Several
              key={`${each.wanted.kind} ${each.wanted.value}`}
              several={each}
              {...{ picked, onPick }}
            />
          ))}
        </section>
      )}
      <Lines
        title={t('lists.notFound', { count: match.notFound.length })}
        lines={match.notFound.map((wanted) => ({ text: valueOf(wanted), note: null }))}
      />
      <Lines
        title={t('lists.duplicates', { count: list.duplicates.length })}
        lines={linesOf(list.duplicates, t)}
      />
      <Lines
        title={t('lists.unreadable', { count: list.unreadable.length })}
        lines={linesOf(list.unreadable, t)}
      />
      {list.empty > 0 && <p className="text-muted">{t('lists.empty', { count: list.empty })}</p>}
    </div>
  )
}

/** One value that more than one contact has: nobody is taken unless chosen. */
function Several(props: {
  several: SeveralMatches
  picked: ReadonlySet<number>
  onPick: (id: number, chosen: boolean) => void
}): ReactNode {
  const { t } = useSpeech()
  const { several, picked, onPick } = props
  return (
    <fieldset className="rounded-card border border-line px-3 py-2 [content-visibility:auto]">
      <legend className="px-1 font-medium">
        <bdi>{valueOf(several.wanted)}</bdi>
      </legend>
      {several.contacts.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={t('lists.contact', { name: name ?? t('common.unnamed', { id }), id })}
          checked={picked.has(id)}
          onChange={(chosen) => onPick(id, chosen)}
        />
      ))}
      {several.atLeast && <p className="text-small text-muted">{t('lists.atLeast')}</p>}
    </fieldset>
  )
}

interface Line {
  readonly text: string
  /** Where it stands in the list. */
  readonly note: string | null
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }): ReactNode {
  const { t } = useSpeech()
  if (lines.length === 0) return null
  const more = lines.length - MOST_LINES
  return (
    <details open={lines.length <= OPEN_UP_TO}>
      <summary className="min-h-6 cursor-pointer font-semibold">{title}</summary>
      <ul className="mt-1 flex flex-col gap-0.5 ps-4">
        {lines.slice(0, MOST_LINES).map(({ text, note }, place) => (
          <li key={place}>
            <bdi>{text}</bdi> {note !== null && <span className="text-muted">{note}</span>}
          </li>
        ))}
        {more > 0 && <li className="text-muted">{t('contacts.andMore', { count: more })}</li>}
      </ul>
    </details>
  )
}

function linesOf(entries: readonly ListEntry[], t: ReturnType<typeof useSpeech>['t']): readonly Line[] {
  return entries.map(({ row, text }) => ({ text, note: t('lists.row', { row: String(row) }) }))
}

function valueOf({ kind, value }: WantedValue): string {
  return kind === 'id' ? `ID ${value}` : value
}
