import { useMemo, useState, type ReactNode } from 'react'
import { planAgain } from '#core/restore/plan/retry-plan.ts'
import type { RestorePlan } from '#core/restore/plan/plan.ts'
import type { ArchiveReader } from '#core/archive/ports.ts'
import type { Files } from '#core/files.ts'
import { summaryOf } from '#core/restore/plan/summary/summary.ts'
import { restoreReport, unsureOf } from '#core/restore/report.ts'
import type { RestoreState } from '#core/restore/run/state.ts'
import { newId } from '../../shared/new-id.ts'
import { usePorts } from '#features/ports.tsx'
import { FileOffered, type OfferedText } from '../../shared/offered-file.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Details } from '#ui/details.tsx'
import { BulletList } from '../bullet-list.tsx'
import { lostLines } from '../plan-words.ts'
import { RestoreDifferences } from './restore-differences.tsx'
import { RestoreGroup } from './restore-group.tsx'
import { backTexts, contactGroupText, missingText } from './run-words.ts'
import { saveMap } from './save-map.ts'

interface RestoreReportProps {
  plan: RestorePlan
  state: RestoreState
  files: Pick<Files, 'save'>
  archives: Pick<ArchiveReader, 'read'>
  /** Unix ms of our clock. */
  now: () => number
  /** Continues with contacts still waiting; null: there are none, or it is not possible now. */
  onResume: (() => void) | null
  onLookAgain: () => void
  /** Tries this plan again; null: not possible now. */
  onRetry: ((plan: RestorePlan) => void) | null
  /** See `RestoreGroup`. */
  onDelete?: ((subject: { id: number; name: string }) => void) | undefined
}

/** The result for every contact of a restore plan and everything linked to it. */
export function RestoreReportView(props: RestoreReportProps): ReactNode {
  const { t, format } = useTranslation()
  const { host } = usePorts()
  const { plan, state, files, onRetry } = props
  const [offered, setOffered] = useState<OfferedText | null>(null)
  const report = useMemo(() => restoreReport(plan, state), [plan, state])
  const unsure = useMemo(() => unsureOf(plan, state), [plan, state])
  const unknown = state.contacts.unknown + state.parts.unknown
  const again = useMemo(
    () => planAgain(plan, state, { id: `${plan.id}+`, plannedAt: plan.plannedAt }),
    [plan, state],
  )
  const back = backTexts(report, t, format)
  const canRetry = onRetry !== null && again !== null && props.onResume === null

  return (
    <section aria-label={t('deletion-run.report')} className="flex flex-col gap-3 rounded-card bg-panel p-5">
      <div role="status" className="-mt-2 flex flex-col gap-1">
        {report.contacts.map(({ reason, tasks }) => (
          <RestoreGroup
            key={JSON.stringify(reason)}
            {...contactGroupText(reason, tasks.length, t, format, state.phase === 'paused')}
            good={reason.kind === 'restored' || reason.kind === 'already'}
            {...{ tasks, plan, state, host, onDelete: props.onDelete }}
          />
        ))}
      </div>
      {unsure.contacts > 0 && <p className="text-muted">{t('restore.unsure', { count: unsure.contacts })}</p>}
      {unsure.parts > 0 && <p className="text-muted">{t('restore.unsureParts', { count: unsure.parts })}</p>}
      {back.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {report.missing.length > 0 && (
        <section className="flex flex-col gap-1">
          <h2 className="font-semibold">{t('restore.partsMissing')}</h2>
          {report.missing.map((group) => (
            <RestoreGroup
              key={`${group.group} ${JSON.stringify(group.reason)}`}
              title={missingText(group, t, format)}
              advice=""
              good={group.reason.kind === 'not-primary'}
              tasks={group.tasks}
              {...{ plan, state, host }}
            />
          ))}
        </section>
      )}
      {state.phase === 'done' && <RestoreDifferences {...{ plan, state }} archives={props.archives} />}
      {/* Who undoes a run at once has not seen the plan that says it. */}
      {report.contacts.some(({ reason }) => reason.kind === 'restored') && (
        <Details label={t('restore.cannotComeBack')}>
          <BulletList lines={lostLines(summaryOf(plan), t, format)} />
        </Details>
      )}
      <div className="flex flex-wrap gap-2">
        {props.onResume !== null && (
          <Button variant="primary" onClick={props.onResume}>
            {t('deletion-run.resume')}
          </Button>
        )}
        {unknown + unsure.contacts + unsure.parts > 0 && (
          <Button onClick={props.onLookAgain}>{t('deletion-run.lookAgain')}</Button>
        )}
        {canRetry && (
          <Button onClick={() => onRetry({ ...again, id: newId(), plannedAt: props.now() })}>
            {t('restore.retry')}
          </Button>
        )}
        <Button onClick={() => setOffered(saveMap(files, plan, state, t, format))}>
          {t('restore.download')}
        </Button>
      </div>
      <FileOffered offered={offered} />
    </section>
  )
}
