import { useMemo, type ReactNode, type RefObject } from 'react'
import type { WantedValue } from '#core/list/found-contacts.ts'
import { contactsOnce, type ListMatch, type SeveralMatches } from '#core/list/match-list.ts'
import type { ListReport as Read } from '#core/list/read-list.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Checkbox } from '#ui/fields/fields.tsx'
import { FoundTable } from './found-table.tsx'
import { Lines, linesOf, Unreadable } from './list-lines.tsx'

interface ListReportProps {
  headingRef: RefObject<HTMLHeadingElement | null>
  match: ListMatch
  /** How the list itself was read. */
  list: Read
  /** Contact ids chosen among several matches. */
  picked: ReadonlySet<number>
  onPick: (id: number, chosen: boolean) => void
}

/** The result for each entry of the list, before anything is selected. */
export function ListReport({ headingRef, match, list, picked, onPick }: ListReportProps): ReactNode {
  const { t } = useTranslation()
  const found = useMemo(() => contactsOnce(match), [match])
  return (
    <div className="flex flex-col gap-3">
      <h3 ref={headingRef} tabIndex={-1} className="text-lead font-semibold">
        {t('list-import.found', { count: found.length })}
      </h3>
      <FoundTable found={found} />
      {match.repeated.length > 0 && <p>{t('list-import.repeated', { count: match.repeated.length })}</p>}
      {match.several.length > 0 && (
        <section
          aria-label={t('list-import.several', { count: match.several.length })}
          className="flex flex-col gap-2"
        >
          <h4 className="font-semibold">{t('list-import.several', { count: match.several.length })}</h4>
          <p className="text-muted">{t('list-import.severalAdvice')}</p>
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
        title={t('list-import.notFound', { count: match.notFound.length })}
        lines={match.notFound.map(({ row, wanted }) => ({
          text: wanted.map(valueOf).join(', '),
          note: t('list-import.row', { row: String(row) }),
        }))}
      />
      <Lines
        title={t('list-import.duplicates', { count: list.duplicates.length })}
        lines={linesOf(list.duplicates, t)}
      />
      <Unreadable entries={list.unreadable} />
      {list.empty > 0 && <p className="text-muted">{t('list-import.empty', { count: list.empty })}</p>}
    </div>
  )
}

/** One value of several contacts: none of them is selected unless it is ticked. */
function Several(props: {
  several: SeveralMatches
  picked: ReadonlySet<number>
  onPick: (id: number, chosen: boolean) => void
}): ReactNode {
  const { t } = useTranslation()
  const { several, picked, onPick } = props
  return (
    <fieldset className="rounded-card border border-line px-3 py-2 [content-visibility:auto]">
      <legend className="px-1 font-medium">
        <bdi>{valueOf(several.wanted)}</bdi>
      </legend>
      {several.contacts.map(({ id, name, phones }) => (
        <div key={id}>
          <Checkbox
            label={t('list-import.contact', { name: name ?? t('common.unnamed', { id }), id })}
            checked={picked.has(id)}
            onChange={(chosen) => onPick(id, chosen)}
          />
          {phones?.[0] !== undefined && <p className="ps-6 text-small text-muted">{phones[0]}</p>}
        </div>
      ))}
      {several.atLeast && <p className="text-small text-muted">{t('list-import.atLeast')}</p>}
    </fieldset>
  )
}

function valueOf({ kind, value }: WantedValue): string {
  return kind === 'id' ? `ID ${value}` : value
}
