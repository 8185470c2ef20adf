import { useQueryClient } from '@tanstack/react-query'
import { Activity, Suspense, useCallback, useRef, useState, type ReactNode } from 'react'
import type { Contact } from '#core/contact/contact.ts'
import { addListed, forget, NOTHING_SELECTED, type Selection } from '#core/plan/selection.ts'
import type { UndoOffer } from '#core/restore/load-contacts.ts'
import { Returned } from '#features/contact-card/restored-notice.tsx'
import { removeContact } from '#features/contacts/contact-cache.ts'
import { ContactsScreen as Contacts } from '#features/contacts/contacts-screen.tsx'
import type { Narrowed } from '#features/contacts/use-contact-query.ts'
import { OfferUndo } from '#features/deletion/undo-offer.tsx'
import { useDeleteContact } from '#features/deletion/use-delete-contact.tsx'
import { usePorts } from '#features/ports.tsx'
import { ErrorBoundary } from '#features/shared/error-boundary.tsx'
import { useJobInHand } from '#features/shared/job-in-hand.ts'
import { lazyComponent } from '#features/shared/lazy-component.tsx'
import { contactName } from '#i18n/contact-name.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { workQuery } from '#features/shared/work-query.ts'
import { chosenAlone, isArchiveView, jobOf, LIST, type View } from '../work/views.ts'
import { useUnfinishedRun } from '../work/use-unfinished-run.ts'
import { FromList } from '../from-list.tsx'
import { useRoomyFrame } from '../frame-height.ts'
import { ThemeControl } from '../theme-control.tsx'

const WorkScreens = lazyComponent(async () => (await import('../work/work-screens.tsx')).WorkScreens)
const ArchiveScreens = lazyComponent(async () => (await import('../work/archive-screens.tsx')).ArchiveScreens)
const MissingPlaces = lazyComponent(
  async () => (await import('#features/install/missing-places.tsx')).MissingPlaces,
)
const UnfinishedRestore = lazyComponent(
  async () => (await import('../work/unfinished-restore.tsx')).UnfinishedRestore,
)
const UnfinishedRun = lazyComponent(async () => (await import('../work/unfinished.tsx')).UnfinishedRun)

/** The app's own page: all contacts, deleted one by one, or many at once after a review. */
export function ContactsScreen(): ReactNode {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const ports = usePorts()
  useRoomyFrame()

  const inHand = useJobInHand()
  const [view, setView] = useState<View>(inHand.current ?? LIST)
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED)
  const [returns, setReturns] = useState(0)
  const [narrowed, setNarrowed] = useState<Narrowed | null>(null)
  const unfinished = useUnfinishedRun(view.kind === 'list')
  const [undo, setUndo] = useState<readonly UndoOffer[]>([])
  const focusNext = useRef<() => void>(undefined)
  const [restored, setRestored] = useState<{ name: string; newId: number } | null>(null)
  const { ask, dismiss, flow, question, messages } = useDeleteContact({
    inList: true,
    onGone(subject, offer, late) {
      if (offer !== null) setUndo((now) => [...now, offer])
      setSelection((now) => forget(now, [subject.id]))
      void removeContact(cache, subject.id).then(() => {
        // If the answer is late, the person is working elsewhere, and the focus stays there.
        if (!late) focusNext.current?.()
      })
    },
  })
  const onDelete = useCallback(
    (contact: Contact, moveFocus: () => void) => {
      focusNext.current = moveFocus
      setRestored(null)
      ask({ id: contact.id, name: contactName(contact, t) })
    },
    [ask, t],
  )
  const onReview = useCallback(
    (of: Selection, hidden: readonly number[] | null) => setView({ kind: 'review', selection: of, hidden }),
    [],
  )

  function show(next: View): void {
    // What was confirmed is no longer selected: pressing Review again must not mean the same contacts.
    if (next.kind === 'run') setSelection(NOTHING_SELECTED)
    if (next.kind === 'list') setReturns((now) => now + 1)
    // "Undo" was used. Contacts that were not restored are in "Deleted".
    if (next.kind === 'restore-run' && view.kind === 'restore' && view.wish.kind === 'undo') setUndo([])
    inHand.show(jobOf(next))
    setView(next)
  }

  /** If the contact whose deletion the list shows was restored, the list says that instead. */
  function noteReturned(newIds: ReadonlyMap<number, number>): void {
    const newId = flow.stage === 'finished' ? newIds.get(flow.subject.id) : undefined
    if (flow.stage !== 'finished' || newId === undefined) return
    setRestored({ name: flow.subject.name, newId })
    dismiss()
  }

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
            tools={
              <FromList
                loadWork={() => cache.query(workQuery(ports))}
                onAdd={(ids) => setSelection((now) => addListed(now, ids))}
              />
            }
            status={
              <>
                <ErrorBoundary>
                  <Suspense fallback={null}>
                    <MissingPlaces />
                  </Suspense>
                </ErrorBoundary>
                {unfinished && (
                  <ErrorBoundary>
                    <Suspense fallback={null}>
                      <UnfinishedRun onTakenUp={(session) => show({ kind: 'run', session })} />
                      <UnfinishedRestore
                        onTakenUp={(session) => show({ kind: 'restore-run', session, from: 'list' })}
                      />
                    </Suspense>
                  </ErrorBoundary>
                )}
                {messages}
                {restored !== null && (
                  <Returned
                    {...restored}
                    origin={ports.host.origin}
                    openPath={(path) => ports.host.openPath(path)}
                    onClose={() => setRestored(null)}
                  />
                )}
                <OfferUndo
                  offers={undo}
                  onUndo={(wish) => show({ kind: 'restore', wish, from: 'list' })}
                  onClose={() => setUndo([])}
                />
              </>
            }
            corner={
              <div className="flex items-center gap-2">
                <Button onClick={() => show({ kind: 'deleted' })}>{t('deleted.open')}</Button>
                <ThemeControl />
              </div>
            }
          />
        </ErrorBoundary>
      </Activity>
      {isArchiveView(view) && (
        <ErrorBoundary>
          <Suspense fallback={null}>
            <ArchiveScreens
              view={view}
              onView={show}
              onReturned={noteReturned}
              onDelete={(subject) => {
                focusNext.current = undefined
                ask(subject)
              }}
              outcome={messages}
            />
          </Suspense>
        </ErrorBoundary>
      )}
      {view.kind !== 'list' && !isArchiveView(view) && (
        <ErrorBoundary>
          <Suspense fallback={null}>
            <WorkScreens
              view={view}
              onView={show}
              onBack={() => show(LIST)}
              onLeft={(offer) => {
                if (offer.contactIds.length > 0) setUndo((now) => [...now, offer])
                show(LIST)
              }}
              onUndo={(deleted) =>
                show({ kind: 'restore', wish: { kind: 'kept', ...deleted }, from: 'list' })
              }
              onShowInList={(ids) => {
                setSelection(chosenAlone(ids))
                setNarrowed({ ids })
                show(LIST)
              }}
            />
          </Suspense>
        </ErrorBoundary>
      )}
      {question}
    </>
  )
}
