import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { failureOf } from '#core/failure.ts'
import type { DeletedContact } from '#core/restore/deleted-contacts.ts'
import { usePorts } from '#features/ports.tsx'
import { Retry } from '#features/shared/retry.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { SearchField } from '#ui/fields/search-field.tsx'
import { Notice } from '#ui/notice.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { useWidth } from '#ui/use-width.ts'
import { createArchives } from '#core/restore/archives.ts'
import { ArchiveList } from './archive-list.tsx'
import { ArchiveWarnings } from './archive-warnings.tsx'
import { DeletedActions } from './deleted-actions.tsx'
import { DeletedTable } from './deleted-table.tsx'
import { amountText, whyText } from './deleted-words.ts'
import { OpenFile, useFileDrop } from './open-file.tsx'
import { Retention } from './retention.tsx'
import { useArchiveActs } from './use-archive-acts.ts'
import { useDeleted, type DeletedState } from './use-deleted.ts'
import type { RunLock, Clock } from '#core/job/ports.ts'
import type { PortalFacts } from '#core/plan/ports.ts'
import type { Files } from '#core/files.ts'
import type { RecoveryPorts } from '#core/ports.ts'

const NARROW_UNDER = 720

interface DeletedScreenProps {
  recovery: RecoveryPorts
  files: Files
  facts: Pick<PortalFacts, 'isAdmin'>
  clock: Pick<Clock, 'now'>
  /** The lock of deletions. */
  lock: RunLock
  /** Counts the returns from a restore. A change asks the portal about the contacts again. */
  returns: number
  /** Where the focus goes whenever the screen is shown: its heading, or the button that led away from it. */
  focus: 'heading' | 'audit'
  /** The contacts that a restore from this screen has restored since; they are not offered again. */
  returned: ReadonlySet<number>
  /** The contacts of an unfinished restore. */
  unfinished: ReadonlySet<number>
  /** Shown under the heading, such as an unfinished restore. */
  status?: ReactNode
  /** See `Doubles`. */
  onDelete?: ((subject: { id: number; name: string }) => void) | undefined
  onBack: () => void
  /** Opens the records of all runs. */
  onAudit: () => void
  /** Opens the plan to restore these contacts. */
  onRestore: (contacts: readonly DeletedContact[]) => void
  /** Called when an archive was erased everywhere. */
  onErased: (archiveIds: readonly string[]) => void
  /** Called when the storage time of archives was changed. */
  onRetention: () => void
}

/** Deleted contacts that can be restored, from the stored archives or from a file. */
export function DeletedScreen(props: DeletedScreenProps): ReactNode {
  const { t } = useTranslation()
  const { host } = usePorts()
  const { recovery, files, clock, returns, focus } = props
  const archive = useMemo(() => createArchives(recovery, () => clock.now()), [recovery, clock])
  const deleted = useDeleted(archive, recovery, files, { visit: returns, ...props })
  const acts = useArchiveActs(archive, files, props.lock, props.onErased)
  const drop = useFileDrop(deleted.file.open)
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const narrow = (useWidth(frame) ?? NARROW_UNDER) < NARROW_UNDER
  const heading = useRef<HTMLHeadingElement>(null)
  const auditButton = useRef<HTMLButtonElement>(null)
  // Also each time the screen comes back from the background.
  useEffect(() => {
    const first = focus === 'audit' ? auditButton : heading
    first.current?.focus()
  }, [returns, focus])

  return (
    <main
      {...drop.target}
      ref={setFrame}
      className={`flex h-sight min-h-80 min-w-0 flex-col ${drop.over ? 'outline-2 -outline-offset-4 outline-primary outline-dashed' : ''}`}
    >
      {/* The whole page scrolls, both lists with it; what restores stays in sight below. */}
      <div
        ref={setScroller}
        className="flex min-h-0 flex-1 scroll-pt-11 flex-col gap-2 overflow-y-auto p-3 sm:px-4"
      >
        <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <h1 ref={heading} tabIndex={-1} className="text-heading font-semibold focus:outline-none">
            {t('deleted.title')}
          </h1>
          <div className="ms-auto flex flex-wrap items-center gap-2">
            {!narrow && (
              <span className="text-small text-muted">
                {t(drop.over ? 'deleted.dropHere' : 'deleted.drop')}
              </span>
            )}
            <OpenFile onFiles={deleted.file.open} />
            <Button ref={auditButton} onClick={props.onAudit}>
              {t('records.title')}
            </Button>
            <Button variant="quiet" onClick={props.onBack}>
              {t('deleted.back')}
            </Button>
          </div>
        </header>
        {props.status}
        <ArchiveWarnings deleted={deleted} />
        <ArchiveList deleted={deleted} acts={acts} narrow={narrow} scroller={scroller} />
        <Retention
          now={() => clock.now()}
          archive={archive}
          write={(days) => recovery.retention.write(days).then(props.onRetention)}
          isAdmin={props.facts.isAdmin}
        />
        <Contacts
          deleted={deleted}
          narrow={narrow}
          host={host}
          scroller={scroller}
          onRestore={(contact) => props.onRestore([contact])}
          onDelete={props.onDelete}
        />
      </div>
      {(deleted.shown.length > 0 || deleted.ticked.size > 0) && (
        <DeletedActions deleted={deleted} onRestore={props.onRestore} />
      )}
    </main>
  )
}

