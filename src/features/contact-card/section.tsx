import { useId, useState, type ReactNode } from 'react'
import type { DossierSection } from '#core/contact/dossier.ts'
import { describeFailure } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'

/** How many are shown before the person asks for all. */
const FIRST_FEW = 5

interface SectionProps<Row extends { readonly id: number }> {
  title: string
  part: DossierSection<Row>
  /** Under the title, e.g. what the deals are worth. */
  summary?: ReactNode
  children: (row: Row) => ReactNode
}

/** One kind of things linked to the contact: its count, the first few, and all on demand. */
export function Section<Row extends { readonly id: number }>(props: SectionProps<Row>): ReactNode {
  const { t, format } = useTranslation()
  const { title, part, summary, children } = props
  const [all, setAll] = useState(false)
  const titleId = useId()
  const { rows, total, failure } = part
  const isAll = total === rows.length
  const count = { count: total ?? rows.length, more: total === null ? 'yes' : 'no' }
  return (
    <section aria-labelledby={titleId} className="flex min-w-0 flex-col gap-2 rounded-card bg-panel p-4">
      <header>
        <h2 id={titleId} className="flex items-baseline gap-2 text-lead font-semibold">
          <span className="min-w-0 wrap-anywhere">{title}</span>
          {failure === null && (
            <span className="rounded-full bg-bone px-2 text-small tabular-nums">
              {t('contact-card.count', count)}
            </span>
          )}
        </h2>
        {summary}
      </header>
      {failure !== null && <Unread what={title} {...describeFailure(failure, t, format)} />}
      {rows.length > 0 && (
        <ul className="flex flex-col divide-y divide-line-soft">
          {(all ? rows : rows.slice(0, FIRST_FEW)).map((row) => (
            <li key={row.id} className="min-w-0 py-1.5 first:pt-0 last:pb-0">
              {children(row)}
            </li>
          ))}
        </ul>
      )}
      {rows.length > FIRST_FEW && (
        <p>
          <Button variant="quiet" aria-expanded={all} className="-ms-3" onClick={() => setAll(!all)}>
            {t(all ? 'contact-card.showFewer' : isAll ? 'contact-card.showAll' : 'contact-card.showFirst', {
              count: rows.length,
            })}
          </Button>
        </p>
      )}
      {!isAll && all && (
        <p className="text-small text-muted">{t('contact-card.firstOnly', { count: rows.length })}</p>
      )}
    </section>
  )
}

function Unread(props: { what: string; title: string; advice: string }): ReactNode {
  const { t } = useTranslation()
  return (
    <Notice tone="warning" live={false} title={t('contact-card.partFailed', { what: props.what })}>
      {`${props.title}. ${props.advice}`}
    </Notice>
  )
}
