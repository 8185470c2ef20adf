import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Definition, Definitions } from '../../shared/sheet/definitions.tsx'
import { Section } from '../../shared/sheet/section.tsx'
import '../../shared/sheet/print.css'
import { usePrinting } from '../../shared/sheet/use-printing.tsx'
import { linkedWords } from '../summary-text.ts'
import { backWords, lostWords, reportRow, reportTotals, type ReportedPlan } from './report-rows.ts'

/** A plan as it was reported. */
export interface SheetOfPlan extends ReportedPlan {
  /** SHA-256 of the plan's text, as hex. */
  readonly digest: string
}

/** The most contacts on the page: more take long to draw, and the file has all of them. */
const MOST_LISTED = 5_000

/** What a deletion would do, as a page to print and to hand round. */
export function PlanSheet({ sheet, onBack }: { sheet: SheetOfPlan; onBack: () => void }): ReactNode {
  const { t, format } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const printing = usePrinting()
  useEffect(() => heading.current?.focus(), [])
  const { plan, review, how, digest } = sheet
  const { totals } = review
  // Those that would be deleted first, the riskiest on top; then the others.
  const deleted = new Set(review.toDelete)
  const order = [...review.toDelete, ...[...plan.ids.keys()].filter((index) => !deleted.has(index))]
  const listed = order.slice(0, MOST_LISTED)
  const title = t('review.reportTitle')
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-3 sm:px-4 print:block print:overflow-visible print:p-0">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 print:hidden">
        <h1 ref={heading} tabIndex={-1} className="text-heading font-semibold focus:outline-none">
          {title}
        </h1>
        <div className="ms-auto flex flex-wrap items-center gap-2">
          {printing.button}
          <Button variant="quiet" onClick={onBack}>
            {t('review.reportClose')}
          </Button>
        </div>
        {printing.note}
      </header>
      <article
        aria-label={title}
        className="sheet flex max-w-6xl flex-col gap-4 rounded-card bg-panel p-5 text-body print:max-w-none print:gap-2 print:rounded-none print:p-0"
      >
        {/* The heading of the page is not printed. */}
        <p aria-hidden="true" className="hidden text-heading font-semibold print:block">
          {title}
        </p>
        <Definitions>
          <Definition name={t('review.reportMade')}>{format.moment(plan.plannedAt)}</Definition>
          {how !== '' && (
            <Definition name={t('records.selectedBy')}>
              <bdi>{how}</bdi>
            </Definition>
          )}
          {reportTotals(sheet, t).map(([name, count]) => (
            <Definition key={name} name={name}>
              {format.number(count)}
            </Definition>
          ))}
          <Definition name={t('review.reportLinked')}>
            {linkedWords(totals, t, format).join(' · ') || t('review.reportNothing')}
          </Definition>
          <Definition name={t('review.reportBack')}>
            {[backWords(deleted.size, totals, t).join(' · '), t('deletion.comesBack')].join('. ')}
          </Definition>
          <Definition name={t('review.reportLost')}>
            {[...lostWords(totals, t), t('deletion.cannotComeBack')].join('. ')}
          </Definition>
          <Definition name={t('review.reportDigest')}>
            <code className="break-all">{digest}</code>
          </Definition>
        </Definitions>
        <Section title={t('review.reportContacts')}>
          {listed.length < order.length && (
            <p>{t('review.reportFirst', { count: listed.length, of: format.number(order.length) })}</p>
          )}
          <ContactTable sheet={sheet} listed={listed} />
        </Section>
      </article>
    </div>
  )
}

const CELL = 'border-t border-line-soft py-1 pe-3 text-start align-top font-normal'
const HEAD = 'py-1 pe-3 text-start text-small font-normal text-muted'

/** A narrow frame has these under the name. */
const WIDE = ['why', 'linked', 'back', 'lost'] as const
const WHERE_WIDE = 'max-sm:hidden print:table-cell'

function ContactTable({ sheet, listed }: { sheet: SheetOfPlan; listed: readonly number[] }): ReactNode {
  const { t, format } = useTranslation()
  const hasReferences = sheet.plan.references !== undefined
  const titles = {
    why: t('review.reportWhy'),
    linked: t('review.reportLinked'),
    back: t('review.reportBack'),
    lost: t('review.reportLost'),
  }
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr>
          {[
            t('review.reportId'),
            t('review.reportName'),
            ...(hasReferences ? [t('review.reportReference')] : []),
            t('review.reportDecision'),
          ].map((name) => (
            <th key={name} scope="col" className={HEAD}>
              {name}
            </th>
          ))}
          {WIDE.map((part) => (
            <th key={part} scope="col" className={`${HEAD} ${WHERE_WIDE}`}>
              {titles[part]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {listed.map((index) => {
          const row = reportRow(sheet, index, t, format)
          return (
            <tr key={row.id}>
              <th scope="row" className={`${CELL} tabular-nums`}>
                {row.id}
              </th>
              <td className={`${CELL} wrap-anywhere`}>
                <bdi>{row.name}</bdi>
                {WIDE.filter((part) => row[part] !== '').map((part) => (
                  <span key={part} className="block text-small text-muted sm:hidden print:hidden">
                    {`${titles[part]}: ${row[part]}`}
                  </span>
                ))}
              </td>
              {hasReferences && (
                <td className={`${CELL} wrap-anywhere`}>
                  <bdi>{row.reference}</bdi>
                </td>
              )}
              <td className={CELL}>{row.decision}</td>
              {WIDE.map((part) => (
                <td key={part} className={`${CELL} ${WHERE_WIDE}`}>
                  {row[part]}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
