import { useState, type ReactNode } from 'react'
import type { WorkPorts } from '#core/ports.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { FileOffered, offerCsv, type OfferedText } from '../../shared/offered-file.tsx'
import { planReport } from './plan-report.ts'
import type { ReviewState } from '../use-review.ts'

interface ReportButtonProps {
  reviewed: ReviewState
  how: string
  work: Pick<WorkPorts, 'files' | 'recovery'>
  /** Stands beside the button. */
  children: ReactNode
}

/** "Report without deleting": the review as a file. */
export function ReportButton({ reviewed, how, work, children }: ReportButtonProps): ReactNode {
  const { t, format } = useTranslation()
  const [offered, setOffered] = useState<OfferedText | null>(null)
  const { codec } = work.recovery
  async function report(): Promise<void> {
    const { plan, review, unticked } = reviewed
    const sha256 = (text: string): Promise<string> => codec.sha256(codec.encode(text))
    const csv = await planReport({ plan, review, unticked, how }, sha256, t, format)
    setOffered(offerCsv(work.files, `${t('review.reportFile')}.csv`, [csv]))
  }
  return (
    <div className="flex flex-col items-end">
      <div className="flex flex-wrap justify-end gap-x-2">
        <Button variant="quiet" icon="download" onClick={() => void report()}>
          {t('review.report')}
        </Button>
        {children}
      </div>
      <FileOffered offered={offered} />
    </div>
  )
}
