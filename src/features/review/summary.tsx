import { useId, useState, type ReactNode } from 'react'
import type { PlanConsequences } from '#core/plan/plan-consequences.ts'
import type { PlanConfirmation } from '#core/plan/plan.ts'
import type { Host } from '#core/ports.ts'
import type { Bin } from '#core/plan/review.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Details } from '#ui/details.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import type { CopyPlace } from '../shared/copy-queries.ts'
import { keepText, keepTexts } from './keep-text.ts'
import { Reserved } from './reserved.tsx'
import { goingLines, stayingLines, unreadParts, type SummaryLine } from './summary-text.ts'
import { RECYCLE_BIN } from '#features/shared/portal-paths.ts'

/** What the whole deletion means, in one line: what is deleted, what stays, what can be undone; more on request. */
export function Summary(props: {
  totals: PlanConsequences
  bin: Bin
  /** Where copies are stored; undefined: still being asked. */
  place: CopyPlace | undefined
  said: Pick<PlanConfirmation, 'eraseCopyAfterDays'>
  host: Pick<Host, 'origin' | 'openPath'>
}): ReactNode {
  const { t, format } = useTranslation()
  const [withClosed, setWithClosed] = useState(false)
  const { totals, bin, place, said, host } = props
  const staying = stayingLines(totals, t, format)
  const unread = unreadParts(totals, t)
  const stored = (place?.portal ?? null) === null ? null : (place ?? null)
  /** @param keep for how long copies are stored in the portal; null: they are not, or that is not known */
  const undoText = (keep: string | null): string =>
    [
      ...(keep === null ? [] : [t('review.copiesPortal', { keep, browser: String(stored?.browser) })]),
      t(bin === 'does-not-restore' ? 'review.undoNot' : 'review.undoBin'),
      '',
    ].join(' ')
  return (
    <Details
      label={
        <>
          <div className="group-open:hidden">
            <Reserved
              texts={stored === null ? [] : keepTexts(stored, t).map(shortText)}
              className="content-center text-ink max-sm:line-clamp-2"
            >
              {shortText(stored && keepText(stored, said, t))}
            </Reserved>
          </div>
          {/* What is opened says all of it. */}
          <span className="hidden font-semibold text-ink group-open:inline">{t('records.details')}</span>
        </>
      }
      className="flex flex-col gap-2 px-1.5 pb-2 max-sm:text-small"
    >
      <Part title={t('review.stays')}>
        <Lines lines={staying} withClosed={withClosed} />
        {staying.length === 0 && unread.length === 0 && <p>{t('review.staysNothing')}</p>}
        {unread.length > 0 && <p>{format.list(unread)}</p>}
        <p className="text-small text-muted">
          <span>{t('review.visibleOnly')}</span>
          {staying.some(({ closed }) => closed.length > 0) && (
            <Button
              variant="quiet"
              aria-expanded={withClosed}
              className="min-h-6! px-1.5! py-0! text-small"
              onClick={() => setWithClosed(!withClosed)}
            >
              {t(withClosed ? 'review.hideClosed' : 'review.showClosed')}
            </Button>
          )}
        </p>
      </Part>
      <Part title={t('review.goes')}>
        <Lines lines={goingLines(totals, t, format)} withClosed />
      </Part>
      <Part title={t('review.undo')}>
        <Reserved
          texts={
            stored === null ? [] : keepTexts(stored, t).map((keep) => undoText(keep) + t('review.openBin'))
          }
        >
          <p>
            <span>{undoText(stored && keepText(stored, said, t))}</span>
            <PortalLink
              href={host.origin + RECYCLE_BIN}
              onOpen={() => host.openPath(RECYCLE_BIN)}
              className="underline"
            >
              {t('review.openBin')}
            </PortalLink>
          </p>
        </Reserved>
      </Part>
    </Details>
  )

  /** @param keep as for `undoText` */
  function shortText(keep: string | null): string {
    const stays = staying.map(({ what }) => what)
    const goes = goingLines(totals, t, format).slice(1)
    return [
      ...(stays.length > 0
        ? [t('review.shortStays', { what: format.list(stays) })]
        : unread.length === 0
          ? [t('review.shortStaysNothing')]
          : []),
      ...unread,
      ...(goes.length === 0
        ? []
        : [t('review.shortGoes', { what: format.list(goes.map(({ what }) => what)) })]),
      ...(keep === null ? [] : [t('review.shortUndo', { keep })]),
    ].join(' · ')
  }
}

function Part(props: { title: string; children: ReactNode }): ReactNode {
  const titleId = useId()
  return (
    <section
      aria-labelledby={titleId}
      className="grid gap-x-4 wrap-anywhere sm:grid-cols-[11.5rem_minmax(0,1fr)]"
    >
      <h2 id={titleId} className="font-semibold">
        {props.title}
      </h2>
      <div className="flex flex-col items-start gap-0.5">{props.children}</div>
    </section>
  )
}

/** Side by side; a line each where amounts of closed things are shown, too. */
function Lines({ lines, withClosed }: { lines: readonly SummaryLine[]; withClosed: boolean }): ReactNode {
  if (lines.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5">
      {lines.map(({ what, details, closed }) => {
        const more = withClosed ? [...details, ...closed] : details
        return (
          <li key={what} className={withClosed && closed.length > 0 ? 'w-full' : undefined}>
            <span>{what}</span>
            {more.length > 0 && <span className="text-muted">{` · ${more.join(' · ')}`}</span>}
          </li>
        )
      })}
    </ul>
  )
}