type Host = ReturnType<typeof usePorts>['host']

function Contacts(props: {
  deleted: DeletedState
  narrow: boolean
  host: Host
  scroller: HTMLElement | null
  onRestore: (contact: DeletedContact) => void
  onDelete: DeletedScreenProps['onDelete']
}): ReactNode {
  const { t, format } = useTranslation()
  const { deleted, narrow, host, scroller, onRestore } = props
  const { index, indexError, all, shown } = deleted
  const nothingKept = index?.archives.length === 0 && deleted.file.state.stage !== 'read'
  if (indexError !== null) {
    return (
      <Notice
        tone="problem"
        title={t('deleted.failed')}
        actions={<Retry failure={failureOf(indexError)} onRetry={deleted.retryIndex} />}
      >
        {whyText(indexError, t, format)}
      </Notice>
    )
  }
  if (deleted.opening && all.length === 0) {
    return (
      <p role="status" className="flex items-center justify-center gap-2 p-8 text-muted">
        <Spinner />
        <span>{t(index === undefined ? 'deleted.loading' : 'deleted.opening')}</span>
      </p>
    )
  }
  if (nothingKept) {
    return (
      <EmptyState icon="trash" title={t('deleted.emptyTitle')}>
        {t('deleted.emptyText')}
      </EmptyState>
    )
  }
  // The warnings above say why a chosen archive shows no contacts.
  if (all.length === 0 && deleted.unopened.length + deleted.opened.length > 0) return null
  if (all.length === 0) return <p className="p-4 text-muted">{t('deleted.noneChosen')}</p>
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <SearchField
          label={t('deleted.search')}
          placeholder={t('deleted.searchHint')}
          value={deleted.search}
          onChange={deleted.setSearch}
          className="grow basis-full sm:max-w-md sm:basis-56"
        />
        <p role="status" className="text-muted tabular-nums">
          {shown.length === all.length
            ? amountText(all, deleted.since, t, format)
            : t('deleted.foundOf', { count: shown.length, all: all.length })}
        </p>
      </div>
      {deleted.sinceError !== null && (
        <Notice
          tone="warning"
          title={t('deleted.stateFailed')}
          actions={<Retry failure={failureOf(deleted.sinceError)} onRetry={deleted.retrySince} />}
        >
          {t('deleted.stateFailedText', { why: whyText(deleted.sinceError, t, format) })}
        </Notice>
      )}
      {shown.length === 0 ? (
        <EmptyState
          title={t('deleted.noneFound')}
          actions={
            <>
              {deleted.someUnchosen && <Button onClick={deleted.searchAll}>{t('deleted.searchAll')}</Button>}
              <Button onClick={() => deleted.setSearch('')}>{t('deleted.clearSearch')}</Button>
            </>
          }
        />
      ) : (
        <DeletedTable
          deleted={deleted}
          density={narrow ? 'narrow' : 'wide'}
          host={host}
          scroller={scroller}
          onRestore={onRestore}
          onDelete={props.onDelete}
        />
      )}
    </>
  )
}
