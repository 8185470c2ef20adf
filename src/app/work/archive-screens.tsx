import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Activity, Suspense, useCallback, useEffect, useState, type ReactNode } from 'react'
import type { WorkPorts } from '#core/ports.ts'
import { failureOf } from '#core/failure.ts'
import { beginClaimed } from '#core/restore/begin-claimed.ts'
import { loadContacts, type RestoreWish } from '#core/restore/load-contacts.ts'
import type { RestorePlan } from '#core/restore/plan/plan.ts'
import type { RestoreSession } from '#core/restore/session.ts'
import { idMap } from '#core/restore/run/state.ts'
import { copyQueries } from '#features/shared/copy-queries.ts'
import { forgetCounts } from '#features/clean-up/forget-counts.ts'
import { rowsMoved } from '#features/contacts/contact-cache.ts'
import { deletedQueries } from '#features/deleted/deleted-queries.ts'
import { DeletedScreen } from '#features/deleted/deleted-screen.tsx'
import { usePorts } from '#features/ports.tsx'
import { RestoreRunScreen } from '#features/restore/run/restore-run-screen.tsx'
import { RestoreScreen } from '#features/restore/restore-screen.tsx'
import { Retry } from '#features/shared/retry.tsx'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import type { AskAboutDouble } from '#features/shared/doubles.tsx'
import { Loading } from '../loading.tsx'
import { lazyComponent } from '#features/shared/lazy-component.tsx'
import { workQuery } from '#features/shared/work-query.ts'
import { RESTORES, UnfinishedRestore } from './unfinished-restore.tsx'
import { useBeginning } from './use-beginning.tsx'
import { LIST, type ArchiveView, type View } from './views.ts'

const Audit = lazyComponent(async () => (await import('./record-screens.tsx')).Audit)

interface ArchiveScreensProps {
  view: ArchiveView
  onView: (view: View) => void
  /** A restore was closed that restored these contacts: old IDs to new IDs. */
  onReturned?: (newIds: ReadonlyMap<number, number>) => void
  /** What these screens can delete, and its result. */
  onDelete: AskAboutDouble
  outcome?: ReactNode
  /** These copies were erased everywhere. */
  onErased?: (archiveIds: readonly string[]) => void
}

/** The screens of deleted contacts: the list, the plan of a restore, a restore. */
export function ArchiveScreens(props: ArchiveScreensProps): ReactNode {
  const { t, format } = useTranslation()
  const { data: work, error, refetch, isFetching } = useQuery(workQuery(usePorts()))
  if (work !== undefined) return <Screens {...props} work={work} />
  if (error === null || isFetching) return <Loading />
  const { title, advice } = describeThrown(error, t, format)
  return (
    <main className="p-4">
      <Notice
        tone="problem"
        title={title}
        actions={
          <>
            <Retry failure={failureOf(error)} onRetry={() => void refetch()} />
            <Button onClick={() => props.onView(LIST)}>{t('deleted.back')}</Button>
          </>
        }
      >
        {advice}
      </Notice>
    </main>
  )
}

type ScreensProps = ArchiveScreensProps & { work: WorkPorts }

