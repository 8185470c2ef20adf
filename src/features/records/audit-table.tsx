import { useEffect, useRef, useState, type ReactNode, type Ref } from 'react'
import type { KeptArchives } from '#core/records/proof/archive-source.ts'
import type { AuditSort } from '#core/records/sorted-records.ts'
import type { RunRecord } from '#core/records/record.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { classNames } from '#ui/class-names.ts'
import { Icon } from '#ui/icons.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { Lines } from '../shared/sheet/definitions.tsx'
import {
  copyTexts,
  countTexts,
  endText,
  idsText,
  kindText,
  laterTexts,
  personText,
  referencesTexts,
  type UserNames,
} from './record-words.ts'

/** Rows shown at first, and added each time: a portal of many years has thousands. */
const ROWS = 100

interface AuditTableProps {
  records: readonly RunRecord[]
  kept: KeptArchives | null
  names: UserNames
  /** What was found by it is shown first. */
  search: string
  sort: AuditSort
  onSort: (sort: AuditSort) => void
  last: string | null
  onDetails: (record: RunRecord) => void
}

/** One row per run. A narrow frame shows only when, who and the result; the details have the rest. */
export function AuditTable(props: AuditTableProps): ReactNode {
  const { t } = useTranslation()
  const { records, sort, onSort } = props
  const [shown, setShown] = useState(ROWS)
  const lastButton = useRef<HTMLButtonElement>(null)
  useEffect(() => lastButton.current?.focus(), [])
  return (
    <>
      <div className="shrink-0 rounded-panel border border-line bg-panel">
        <table aria-label={t('records.table')} className="w-full border-collapse text-body">
          <thead>
            <tr>
              {COLUMNS.map(({ label, by, from }) => (
                <th
                  key={label}
                  scope="col"
                  aria-sort={by === sort.by ? (sort.descending ? 'descending' : 'ascending') : undefined}
                  className={classNames(HEAD, from !== null && HIDDEN[from])}
                >
                  {by === null ? (
                    t(label)
                  ) : (
                    <SortButton label={t(label)} by={by} sort={sort} onSort={onSort} />
                  )}
                </th>
              ))}
              <th scope="col" className={HEAD}>
                <VisuallyHidden>{t('records.details')}</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {records.slice(0, shown).map((record) => (
              <Row
                key={record.id}
                {...props}
                record={record}
                button={record.id === props.last ? lastButton : undefined}
              />
            ))}
          </tbody>
        </table>
      </div>
      {records.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + ROWS)}>{t('records.more')}</Button>
        </div>
      )}
    </>
  )
}

/** The width below which a column is hidden. */
const HIDDEN = { sm: 'max-sm:hidden', md: 'max-md:hidden' }

const COLUMNS: readonly { label: MessageId; by: AuditSort['by'] | null; from: keyof typeof HIDDEN | null }[] =
  [
    { label: 'records.when', by: 'when', from: null },
    { label: 'records.who', by: 'who', from: 'sm' },
    { label: 'records.kind', by: 'kind', from: 'md' },
    { label: 'records.reference', by: 'reference', from: 'md' },
    { label: 'records.contacts', by: 'contacts', from: null },
    { label: 'records.copy', by: null, from: 'md' },
    { label: 'records.since', by: null, from: 'md' },
  ]

const HEAD = 'border-b border-line bg-sunken px-2 py-1 text-start text-small font-medium text-muted'
const CELL = 'border-b border-line-soft px-2 py-1.5 align-top'

function Row(
  props: AuditTableProps & { record: RunRecord; button: Ref<HTMLButtonElement> | undefined },
): ReactNode {
  const { t, format } = useTranslation()
  const { record, kept, names, search, button, onDetails } = props
  const when = format.moment(record.startedAt)
  const references = referencesTexts(record, search, t, format)
  return (
    <tr>
      <th scope="row" className={classNames(CELL, 'text-start font-normal wrap-anywhere tabular-nums')}>
        <span className="wrap-normal">{when}</span>
        {record.endedAt === null && (
          <span className="block text-small text-muted">{endText(record, t, format)}</span>
        )}
        <span className="block text-small text-muted md:hidden">{kindText(record, t)}</span>
        <span className="block text-small wrap-anywhere text-muted sm:hidden">
          <bdi>{personText(record.user, t)}</bdi>
        </span>
      </th>
      <td className={classNames(CELL, 'wrap-anywhere max-sm:hidden')}>
        <bdi>{personText(record.user, t)}</bdi>
      </td>
      <td className={classNames(CELL, 'max-md:hidden')}>{kindText(record, t)}</td>
      <td className={classNames(CELL, 'wrap-anywhere max-md:hidden')}>
        <Lines texts={[record.reference, ...references].filter((text) => text !== '')} />
      </td>
      <td className={classNames(CELL, 'wrap-anywhere tabular-nums')}>
        <Lines texts={countTexts(record, t, format)} />
        <span className="block text-small wrap-anywhere text-muted">
          {idsText(record, search, t, format)}
        </span>
        <span className="block text-small wrap-anywhere text-muted md:hidden">
          <Lines texts={references} />
        </span>
      </td>
      <td className={classNames(CELL, 'max-md:hidden')}>
        <Lines texts={copyTexts(record, kept, t, format)} />
      </td>
      <td className={classNames(CELL, 'max-md:hidden')}>
        <Lines texts={laterTexts(record, names, t, format)} />
      </td>
      <td className={classNames(CELL, 'text-end')}>
        <Button
          ref={button}
          variant="quiet"
          className="whitespace-nowrap max-sm:px-1!"
          aria-label={`${t('records.details')}: ${t('records.detailsOf', { when })}`}
          onClick={() => onDetails(record)}
        >
          {t('records.details')}
        </Button>
      </td>
    </tr>
  )
}

function SortButton(props: {
  label: string
  by: AuditSort['by']
  sort: AuditSort
  onSort: (sort: AuditSort) => void
}): ReactNode {
  const { label, by, sort, onSort } = props
  const active = sort.by === by
  return (
    <button
      type="button"
      // Dates and numbers start with the largest, words with A.
      onClick={() =>
        onSort({ by, descending: active ? !sort.descending : by === 'when' || by === 'contacts' })
      }
      className={classNames(
        '-ms-1 inline-flex min-h-7 items-center gap-1 rounded-control px-1 -outline-offset-2 hover:bg-hover',
        active ? 'text-ink' : 'hover:text-ink',
      )}
    >
      <span>{label}</span>
      <Icon
        name={active ? (sort.descending ? 'down' : 'up') : 'upDown'}
        className={active ? '' : 'opacity-60'}
      />
    </button>
  )
}
