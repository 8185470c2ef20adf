import { useState, type ReactNode } from 'react'
import { planText } from '#core/plan/stored/plan-text.ts'
import type { WorkPorts } from '#core/ports.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { FileOffered, offerCsv, type OfferedText } from '../../shared/offered-file.tsx'
import { planReport } from './plan-report.ts'
import type { SheetOfPlan } from './plan-sheet.tsx'
import type { ReviewState } from '../use-review.ts'

interface ReportButtonProps {
  reviewed: ReviewState
  how: string
  work: Pick<WorkPorts, 'files' | 'recovery'>
  /** Shows the same as a page to print. */
  onSheet: (sheet: SheetOfPlan) => void
  /** Stands beside the button. */
  children?: ReactNode
}

/** "Report without deleting": the review as a file, and then as a page to print. */
export function ReportButton({ reviewed, how, work, onSheet, children }: ReportButtonProps): ReactNode {
  const { t, format } = useTranslation()
  const [offered, setOffered] = useState<OfferedText | null>(null)
  const { codec } = work.recovery
  async function report(): Promise<SheetOfPlan> {
    const { plan, review, unticked } = reviewed
    return { plan, review, unticked, how, digest: await codec.sha256(codec.encode(planText(plan))) }
  }
  return (
    <>
      <div className="flex flex-wrap justify-end gap-x-2 sm:ms-auto">
        {/* Before the pressed button, which so stays where it is: a second press must not land on this one. */}
        {offered !== null && (
          <Button variant="quiet" onClick={() => void report().then(onSheet)}>
            {t('review.reportPage')}
          </Button>
        )}
        <Button
          variant="quiet"
          icon="download"
          onClick={() =>
            void report().then((reported) => {
              const csv = planReport(reported, reported.digest, t, format)
              setOffered(offerCsv(work.files, `${t('review.reportFile')}.csv`, [csv]))
            })
          }
        >
          {t('review.report')}
        </Button>
        {children}
      </div>
      {/* A line of its own, so that it pushes nothing beside it. */}
      {offered !== null && (
        <div className="basis-full">
          <FileOffered offered={offered} />
        </div>
      )}
    </>
  )
}
