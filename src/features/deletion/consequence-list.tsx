import type { ReactNode } from 'react'
import type { Dossier } from '#core/contact/dossier.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import {
  goingLines,
  openWorkLines,
  stayingLines,
  unreadLines,
  type ConsequenceLine,
} from './consequence-text.ts'
import { consequencesOf } from '#core/contact/consequences.ts'

/** What is deleted, what stays without its link, and what could not be read. */
export function ConsequenceList(props: { dossier: Dossier }): ReactNode {
  const { t, format } = useTranslation()
  const consequences = consequencesOf(props.dossier)
  const openWork = openWorkLines(consequences, t, format)
  const unread = unreadLines(consequences, t, format)
  const staying = stayingLines(consequences, t, format)
  return (
    <>
      {openWork.length > 0 && (
        <Notice tone="warning" live={false} title={t('deletion.openWork', { what: format.list(openWork) })}>
          {t('deletion.openWorkAdvice')}
        </Notice>
      )}
      <Section title={t('deletion.goes')} lines={goingLines(consequences, t)} />
      <Section title={t('deletion.stays')} lines={staying}>
        {staying.length === 0 && unread.length === 0 && <p>{t('deletion.staysNothing')}</p>}
      </Section>
      {unread.length > 0 && (
        <Notice tone="warning" live={false} title={t('deletion.unread')}>
          {unread.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Notice>
      )}
      <p className="text-small text-muted">{t('deletion.visibleOnly')}</p>
    </>
  )
}

/** As much room as the list will take, so that no button moves under the pointer when it arrives. */
export function ConsequenceSkeleton(): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <Section title={t('deletion.goes')} lines={[{ what: t('deletion.goesAlways'), details: [] }]}>
        <Skeleton className="w-2/3" />
      </Section>
      <Section title={t('deletion.stays')} lines={[]}>
        <p className="flex flex-col gap-2">
          <Skeleton className="w-3/4" />
          <Skeleton className="w-1/2" />
          <Skeleton className="w-2/5" />
        </p>
      </Section>
      <p className="text-small text-muted">{t('deletion.reading')}</p>
    </>
  )
}

/** Whether and how the deletion can be undone, and what the app cannot know about that. */
export function UndoNote(props: { binHref: string; onOpenBin: () => void }): ReactNode {
  const { t } = useTranslation()
  return (
    <Section title={t('deletion.undo')} lines={[]}>
      <p>
        {t('deletion.undoBin')} {t('deletion.undoUnknown')}{' '}
        <PortalLink href={props.binHref} onOpen={props.onOpenBin} className="underline">
          {t('deletion.openBin')}
        </PortalLink>
      </p>
    </Section>
  )
}

function Section(props: {
  title: string
  lines: readonly ConsequenceLine[]
  children?: ReactNode
}): ReactNode {
  return (
    <section className="flex flex-col gap-1">
      <h3 className="font-semibold">{props.title}</h3>
      {props.lines.length > 0 && (
        <ul className="flex list-disc flex-col gap-1 ps-5 marker:text-faint">
          {props.lines.map(({ what, details }) => (
            <li key={what}>
              {what}
              {details.length > 0 && <span className="text-muted">{` · ${details.join(' · ')}`}</span>}
            </li>
          ))}
        </ul>
      )}
      {props.children}
    </section>
  )
}
