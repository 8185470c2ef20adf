import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { failureOf, PortalFailure } from '#core/failure.ts'
import { dossierQueries } from '#features/shared/dossier-queries.ts'
import { useDeleteContact } from '#features/deletion/use-delete-contact.tsx'
import { usePorts } from '#features/ports.tsx'
import { Retry } from '#features/shared/retry.tsx'
import { contactName } from '#i18n/contact-name.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { RestoreInPlace, useRestoreInPlace } from './restore-in-place.tsx'

/** The question closes before the slider: the press must be over before its frame is removed. */
const FAREWELL_MS = 150

/** Opened from the row menu of the portal's own list, or from the menu of a contact's card: asks about that contact at once, then shows the result. */
export function DeleteScreen(props: { contactId: number }): ReactNode {
  const { t } = useTranslation()
  const { dossiers, host } = usePorts()
  const { data, error, isFetching, refetch } = useQuery(dossierQueries.of(dossiers, props.contactId))
  const [goneName, setGoneName] = useState<string | null>(null)
  const gone = goneName !== null
  const { view, undo, onView } = useRestoreInPlace()
  const deletion = useDeleteContact({
    undo,
    lasting: true,
    onGone(subject) {
      // It may also be one that a restore from here made twice.
      if (subject.id === props.contactId) setGoneName(subject.name)
    },
    onKept: () => {
      if (view === null) setTimeout(() => host.close(), FAREWELL_MS)
    },
  })
  const { ask, flow, unknowns, question, messages } = deletion

  const name = data === undefined ? null : contactName(data.contact, t)
  const askOnce = useEffectEvent((known: string) => {
    if (!gone) ask({ id: props.contactId, name: known })
  })
  useEffect(() => {
    if (name !== null) askOnce(name)
  }, [name])

  if (view !== null) return <RestoreInPlace {...{ deletion, undo, view, onView }} />
  return (
    <main className="mx-auto flex max-w-2xl flex-col items-start gap-4 p-6">
      {name === null && !gone && isFetching && (
        <p role="status" className="flex items-center gap-2 text-muted">
          <Spinner />
          {t('contact-card.reading')}
        </p>
      )}
      {name === null && !gone && !isFetching && error !== null && (
        <Unreadable error={error} onRetry={() => void refetch()} />
      )}
      {flow.stage === 'idle' && name !== null && !gone && unknowns.length === 0 && (
        <p role="status">
          {t('deletion.keptTitle', { name })}. {t('deletion.keptText')}
        </p>
      )}
      {undo.restored === false ? messages : undo.restored}
      {(flow.stage === 'idle' || flow.stage === 'finished') && (name !== null || error !== null || gone) && (
        <Button variant="primary" onClick={() => host.close()}>
          {t('common.close')}
        </Button>
      )}
      {question}
    </main>
  )
}

function Unreadable(props: { error: Error; onRetry: () => void }): ReactNode {
  const { t, format } = useTranslation()
  const { error } = props
  const kind = error instanceof PortalFailure ? error.failure.kind : null
  if (kind === 'not-found' || kind === 'access-denied') {
    return (
      <Notice
        tone="problem"
        title={t(kind === 'not-found' ? 'contact-card.goneTitle' : 'contact-card.hiddenTitle')}
      >
        {t(kind === 'not-found' ? 'deletion.alreadyGoneHere' : 'contact-card.hiddenText')}
      </Notice>
    )
  }
  const { title, advice } = describeThrown(error, t, format)
  return (
    <Notice
      tone="problem"
      title={t('contact-card.failedTitle')}
      actions={<Retry failure={failureOf(error)} onRetry={props.onRetry} />}
    >
      {`${title}. ${advice}`}
    </Notice>
  )
}
