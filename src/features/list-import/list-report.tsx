import { useQuery } from '@tanstack/react-query'
import { useMemo, useState, type ReactNode, type RefObject } from 'react'
import type { Files } from '#core/files.ts'
import { clearContacts, countRepeated, countRows, type RowMatch } from '#core/list/match-list.ts'
import type { ListReport as Read } from '#core/list/read-list.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { usePorts } from '../ports.tsx'
import { FileOffered, type OfferedText } from '../shared/offered-file.tsx'
import { companyQuery } from './company-query.ts'
import { Lines, linesOf, Unreadable } from './list-lines.tsx'
import { MatchingTable } from './matching-table.tsx'
import { saveMatching } from './matching-words.ts'

interface ListReportProps {
  headingRef: RefObject<HTMLHeadingElement | null>
  matches: readonly RowMatch[]
  files: Pick<Files, 'save'>
  /** How the list itself was read. */
  list: Read
  /** Contact ids chosen among several matches. */
  picked: ReadonlySet<number>
  onPick: (id: number, chosen: boolean) => void
}

/** The result for each row of the list, before anything is selected. */
export function ListReport(props: ListReportProps): ReactNode {
  const { t, format } = useTranslation()
  const { headingRef, matches, files, list, picked, onPick } = props
  const { contacts: store } = usePorts()
  const { data: companies = NO_COMPANIES } = useQuery(companyQuery(store, matches))
  const [offered, setOffered] = useState<OfferedText | null>(null)
  const { found, repeated } = useMemo(
    () => ({ found: clearContacts(matches).size, repeated: countRepeated(matches) }),
    [matches],
  )
  const counted = (state: 'several' | 'other-value' | 'not-found' | 'empty', id: Counted): string[] => {
    const count = countRows(matches, state)
    return count === 0 ? [] : [t(id, { count })]
  }
  const several = counted('several', 'list-import.several')
  const byOther = counted('other-value', 'list-import.otherValue')
  const others = [...counted('not-found', 'list-import.notFound'), ...counted('empty', 'list-import.empty')]
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <h3 ref={headingRef} tabIndex={-1} className="text-lead font-semibold">
            {found === 0 && several.length + byOther.length > 0
              ? t('list-import.noneClear')
              : t('list-import.found', { count: found })}
          </h3>
          {several.length > 0 && <p>{`${several.join('')}. ${t('list-import.severalAdvice')}`}</p>}
          {byOther.length > 0 && <p>{`${byOther.join('')}. ${t('list-import.otherValueAdvice')}`}</p>}
          {others.length > 0 && <p>{others.join(' · ')}</p>}
        </div>
        {matches.length > 0 && (
          <Button
            icon="download"
            onClick={() => setOffered(saveMatching(files, matches, companies, t, format))}
          >
            {t('list-import.downloadMatching')}
          </Button>
        )}
      </div>
      <FileOffered offered={offered} />
      {matches.length > 0 && <MatchingTable {...{ matches, companies, picked, onPick }} />}
      {repeated > 0 && <p>{t('list-import.repeated', { count: repeated })}</p>}
      <Lines
        title={t('list-import.duplicates', { count: list.duplicates.length })}
        lines={linesOf(list.duplicates, t)}
      />
      <Unreadable entries={list.unreadable} />
    </div>
  )
}

type Counted = 'list-import.several' | 'list-import.otherValue' | 'list-import.notFound' | 'list-import.empty'

const NO_COMPANIES: ReadonlyMap<number, string> = new Map()
