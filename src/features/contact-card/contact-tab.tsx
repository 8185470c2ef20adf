import { useQuery } from '@tanstack/react-query'
import { useRef, type ReactNode } from 'react'
import { failureOf, PortalFailure } from '#core/failure.ts'
import { usePorts } from '#features/ports.tsx'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Notice } from '#ui/notice.tsx'
import { CardSkeleton } from './card-skeleton.tsx'
import { Card } from './card.tsx'
import { ClosingScreen } from './closing-screen.tsx'
import { dossierQueries } from '../shared/dossier-queries.ts'
import { useReshown } from './use-reshown.ts'
import { Retry } from '../shared/retry.tsx'

interface ContactTabProps {
  /** 0: a contact that is only being created. */
  contactId: number
  onDelete: (subject: { id: number; name: string }) => void
  /** The result of an attempt to delete, shown in the card. */
  news: ReactNode
  /** The name of the contact once it is known to be gone; null while it is there. */
  goneName: string | null
  /** It was gone, and an undo made it again. */
  restored: boolean
  corner: ReactNode
}

/** The tab in the card of one contact. */
export function ContactTab(props: ContactTabProps): ReactNode {
  const { t } = useTranslation()
  const { host } = usePorts()
  if (props.contactId === 0) {
    return (
      <EmptyState icon="person" title={t('contact-card.newTitle')}>
        {t('contact-card.newText')}
      </EmptyState>
    )
  }
  if (props.goneName !== null) {
    return (
      // Restored from the bin as well, it would be there twice.
      <ClosingScreen heading={props.goneName} origin={host.origin} withBin={!props.restored} takesFocus>
        {props.news}
        <p>{t('contact-card.deletedCard')}</p>
      </ClosingScreen>
    )
  }
  return <LivingContact {...props} />
}

function LivingContact({ contactId, onDelete, news, corner }: ContactTabProps): ReactNode {
  const { t } = useTranslation()
  const { dossiers, host } = usePorts()
  const content = useRef<HTMLDivElement>(null)
  const { data, error, dataUpdatedAt, isPending, refetch } = useQuery(dossierQueries.of(dossiers, contactId))
  // The portal does not report changes made meanwhile in the card, in a slider or by a colleague.
  useReshown(content, () => void refetch())

  const absence = error instanceof PortalFailure ? error.failure.kind : null
  return (
    <div ref={content} aria-busy={isPending} className="flex flex-col gap-3">
      {absence === 'not-found' ? (
        <ClosingScreen heading={t('contact-card.goneTitle')} origin={host.origin} withBin>
          {/* Perhaps our own delete did it and its answer was lost: the message here will say so soon. */}
          {news}
          <p role="alert">{t('contact-card.goneText')}</p>
        </ClosingScreen>
      ) : absence === 'access-denied' ? (
        <ClosingScreen heading={t('contact-card.hiddenTitle')} origin={host.origin} withBin={false}>
          <p role="alert">{t('contact-card.hiddenText')}</p>
        </ClosingScreen>
      ) : data !== undefined ? (
        <Card
          dossier={data}
          readAt={dataUpdatedAt}
          origin={host.origin}
          openPath={(path) => host.openPath(path, () => void refetch())}
          onDelete={onDelete}
          corner={corner}
          news={
            <>
              {news}
              {error !== null && (
                <Unreadable
                  error={error}
                  title={t('contact-card.staleTitle')}
                  onRetry={() => void refetch()}
                />
              )}
            </>
          }
        />
      ) : error !== null ? (
        <Unreadable error={error} title={t('contact-card.failedTitle')} onRetry={() => void refetch()} />
      ) : (
        <CardSkeleton />
      )}
    </div>
  )
}

function Unreadable(props: { error: Error; title: string; onRetry: () => void }): ReactNode {
  const { t, format } = useTranslation()
  const { title, advice } = describeThrown(props.error, t, format)
  return (
    <Notice
      tone="problem"
      title={props.title}
      actions={<Retry failure={failureOf(props.error)} onRetry={props.onRetry} />}
    >
      {`${title}. ${advice}`}
    </Notice>
  )
}
