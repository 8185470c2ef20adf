import { useMemo, useState, type ReactNode } from 'react'
import type { Plan } from '#core/plan/plan.ts'
import { isNewSinceReview, keyOf, reportOf, type ReportGroup } from '#core/deletion/report.ts'
import type { RunState } from '#core/deletion/run/state.ts'
import { FileOffered, type OfferedText } from '../shared/offered-file.tsx'
import { usePorts } from '../ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { AskDialog } from './ask-dialog.tsx'
import { saveReport } from './save-report.ts'
import { ReportGroupView } from './report-group.tsx'
import { ReviewAgain } from './review-again.tsx'
import { canRetry, isFailure } from './verdict-words.ts'
import type { Files } from '#core/files.ts'

/** Where the portal keeps what was deleted from the CRM (portal README, "Recycle bin"). */
const RECYCLE_BIN = '/crm/recyclebin/'

interface ReportProps {
  plan: Plan
  state: RunState
  /** How many of the plan were confirmed to be deleted. */
  confirmed: number
  files: Files
  /** Offers the copies of what was deleted as a file. */
  download: ReactNode
  /** Continues with the untouched contacts; null: there are none, or not now. */
  onResume: (() => void) | null
  onLookAgain: () => void
  onRetry: (ids: readonly number[]) => void
  onShowInList: (ids: readonly number[]) => void
  /** Null: not now. */
  onCertificate: (() => void) | null
}

/** The result for every contact of a plan: successes first, then one line for each reason. */
export function Report(props: ReportProps): ReactNode {
  const { t, format } = useTranslation()
  const { host } = usePorts()
  const { plan, state, files } = props
  const { groups } = useMemo(() => reportOf(plan, state), [plan, state])
  const [choices, setChoices] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [asking, setAsking] = useState(false)
  const [offered, setOffered] = useState<OfferedText | null>(null)

  const isChosen = (group: ReportGroup): boolean =>
    canRetry(group.reason) && (choices.get(keyOf(group.reason)) ?? isFailure(group.reason))
  const chosen = groups.filter(isChosen).flatMap(({ contacts }) => contacts)
  const outdated = groups.filter(({ reason }) => isNewSinceReview(reason)).flatMap(({ contacts }) => contacts)
  const idsOf = (contacts: readonly number[]): number[] => contacts.map((index) => plan.ids[index] ?? 0)
  const anyDeleted = state.counts.deleted + state.counts['found-deleted'] + state.counts.gone > 0

  return (
    <section className="flex flex-col gap-3 rounded-card bg-panel p-5" aria-label={t('deletion-run.report')}>
      <div role="status" className="flex flex-col gap-1">
        {groups.map((group) => (
          <ReportGroupView
            key={keyOf(group.reason)}
            group={group}
            plan={plan}
            host={host}
            chosen={canRetry(group.reason) ? isChosen(group) : null}
            onChoose={(on) => setChoices(new Map(choices).set(keyOf(group.reason), on))}
          />
        ))}
      </div>
      <ReviewAgain count={outdated.length} onReview={() => props.onRetry(idsOf(outdated))} />
      <p className="text-small text-muted">
        <span>
          {t('deletion-run.adds', { count: plan.ids.length, confirmed: format.number(props.confirmed) })}
        </span>
        {anyDeleted && (
          <span>
            {` ${t('deletion-run.undoBin')} `}
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
      <div className="flex flex-wrap gap-2">
        {props.onResume !== null && (
          <Button variant="primary" onClick={props.onResume}>
            {t('deletion-run.resume')}
          </Button>
        )}
        {state.counts.unknown > 0 && (
          <Button onClick={props.onLookAgain}>{t('deletion-run.lookAgain')}</Button>
        )}
        {chosen.length > 0 && (
          <>
            <Button onClick={() => props.onRetry(idsOf(chosen))}>{t('deletion-run.retry')}</Button>
            <Button onClick={() => props.onShowInList(idsOf(chosen))}>{t('deletion-run.showInList')}</Button>
            <Button onClick={() => setAsking(true)}>{t('deletion-run.ask')}</Button>
          </>
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
      {asking && <AskDialog plan={plan} contacts={chosen} host={host} onClose={() => setAsking(false)} />}
    </section>
  )
}
