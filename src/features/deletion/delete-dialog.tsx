import { useRef, useState, type ReactNode } from 'react'
import type { ArchiveSection } from '#core/archive/archived-contact.ts'
import type { Dossier } from '#core/contact/dossier.ts'
import { failureOf, PortalFailure } from '#core/failure.ts'
import { usePorts } from '../ports.tsx'
import { Retry } from '../shared/retry.tsx'
import type { MessageId } from '#i18n/catalogue.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/overlays/dialog.tsx'
import { Question } from '#ui/overlays/question.tsx'
import { Checkbox } from '#ui/fields/fields.tsx'
import { Details } from '#ui/details.tsx'
import { Notice } from '#ui/notice.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { StatusRegion } from '#ui/status-region.tsx'
import { ConsequenceList, ConsequenceSkeleton, WorthList } from './consequence-list.tsx'
import { AdditionsNotice } from './notices/additions-notice.tsx'
import { ContactFacts } from './contact-facts.tsx'
import type { DeleteFlow } from './delete-flow.ts'
import { ProtectedNotice, useProtection } from './notices/protected-notice.tsx'
import { useCopyPlace } from './use-copy-place.ts'
import type { Deletion, DeletionActions } from './use-deletion.ts'
import { CopyDetails, WayBack } from './way-back.tsx'
import { RECYCLE_BIN } from '#features/shared/portal-paths.ts'

export interface DeleteDialogProps {
  /** `deleting`: the copy is being made, or the delete command was sent. */
  flow: Extract<DeleteFlow, { stage: 'asking' | 'deleting' }>
  step: Deletion['step']
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
  const { t, format } = useTranslation()
  const { host } = usePorts()
  const { flow, reading, portalRefused, actions } = props
  const { subject, missing } = flow
  const { name } = subject
  const deleting = flow.stage === 'deleting'
  const atWork = t(STEPS[props.step])
  const copies = useCopyPlace(portalRefused)
  const [incomplete, setIncomplete] = useState(false)
  const read = useProtection(subject.id)
  const [protection, setProtection] = useState(read)
  // While the app works, the question stays as it was answered.
  if (!deleting && read !== undefined && read !== protection) setProtection(read)
  const [anyway, setAnyway] = useState(false)
  const content = useRef<HTMLDivElement>(null)
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

  // The place of the copy may come later: without a copy nothing is deleted.
  const known = (reading.data !== null || reading.error !== null) && protection !== undefined
  const answered = (missing.length === 0 || incomplete) && (protection === null || anyway)
  return (
    <Question
      title={t('deletion.question', { name })}
      keep={t('deletion.keep')}
      onKeep={keep}
      act={t('deletion.confirm')}
      onAct={() =>
        actions.confirm({
          incompleteCopies: incomplete ? 'delete' : 'keep',
          withoutPortal: portalRefused,
          shown: {
            dossier: reading.data,
            named: flow.additions,
            despiteProtection: protection !== null && anyway,
          },
        })
      }
      icon="trash"
      atWork={deleting ? atWork : undefined}
      mayAct={known && answered}
      busy={!known}
    >
      <div ref={content} className="flex min-h-44 flex-col gap-2.5">
        {flow.additions !== null && (
          <AdditionsNotice name={name} additions={flow.additions} dossier={reading.data} />
        )}
        {missing.length > 0 && (
          <Notice tone="warning" title={t('deletion.copyGaps', { what: format.list(missing.map(partOf)) })}>
            <Checkbox label={t('deletion.copyIncomplete')} checked={incomplete} onChange={setIncomplete} />
          </Notice>
        )}
        {protection !== null && protection !== undefined && (
          <ProtectedNotice
            {...{ protection, anyway }}
            since={flow.protectedSince}
            onAnyway={setAnyway}
            onLifted={() => {
              setAnyway(false)
              content.current?.closest('dialog')?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
            }}
          />
        )}
        <ContactFacts id={subject.id} dossier={reading.data} />
        {reading.data !== null ? (
          <ConsequenceList dossier={reading.data} />
        ) : reading.error !== null ? (
          <Unread error={reading.error} onRetry={reading.retry} />
        ) : (
          <ConsequenceSkeleton />
        )}
        <WayBack copies={copies} />
        <Details atEnd label={t('deletion.more')} className="flex flex-col gap-2 pt-1">
          <p>{t('deletion.comesBack')}</p>
          <p>{t('deletion.cannotComeBack')}</p>
          <CopyDetails copies={copies} />
          <p>
            {t('deletion.bin')}{' '}
            <PortalLink
              href={host.origin + RECYCLE_BIN}
              onOpen={() => host.openPath(RECYCLE_BIN)}
              className="underline"
            >
              {t('deletion.openBin')}
            </PortalLink>
          </p>
          {reading.data !== null && <WorthList dossier={reading.data} />}
          <p className="text-muted">{t('deletion.visibleOnly')}</p>
        </Details>
        <StatusRegion hidden>{deleting ? atWork : null}</StatusRegion>
      </div>
    </Question>
  )

  function partOf(part: ArchiveSection): string {
    return t(`restore.part-${part}`)
  }
}

const STEPS = {
  copying: 'deletion.stepCopying',
  checking: 'deletion.stepChecking',
  deleting: 'deletion.deleting',
  waiting: 'deletion.paused',
} as const satisfies Record<Deletion['step'], MessageId>

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
