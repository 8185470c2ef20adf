import { useState, type MouseEvent, type ReactNode } from 'react'
import type { Dossier } from '#core/contact/dossier.ts'
import { failureOf, PortalFailure } from '#core/failure.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useSpeech } from '#i18n/text.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Notice } from '#ui/notice.tsx'
import { StatusRegion } from '#ui/status-region.tsx'
import { ConsequenceList, ConsequenceSkeleton, UndoNote } from './consequence-list.tsx'
import { unreadableKinds } from './consequence-text.ts'
import { consequencesOf } from '#core/contact/consequences.ts'
import { CopyNote, type CopyAnswer, type CopyWish } from './copy-note.tsx'
import { RECYCLE_BIN } from './paths.ts'
import { Retry } from '../shared/retry.tsx'

interface DeleteDialogProps {
  /** Of the contact, as shown. */
  name: string
  /** What hangs on it: `data` and `error` both null while it is being read. */
  reading: { readonly data: Dossier | null; readonly error: Error | null; readonly retry: () => void }
  /** Where its copy will lie. */
  copies: CopyAnswer
  /** The copy is being made, or the delete command is on its way. */
  deleting: boolean
  /** It waits for the portal meanwhile, which gets too many requests. */
  paused: boolean
  /** `https://portal.example` */
  origin: string
  openPath: (path: string) => void
  onKeep: () => void
  onConfirm: (wish: CopyWish) => void
  /** The person has been told that the contact is no longer there. */
  onGone: () => void
}

/** The one question before a contact is deleted. Says instead of asking when there is nothing to delete. */
export function DeleteDialog(props: DeleteDialogProps): ReactNode {
  const { t } = useSpeech()
  const { name, reading, copies, deleting } = props
  const atWork = t(props.paused ? 'deletion.paused' : 'deletion.deleting')
  const [wish, setWish] = useState<CopyWish>({ incompleteCopies: 'keep' })
  // Once the command is sent, what a late reading says must not take the question away under the person's hands.
  const absence = deleting ? null : absenceIn(reading.error)
  if (absence !== null) return <NothingToDelete {...props} absence={absence} />

  // Where the copy will lie is said before, too: it may be a file on the person's own computer.
  const known = (reading.data !== null || reading.error !== null) && copies.state !== 'asking'
  return (
    <Dialog
      role="alertdialog"
      title={t('deletion.question', { name })}
      busy={!known || deleting}
      onClose={props.onKeep}
      actions={
        <>
          <Button data-autofocus aria-disabled={deleting} onClick={props.onKeep}>
            {t('deletion.keep')}
          </Button>
          <Button
            variant="danger"
            icon="trash"
            aria-disabled={!known}
            busy={deleting ? atWork : undefined}
            onClick={(event) => {
              if (isItsOwnPress(event)) props.onConfirm(wish)
            }}
          >
            {t('deletion.confirm')}
          </Button>
        </>
      }
    >
      <div className="flex min-h-72 flex-col gap-3">
        <p>{t('deletion.lead')}</p>
        {reading.data !== null ? (
          <ConsequenceList dossier={reading.data} />
        ) : reading.error !== null ? (
          <Unread error={reading.error} onRetry={reading.retry} />
        ) : (
          <ConsequenceSkeleton />
        )}
        <CopyNote
          copies={copies}
          unreadable={reading.data === null ? [] : unreadableKinds(consequencesOf(reading.data), t)}
          wish={wish}
          onWish={setWish}
        />
        <UndoNote binHref={props.origin + RECYCLE_BIN} onOpenBin={() => props.openPath(RECYCLE_BIN)} />
        <StatusRegion hidden>
          {deleting ? (props.paused ? atWork : t('deletion.working', { name })) : null}
        </StatusRegion>
      </div>
    </Dialog>
  )
}

/** The second half of a double click on whatever opened the question is no answer to it. */
function isItsOwnPress(event: MouseEvent): boolean {
  return event.detail <= 1
}

/** Nothing is known of what hangs on it: deleting stays possible, knowingly. */
function Unread(props: { error: Error; onRetry: () => void }): ReactNode {
  const { t, format } = useSpeech()
  const { title, advice } = describeThrown(props.error, t, format)
  return (
    <Notice
      tone="problem"
      title={t('deletion.unread')}
      actions={<Retry failure={failureOf(props.error)} onRetry={props.onRetry} />}
    >
      <p>{`${title}. ${advice}`}</p>
      <p>{t('deletion.unreadAdvice')}</p>
    </Notice>
  )
}

type Absence = 'gone' | 'hidden'

function absenceIn(error: Error | null): Absence | null {
  if (!(error instanceof PortalFailure)) return null
  if (error.failure.kind === 'not-found') return 'gone'
  return error.failure.kind === 'access-denied' ? 'hidden' : null
}

function NothingToDelete(props: DeleteDialogProps & { absence: Absence }): ReactNode {
  const { t } = useSpeech()
  const { name, absence, onGone, onKeep } = props
  const close = absence === 'gone' ? onGone : onKeep
  return (
    <Dialog
      role="alertdialog"
      title={t(absence === 'gone' ? 'deletion.goneTitle' : 'deletion.hiddenTitle', { name })}
      onClose={close}
      actions={
        <Button variant="primary" data-autofocus onClick={close}>
          {t('common.close')}
        </Button>
      }
    >
      <p role="alert">{t(absence === 'gone' ? 'deletion.goneText' : 'deletion.hiddenText', { name })}</p>
    </Dialog>
  )
}
