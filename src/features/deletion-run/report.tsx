import { useMemo, useState, type ReactNode } from 'react'
import type { Plan } from '#core/plan/plan.ts'
import { isNewSinceReview, keyOf, reportOf, type ReportGroup } from '#core/deletion/report.ts'
import type { RunState } from '#core/deletion/run/state.ts'
import { FileOffered, type OfferedText } from '../shared/offered-file.tsx'
import { usePorts } from '../ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { MessageDialog } from './message-dialog.tsx'
import { saveReport } from './save-report.ts'
import { ReportGroupView } from './report-group.tsx'
import { headlineText } from './verdict-words.ts'
import type { Files } from '#core/files.ts'
import { RECYCLE_BIN } from '#features/shared/portal-paths.ts'

interface ReportProps {
  plan: Plan
  state: RunState
  /** How many of the plan were confirmed to be deleted. */
  confirmed: number
  files: Files
  /** Offers the copies of what was deleted as a file. */
  download: ReactNode
  /** What becomes of the copies. */
  copies: ReactNode
  /** Continues with the untouched contacts; null: there are none, or not now. */
  onResume: (() => void) | null
  /** Null: they are being looked at. */
  onLookAgain: (() => void) | null
  onRetry: (ids: readonly number[]) => void
  onShowInList: (ids: readonly number[]) => void
  /** Restores what was deleted; null: not now. */
  onUndo: (() => void) | null
  undoNote: string
  /** Null: not now. */
  onCertificate: (() => void) | null
}

/** The result for every contact of a plan: problems first, each with what can be done about it. */
export function Report(props: ReportProps): ReactNode {
  const { t, format } = useTranslation()
  const { host } = usePorts()
  const { plan, state, files } = props
  const report = useMemo(() => reportOf(plan, state), [plan, state])
  const { groups } = report
  const [asking, setAsking] = useState<readonly number[]>([])
  const [offered, setOffered] = useState<OfferedText | null>(null)
  const anyDeleted = state.counts.deleted + state.counts['found-deleted'] + state.counts.gone > 0
  const undone = groups.find(({ reason: { kind } }) => kind === 'deleted' || kind === 'gone')

  return (
    <section className="flex flex-col gap-3 rounded-card bg-panel p-5" aria-label={t('deletion-run.report')}>
      <div role="status">
        <h2 className="text-lead font-semibold tabular-nums">{headlineText(report, t)}</h2>
      </div>
      <div className="flex flex-col">
        {groups.map((group) => (
          <ReportGroupView
            key={keyOf(group.reason)}
            group={group}
            plan={plan}
            host={host}
            paused={state.phase === 'paused'}
            acts={actsOf(group)}
            note={group === undone && props.onUndo !== null ? props.undoNote : ''}
          />
        ))}
      </div>
      <p className="text-small text-muted empty:hidden">
        {props.confirmed < plan.ids.length && (
          <span>
            {`${t('deletion-run.adds', { count: plan.ids.length, confirmed: format.number(props.confirmed) })} `}
          </span>
        )}
        {anyDeleted && (
          <span>
            {`${t('deletion-run.undoBin')} `}
            <PortalLink
              href={host.origin + RECYCLE_BIN}
              onOpen={() => host.openPath(RECYCLE_BIN)}
              className="underline"
            >
              {t('deletion-run.openBin')}
            </PortalLink>
          </span>
        )}
      </p>
      {anyDeleted && (
        // Its place is reserved where it comes for sure, so that no button moves.
        <div
          className={
            plan.confirmation?.eraseCopyAfterDays === undefined
              ? 'text-small empty:hidden'
              : 'min-h-5 text-small'
          }
        >
          {props.copies}
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        {props.onResume !== null && (
          <Button variant="primary" onClick={props.onResume}>
            {t('deletion-run.resume')}
          </Button>
        )}
        <Button onClick={() => setOffered(saveReport(files, plan, state, t, format))}>
          {t('deletion-run.download')}
        </Button>
        {anyDeleted && props.download}
        {anyDeleted && props.onCertificate !== null && (
          <Button onClick={props.onCertificate}>{t('records.recordTitle')}</Button>
        )}
      </div>
      <FileOffered offered={offered} />
      {asking.length > 0 && (
        <MessageDialog plan={plan} contacts={asking} host={host} onClose={() => setAsking([])} />
      )}
    </section>
  )

  /** What can be done with these contacts. */
  function actsOf(group: ReportGroup): ReactNode {
    const { reason, contacts } = group
    const ids = contacts.map((index) => plan.ids[index] ?? 0)
    const retry = (label: string): ReactNode => <Button onClick={() => props.onRetry(ids)}>{label}</Button>
    const inList = (
      <Button variant="quiet" onClick={() => props.onShowInList(ids)}>
        {t('deletion-run.showInList')}
      </Button>
    )
    switch (reason.kind) {
      case 'access-denied':
        return (
          <>
            <Button aria-haspopup="dialog" onClick={() => setAsking(contacts)}>
              {t('deletion-run.copyMessage')}
            </Button>
            {inList}
          </>
        )
      case 'failed':
        return (
          <>
            {retry(t('deletion-run.retry'))}
            {inList}
          </>
        )
      case 'unknown':
        return (
          <>
            {props.onLookAgain !== null && (
              <Button onClick={props.onLookAgain}>{t('deletion-run.lookAgain')}</Button>
            )}
            {inList}
          </>
        )
      case 'guarded':
        return (
          <>
            {retry(t(isNewSinceReview(reason) ? 'deletion-run.reviewAgain' : 'deletion-run.deleteAnyway'))}
            {inList}
          </>
        )
      case 'deleted':
      case 'gone':
        return group === undone && props.onUndo !== null ? (
          <Button onClick={props.onUndo}>{t('deletion-run.undo')}</Button>
        ) : null
      case 'already-gone':
      case 'waiting':
        return null
    }
  }
}
