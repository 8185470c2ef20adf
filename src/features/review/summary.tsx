import { useId, type ReactNode } from 'react'
import type { PlanConsequences } from '#core/plan/plan-consequences.ts'
import type { Host } from '#core/ports.ts'
import type { Bin } from '#core/plan/review.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { goingLines, stayingLines, unreadParts, type SummaryLine } from './summary-text.ts'

/** Where the portal keeps what was deleted from the CRM (portal README, "Recycle bin"). */
const RECYCLE_BIN = '/crm/recyclebin/'

/** What the whole deletion means: what is deleted, what stays, what can be undone. */
export function Summary(props: {
  totals: PlanConsequences
  bin: Bin
  host: Pick<Host, 'origin' | 'openPath'>
}): ReactNode {
  const { t, format } = useTranslation()
  const { totals, bin, host } = props
  const staying = stayingLines(totals, t, format)
  const unread = unreadParts(totals, t)
  return (
    <div className="grid gap-3 lg:grid-cols-3">
      <Card title={t('review.stays')}>
        <Lines lines={staying} />
        {staying.length === 0 && unread.length === 0 && <p>{t('review.staysNothing')}</p>}
        {unread.length > 0 && <p>{format.list(unread)}</p>}
        <p className="mt-1 text-small text-muted">{t('review.visibleOnly')}</p>
      </Card>
      <Card title={t('review.goes')}>
        <Lines lines={goingLines(totals, t, format)} />
      </Card>
      <Card title={t('review.undo')}>
        <p>{undoText()}</p>
        <p>
          <PortalLink
            href={host.origin + RECYCLE_BIN}
            onOpen={() => host.openPath(RECYCLE_BIN)}
            className="underline"
          >
            {t('review.openBin')}
          </PortalLink>
        </p>
      </Card>
    </div>
  )

  function undoText(): string {
    if (bin === 'does-not-restore') return t('review.undoNot')
    return bin === 'restores' ? t('review.undoBin') : `${t('review.undoBin')} ${t('review.undoUnknown')}`
  }
}

function Card(props: { title: string; children: ReactNode }): ReactNode {
  const titleId = useId()
  return (
    <section
      aria-labelledby={titleId}
      className="flex flex-col gap-1.5 rounded-card bg-panel p-4 wrap-anywhere"
    >
      <h2 id={titleId} className="font-semibold">
        {props.title}
      </h2>
      {props.children}
    </section>
  )
}

function Lines({ lines }: { lines: readonly SummaryLine[] }): ReactNode {
  if (lines.length === 0) return null
  return (
    <ul className="flex list-disc flex-col gap-1 ps-5 marker:text-faint">
      {lines.map(({ what, details }) => (
        <li key={what}>
          <span>{what}</span>
          {details.length > 0 && <span className="text-muted">{` · ${details.join(' · ')}`}</span>}
        </li>
      ))}
    </ul>
  )
}
