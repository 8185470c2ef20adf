import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Activity, Suspense, useEffect, useState, type ReactNode } from 'react'
import { forgetCounts } from '#features/clean-up/forget-counts.ts'
import { refreshContacts } from '#features/contacts/contact-cache.ts'
import type { Plan } from '#core/plan/plan.ts'
import type { ListedCleanUp } from '#core/plan/saved/saved-clean-up.ts'
import { beginSession, type RunSession } from '#core/deletion/session.ts'
import type { RunRecord } from '#core/records/record.ts'
import { archivesOf, deletedIn } from '#core/deletion/run/state.ts'
import { wasErased } from '#core/records/erasure/erased-places.ts'
import type { UndoOffer } from '#core/restore/load-contacts.ts'
import { usePorts } from '#features/ports.tsx'
import { ErrorBoundary } from '#features/shared/error-boundary.tsx'
import { PlanningFailed } from '#features/review/planning-view.tsx'
import { ReviewScreen } from '#features/review/review-screen.tsx'
import { RunScreen } from '#features/deletion-run/run-screen.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Loading } from '../loading.tsx'
import { lazyComponent } from '#features/shared/lazy-component.tsx'
import { readCleanUpsAgain } from '#features/shared/saved-clean-up/clean-up-query.ts'
import { workQuery } from '#features/shared/work-query.ts'
import type { WorkPorts } from '#core/ports.ts'
import { RUNS } from './unfinished.tsx'
import { useBeginning } from './use-beginning.tsx'
import { selectedAgain, type WorkView, type View } from './views.ts'

const RunCertificate = lazyComponent(async () => (await import('./record-screens.tsx')).RunCertificate)
const RunCopies = lazyComponent(async () => (await import('./record-screens.tsx')).RunCopies)

interface WorkScreensProps {
  view: WorkView
  onView: (view: View) => void
  /** Back to where the review was asked for, or to the list. */
  onBack: () => void
  /** A confirmed plan has begun. */
  onBegun: () => void
  /** A run that has let go has deleted these contacts, which can be restored. */
  onDeleted: (deleted: UndoOffer) => void
  onShowInList: (ids: readonly number[]) => void
  /** Restore these. */
  onUndo: (deleted: UndoOffer) => void
}

/** The screens of deleting many: the review of a selection, and a run. */
export function WorkScreens(props: WorkScreensProps): ReactNode {
  const ports = usePorts()
  const { t } = useTranslation()
  const { view } = props
  const back = t(view.kind === 'review' && view.from === 'clean-up' ? 'review.backCleanUp' : 'review.back')
  const { data: work, error, refetch, isFetching } = useQuery(workQuery(ports))
  if (work === undefined) {
    return error !== null && !isFetching ? (
      <main className="flex flex-col gap-3 p-3 sm:px-4">
        <PlanningFailed {...{ error, back }} onRetry={() => void refetch()} onBack={props.onBack} />
      </main>
    ) : (
      <Loading />
    )
  }
  return view.kind === 'review' ? (
    <Review {...props} {...{ view, work, back }} />
  ) : (
    <Run {...props} {...{ view, work }} />
  )
}

function Review(
  props: WorkScreensProps & { view: Extract<View, { kind: 'review' }>; work: WorkPorts; back: string },
): ReactNode {
  const { view, work, onView } = props
  const { begin, starting, problem } = useBeginning<Plan, RunSession>({
    kind: RUNS,
    work,
    begin: (plan) => beginSession(plan, work),
    onBegun(session) {
      props.onBegun()
      onView({ kind: 'run', session })
    },
    onTakenUp: (session) => onView({ kind: 'run', session }),
    onStopped: (session) => props.onDeleted(deletedBy(session)),
  })

  return (
    <ReviewScreen
      selection={view.selection}
      hidden={view.hidden}
      cleanUp={view.cleanUp ?? null}
      work={work}
      starting={starting}
      problem={problem}
      back={props.back}
      onBack={props.onBack}
      onConfirmed={begin}
    />
  )
}

function Run(props: WorkScreensProps & { view: Extract<View, { kind: 'run' }>; work: WorkPorts }): ReactNode {
  const client = useQueryClient()
  const { host, sweeps, pictures } = usePorts()
  const { session } = props.view
  const [certified, setCertified] = useState(false)
  const [record, setRecord] = useState<RunRecord | null>(null)
  // Not only when the result is left: the tab may be closed before.
  useEffect(() => pictures.write(null), [pictures])
  // A run "for erasure" offers no undo: its copies are erased as soon as it ends well.
  const copiesErased =
    session.plan.confirmation?.eraseCopyAfterDays === 0 || (record !== null && wasErased(record))

  async function leave(then: (cleanUp: ListedCleanUp | null) => void): Promise<void> {
    await session.leave(false)
    const cleanUp = await readCleanUpsAgain(session, props.work, client)
    // The run used up requests, so expired archives are removed later, when the app is not in use.
    sweeps.clear()
    host.refreshLists()
    forgetCounts(client, pictures, deletedIn(session.plan, session.state))
    await refreshContacts(client)
    if (!copiesErased) props.onDeleted(deletedBy(session))
    then(cleanUp)
  }

  return (
    <>
      {/* Hidden rather than unmounted, so that the choices in the result stay. */}
      <Activity mode={certified ? 'hidden' : 'visible'}>
        <RunScreen
          session={session}
          files={props.work.files}
          codec={props.work.recovery.codec}
          copiesErased={copiesErased}
          copies={
            <ErrorBoundary>
              <RunCopies session={session} record={record} />
            </ErrorBoundary>
          }
          onLeave={() => void leave(props.onBack)}
          onRetry={(ids) =>
            void leave((cleanUp) =>
              props.onView({
                kind: 'review',
                selection: selectedAgain(session.plan, ids),
                hidden: [],
                ...(cleanUp === null ? {} : { cleanUp }),
              }),
            )
          }
          onShowInList={(ids) => void leave(() => props.onShowInList(ids))}
          onUndo={(ids) => void leave(() => props.onUndo({ ...deletedBy(session), contactIds: ids }))}
          onCertificate={() => setCertified(true)}
        />
      </Activity>
      {certified && (
        <Suspense fallback={<Loading />}>
          <RunCertificate
            session={session}
            work={props.work}
            waiting={<Loading />}
            record={record}
            onRecord={setRecord}
            onBack={() => setCertified(false)}
          />
        </Suspense>
      )}
    </>
  )
}

function deletedBy({ plan, state }: RunSession): UndoOffer {
  const [archiveId = plan.id, ...earlier] = archivesOf(plan, state)
  return { archiveId, ...(earlier.length > 0 ? { earlier } : {}), contactIds: deletedIn(plan, state) }
}
