import { useState, type MouseEvent, type ReactNode } from 'react'
import type { Dossier } from '#core/contact/dossier.ts'
import { failureOf, PortalFailure } from '#core/failure.ts'
import { usePorts } from '../ports.tsx'
import { Retry } from '../shared/retry.tsx'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Notice } from '#ui/notice.tsx'
import { StatusRegion } from '#ui/status-region.tsx'
import { ConsequenceList, ConsequenceSkeleton, UndoNote } from './consequence-list.tsx'
import { unreadableKinds } from './consequence-text.ts'
import { consequencesOf } from '#core/contact/consequences.ts'
import { AdditionsNotice } from './additions-notice.tsx'
import { ContactFacts } from './contact-facts.tsx'
import { CopyNote, type CopyWish } from './copy-note.tsx'
import type { DeleteFlow } from './delete-flow.ts'
import { RECYCLE_BIN } from './paths.ts'
import { useCopyPlace } from './use-copy-place.ts'
import type { DeletionActions } from './use-deletion.ts'

export interface DeleteDialogProps {
  /** `deleting`: the copy is being made, or the delete command was sent. */
  flow: Extract<DeleteFlow, { stage: 'asking' | 'deleting' }>
  /** Waiting, because the portal gets too many requests. */
  paused: boolean
  /** What is linked to the contact: `data` and `error` are both null while it is being read. */
  reading: { readonly data: Dossier | null; readonly error: Error | null; readonly retry: () => void }
  /** The portal refused the last copy: this one may be stored elsewhere. */
  portalRefused: boolean
  actions: Pick<DeletionActions, 'keep' | 'confirm' | 'foundGone'>
  /** The person keeps the contact. Not called for Esc while the app works, because that is not an answer. */
  onKept?: (() => void) | undefined
}

/** The question before a contact is deleted. If there is nothing to delete it says so instead. */
export function DeleteDialog(props: DeleteDialogProps): ReactNode {
  const { t } = useTranslation()
  const { host } = usePorts()
  const { flow, reading, portalRefused, actions } = props
  const { name } = flow.subject
  const deleting = flow.stage === 'deleting'
  const atWork = t(props.paused ? 'deletion.paused' : 'deletion.deleting')
  const copies = useCopyPlace(portalRefused)
  const [wish, setWish] = useState<CopyWish>({ incompleteCopies: 'keep' })
  // Once the command is sent, a late reading must not close the dialog.
  const absence = deleting ? null : absenceIn(reading.error)
  if (absence !== null) {
    const onClose = absence === 'gone' ? actions.foundGone : keep
    return <NothingToDelete name={name} absence={absence} onClose={onClose} />
  }

  function keep(): void {
    actions.keep()
    if (!deleting) props.onKept?.()
  }

  // The place of the copy is part of the question: it may be a file on the person's own computer.
  const known = (reading.data !== null || reading.error !== null) && copies.state !== 'asking'
  return (
    <Dialog
      role="alertdialog"
      title={t('deletion.question', { name })}
      busy={!known || deleting}
      onClose={keep}
      actions={
        <>
          <Button data-autofocus aria-disabled={deleting} onClick={keep}>
            {t('deletion.keep')}
          </Button>
          <Button
            variant="danger"
            icon="trash"
            aria-disabled={!known}
            busy={deleting ? atWork : undefined}
            onClick={(event) => {
              if (!isItsOwnPress(event)) return
              const shown = { dossier: reading.data, named: flow.additions }
              actions.confirm({ ...wish, withoutPortal: portalRefused, shown })
            }}
          >
            {t('deletion.confirm')}
          </Button>
        </>
      }
    >
      <div className="flex min-h-72 flex-col gap-3">
        {flow.additions !== null && (
          <AdditionsNotice name={name} additions={flow.additions} dossier={reading.data} />
        )}
        <ContactFacts id={flow.subject.id} dossier={reading.data} />
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
        <UndoNote binHref={host.origin + RECYCLE_BIN} onOpenBin={() => host.openPath(RECYCLE_BIN)} />
        <StatusRegion hidden>
          {deleting ? (props.paused ? atWork : t('deletion.working', { name })) : null}
        </StatusRegion>
      </div>
    </Dialog>
  )
}

/** The second half of a double click that opened the dialog is not an answer. */
function isItsOwnPress(event: MouseEvent): boolean {
  return event.detail <= 1
}

/** It is unknown what is linked to the contact; the person may delete it knowing that. */
function Unread(props: { error: Error; onRetry: () => void }): ReactNode {
  const { t, format } = useTranslation()
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

function NothingToDelete(props: { name: string; absence: Absence; onClose: () => void }): ReactNode {
  const { t } = useTranslation()
  const { name, absence, onClose } = props
  return (
    <Dialog
      role="alertdialog"
      title={t(absence === 'gone' ? 'deletion.goneTitle' : 'deletion.hiddenTitle', { name })}
      onClose={onClose}
      actions={
        <Button variant="primary" data-autofocus onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <p role="alert">{t(absence === 'gone' ? 'deletion.goneText' : 'deletion.hiddenText', { name })}</p>
    </Dialog>
  )
}