function Screens(props: ScreensProps): ReactNode {
  const { view, onView, work } = props
  const client = useQueryClient()
  const [returns, setReturns] = useState(0)
  const [focus, setFocus] = useState<'heading' | 'audit'>('heading')
  const [returned, setReturned] = useState<ReadonlySet<number>>(new Set())
  const [unfinished, setUnfinished] = useState<ReadonlySet<number>>(new Set())
  const inList = view.kind === 'deleted'
  // Hidden rather than unmounted, so that choices, ticks and open files stay until the person returns to the contacts.
  const [everListed, setEverListed] = useState(inList)
  if (inList && !everListed) setEverListed(true)

  // The result of an earlier deletion belongs to the list.
  const [askedIn, setAskedIn] = useState<ArchiveView['kind'] | null>(null)
  const outcome = askedIn === view.kind && props.outcome

  const ask: AskAboutDouble = (subject, onGone) => {
    setAskedIn(view.kind)
    props.onDelete(subject, onGone)
  }

  function back(from: 'list' | 'deleted'): void {
    setFocus('heading')
    setReturns((now) => now + 1)
    onView(from === 'list' ? LIST : { kind: 'deleted' })
  }

  function backFromAudit(): void {
    setFocus('audit')
    onView({ kind: 'deleted' })
  }

  return (
    <>
      {everListed && (
        <Activity mode={inList ? 'visible' : 'hidden'}>
          <DeletedScreen
            recovery={work.recovery}
            files={work.files}
            lock={work.lock}
            facts={work.facts}
            clock={work.clock}
            returns={returns}
            focus={focus}
            returned={returned}
            unfinished={unfinished}
            status={
              <>
                {outcome}
                <UnfinishedRestore
                  onOpen={setUnfinished}
                  onTakenUp={(session) => onView({ kind: 'restore-run', session, from: 'deleted' })}
                />
              </>
            }
            onDelete={(subject) => ask(subject, () => setReturns((now) => now + 1))}
            onBack={() => onView(LIST)}
            onAudit={() => onView({ kind: 'audit' })}
            onRestore={(contacts) =>
              onView({
                kind: 'restore',
                wish: { kind: 'read', contacts },
                from: 'deleted',
                inPart: contacts.some(({ id }) => unfinished.has(id)),
              })
            }
            onErased={(archiveIds) => props.onErased?.(archiveIds)}
            // The next question shows how long its copy will be stored.
            onRetention={() => void client.invalidateQueries(copyQueries.ofAny())}
          />
        </Activity>
      )}
      {view.kind === 'audit' && (
        <Suspense fallback={<Loading />}>
          <Audit work={work} onDelete={ask} outcome={outcome} onBack={backFromAudit} />
        </Suspense>
      )}
      {view.kind === 'restore' && <Planning {...props} view={view} onBack={() => back(view.from)} />}
      {view.kind === 'restore-run' && (
        // The key gives the next restore a new page.
        <Restoring
          key={view.session.plan.id}
          {...props}
          view={view}
          onDelete={ask}
          outcome={outcome}
          onReturned={(newIds) => {
            setReturned(new Set(newIds.keys()))
            props.onReturned?.(newIds)
          }}
          onBack={() => back(view.from)}
        />
      )}
    </>
  )
}

/** Begins restores from these screens. */
function useRestoring(work: WorkPorts, onSession: (session: RestoreSession) => void) {
  return useBeginning<RestorePlan, RestoreSession>({
    kind: RESTORES,
    work,
    begin: (plan, knowingly) => beginClaimed(plan, work, knowingly),
    onBegun: onSession,
    onTakenUp: onSession,
  })
}

function Planning(
  props: ScreensProps & { view: Extract<ArchiveView, { kind: 'restore' }>; onBack: () => void },
): ReactNode {
  const { view, work, onView, onBack } = props
  const { wish, from } = view
  const load = useCallback(() => loadContacts(wish, work.recovery), [wish, work])
  const { begin, starting, problem } = useRestoring(work, (session) =>
    onView({ kind: 'restore-run', session, from }),
  )
  return (
    <RestoreScreen
      load={load}
      lookup={work.recovery.lookup}
      bin={work.facts.bin}
      inPart={view.inPart === true}
      wanted={view.atOnce === true ? wantedIn(wish) : null}
      now={() => work.clock.now()}
      starting={starting}
      problem={problem}
      onBack={onBack}
      onConfirmed={begin}
    />
  )
}

function wantedIn(wish: RestoreWish): number | null {
  return wish.kind === 'undo' ? wish.of.reduce((sum, { contactIds }) => sum + contactIds.length, 0) : null
}

function Restoring(
  props: ScreensProps & { view: Extract<ArchiveView, { kind: 'restore-run' }>; onBack: () => void },
): ReactNode {
  const { view, work, onView, onBack } = props
  const { session, from } = view
  const client = useQueryClient()
  const { host, pictures } = usePorts()
  // Not only when the result is left: the tab may be closed before.
  useEffect(() => pictures.write(null), [pictures])
  const { begin, problem } = useRestoring(work, (next) =>
    onView({ kind: 'restore-run', session: next, from }),
  )

  async function leave(): Promise<void> {
    await session.leave(false)
    const returned = idMap(session.plan, session.state)
    props.onReturned?.(new Map(returned.map(({ oldId, newId }) => [oldId, newId])))
    host.refreshLists()
    forgetCounts(client, pictures, [])
    void client.invalidateQueries(deletedQueries.all())
    await rowsMoved(client)
  }

  return (
    <RestoreRunScreen
      session={session}
      files={work.files}
      archives={work.recovery.archives}
      now={() => work.clock.now()}
      onLeave={() => void leave().then(onBack)}
      onRetry={(plan) => void leave().then(() => begin(plan))}
      onDelete={(subject) => props.onDelete(subject, () => undefined)}
      outcome={
        <>
          {problem}
          {props.outcome}
        </>
      }
    />
  )
}
