import type { ReactNode } from 'react'
import { consequencesOf } from '#core/contact/consequences.ts'
import type { Dossier } from '#core/contact/dossier.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { goingLines, inOne, openWorkLines, stayingLines, unreadLines } from './consequence-text.ts'

/** What is at risk, what stays without the contact, and what is deleted with it: a line each. */
export function ConsequenceList(props: { dossier: Dossier }): ReactNode {
  const { t, format } = useTranslation()
  const consequences = consequencesOf(props.dossier)
  const openWork = openWorkLines(consequences, t, format)
  const unread = unreadLines(consequences, t, format)
  const staying = stayingLines(consequences, t, format)
  return (
    <>
      {openWork.length > 0 && (
        <Notice
          tone="warning"
          live={false}
          title={
            <span className="inline-block first-letter:uppercase">
              {t('deletion.openWork', { what: format.list(openWork) })}
            </span>
          }
        />
      )}
      {unread.length > 0 && (
        <Notice tone="warning" live={false} title={t('deletion.unread')}>
          {unread.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Notice>
      )}
      {staying.length > 0 && <p>{t('deletion.stays', { what: format.list(staying.map(inOne)) })}</p>}
      <p>{t('deletion.goes', { what: format.list(goingLines(consequences, t).map(inOne)) })}</p>
    </>
  )
}

/** As much room as the lines will mostly take, so that no button moves under the pointer when they arrive. */
export function ConsequenceSkeleton(): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <p className="flex min-h-[2lh] flex-col gap-2 pt-1">
        <Skeleton className="w-3/4" />
        <Skeleton className="w-1/2" />
      </p>
      <p className="text-muted">{t('deletion.reading')}</p>
    </>
  )
}

/** What the kinds of linked things are worth in all: for those who ask. */
export function WorthList(props: { dossier: Dossier }): ReactNode {
  const { t, format } = useTranslation()
  const worth = stayingLines(consequencesOf(props.dossier), t, format).filter(({ sums }) => sums !== '')
  return worth.map(({ what, sums }) => <p key={what}>{`${what}: ${sums}`}</p>)
}
