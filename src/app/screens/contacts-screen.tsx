import { useQueryClient } from '@tanstack/react-query'
import { Activity, Suspense, useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { ONLY_MOST } from '#core/contact/contact-query.ts'
import type { Contact } from '#core/contact/contact.ts'
import { addListed, forget, NOTHING_SELECTED, type Selection } from '#core/plan/selection.ts'
import { forgetCounts } from '#features/clean-up/forget-counts.ts'
import { removeContact } from '#features/contacts/contact-cache.ts'
import { ContactsScreen as Contacts } from '#features/contacts/contacts-screen.tsx'
import type { Narrowed } from '#features/contacts/use-contact-query.ts'
import { useDeleteContact } from '#features/deletion/use-delete-contact.tsx'
import { usePorts } from '#features/ports.tsx'
import { ErrorBoundary } from '#features/shared/error-boundary.tsx'
import { useJobInHand } from '#features/shared/job/job-in-hand.ts'
import { lazyComponent } from '#features/shared/lazy-component.tsx'
import { contactName } from '#i18n/contact-name.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { workQuery } from '#features/shared/work-query.ts'
import {
  backFrom,
  chosenAlone,
  isArchiveView,
  isOwnView,
  isWorkView,
  jobOf,
  LIST,
  type View,
} from '../work/views.ts'
import { useUnfinishedRun } from '../work/use-unfinished-run.ts'
import { Appearance } from '../appearance.tsx'
import { FromList } from '../from-list.tsx'
import { useRoomyFrame } from '../frame-height.ts'
import { useDue } from './use-due.ts'
import { useUndoHere } from './use-undo-here.tsx'

const WorkScreens = lazyComponent(async () => (await import('../work/work-screens.tsx')).WorkScreens)
const ArchiveScreens = lazyComponent(async () => (await import('../work/archive-screens.tsx')).ArchiveScreens)
const MissingPlaces = lazyComponent(
  async () => (await import('#features/install/missing-places.tsx')).MissingPlaces,
)
const UnfinishedRestore = lazyComponent(
  async () => (await import('../work/unfinished-restore.tsx')).UnfinishedRestore,
)
const OwnScreens = lazyComponent(async () => (await import('../work/own-screens.tsx')).OwnScreens)
const UnfinishedRun = lazyComponent(async () => (await import('../work/unfinished.tsx')).UnfinishedRun)

/** The app's own page: all contacts, deleted one by one, or many at once after a review. */
export function ContactsScreen(): ReactNode {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const ports = usePorts()
  useRoomyFrame()

  const inHand = useJobInHand()
  const { host } = ports
  const appName = t('common.appName')
  useEffect(() => {
    // The portal's own heading is the name in the language in which the app was installed.
    if (inHand.current === null) host.setTitle(appName)
  }, [host, appName, inHand])
  const [view, setView] = useState<View>(inHand.current ?? LIST)
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED)
  const [returns, setReturns] = useState(0)
  const [importing, setImporting] = useState(false)
  const [narrowed, setNarrowed] = useState<Narrowed | null>(null)
  const unfinished = useUnfinishedRun(view.kind === 'list')
  const due = useDue(view.kind === 'list')
  const focusNext = useRef<() => void>(undefined)
  const undo = useUndoHere({
    inSight: view.kind === 'list',
    onView: show,
    onRestored: (newIds) => forgetMessages(newIds),
    onShowAll: () => show({ kind: 'deleted' }),
  })
  const {
    ask,
    forget: forgetMessages,
    flow,
    question,
    messages,
  } = useDeleteContact({
    undo,
    onGone(subject, late) {
      setSelection((now) => forget(now, [subject.id]))
      forgetCounts(cache, ports.pictures, [subject.id])
      void removeContact(cache, subject.id).then(() => {
        // If the answer is late, the person is working elsewhere, and the focus stays there.
        if (!late) focusNext.current?.()
      })
    },
  })
  const { closeRestored } = undo
  const onDelete = useCallback(
    (contact: Contact, moveFocus: () => void) => {
      focusNext.current = moveFocus
      closeRestored()
      ask({ id: contact.id, name: contactName(contact, t) })
    },
    [ask, closeRestored, t],
  )
  const onReview = useCallback(
    (of: Selection, hidden: readonly number[] | null) => setView({ kind: 'review', selection: of, hidden }),
    [],
  )

  function show(next: View): void {
    if (next.kind === 'list') setReturns((now) => now + 1)
    inHand.show(jobOf(next))
    setView(next)
  }

  // Other messages about a deletion have the buttons that undo it.
  const undoIsOffered =
    flow.stage === 'asking' ||
    flow.stage === 'deleting' ||
    (flow.stage === 'finished' && undo.actionsFor(flow.subject.id) !== null)

  return (
    <>
      {/* In the background the list keeps its search, its position and its rows. */}
      <Activity mode={view.kind === 'list' ? 'visible' : 'hidden'}>
        <ErrorBoundary>
          <Contacts
            onDelete={onDelete}
            selection={selection}
            onSelection={setSelection}
            onReview={onReview}
            returns={returns}
            narrowed={narrowed}
            tools={[{ label: t('list-import.open'), icon: 'list', onPress: () => setImporting(true) }]}
            screens={[
              {
                label: t('clean-up.title'),
                ...due,
                icon: 'check',
                onPress: () => show({ kind: 'clean-up' }),
              },
              { label: t('deleted.open'), icon: 'trash', onPress: () => show({ kind: 'deleted' }) },
            ]}
            more={[
              { label: t('records.title'), icon: 'list', onPress: () => show({ kind: 'audit' }) },
              { label: t('guards.listTitle'), icon: 'lock', onPress: () => show({ kind: 'protected' }) },
              // Where the copies are, with how long they are stored and for whom that is chosen.
              { label: t('deleted.retention'), icon: 'clock', onPress: () => show({ kind: 'deleted' }) },
              { label: t('help.title'), icon: 'help', onPress: () => show({ kind: 'help' }) },
            ]}
            choices={<Appearance />}
            status={
              <>
                <ErrorBoundary>
                  <MissingPlaces />
                </ErrorBoundary>
                {unfinished && (
                  <ErrorBoundary>
                    <UnfinishedRun onTakenUp={(session) => show({ kind: 'run', session })} />
                    {!undo.busy && (
                      <UnfinishedRestore
                        onTakenUp={(session) => show({ kind: 'restore-run', session, from: 'list' })}
                      />
                    )}
                  </ErrorBoundary>
                )}
                {messages}
                {undo.restored}
                {!undoIsOffered && undo.restored === false && undo.offer}
              </>
            }
          />
        </ErrorBoundary>
      </Activity>
      {importing && (
        <FromList
          loadWork={() => cache.query(workQuery(ports))}
          onAdd={(ids) => {
            setSelection((now) => addListed(now, ids))
            setImporting(false)
          }}
          onClose={() => setImporting(false)}
        />
      )}
      {isOwnView(view) && (
        <ErrorBoundary>
          <Suspense fallback={null}>
            <OwnScreens
              view={view}
              onView={show}
              onShow={(filters) => {
                setNarrowed({ filters })
                show(LIST)
              }}
            />
          </Suspense>
        </ErrorBoundary>
      )}
      {isArchiveView(view) && (
        <ErrorBoundary>
          <ArchiveScreens
            view={view}
            onView={show}
            onReturned={undo.returned}
            onErased={undo.erased}
            onDelete={(subject, onGone) => {
              focusNext.current = onGone
              ask(subject)
            }}
            outcome={messages}
          />
        </ErrorBoundary>
      )}
      {isWorkView(view) && (
        <ErrorBoundary>
          <WorkScreens
            view={view}
            onView={show}
            onBack={() => show(backFrom(view))}
            // What was confirmed is no longer selected: pressing "Review deletion" again must not mean the same contacts.
            onBegun={() => setSelection(NOTHING_SELECTED)}
            onDeleted={(offer) => undo.note({ offer, name: null })}
            onUndo={(offer) =>
              show({
                kind: 'restore',
                wish: { kind: 'undo', of: [offer] },
                from: 'list',
                atOnce: true,
              })
            }
            onShowInList={(ids) => {
              setSelection(chosenAlone(ids))
              setNarrowed({ filters: { only: ids.slice(0, ONLY_MOST) } })
              show(LIST)
            }}
          />
        </ErrorBoundary>
      )}
      {question}
    </>
  )
}
