import { useId, type ReactNode } from 'react'
import type { GuardReason } from '#core/plan/guards.ts'
import { skippingRules } from '#core/plan/overrides.ts'
import { consequencesOf } from '#core/plan/plan-consequences.ts'
import { isSame } from '#core/plan/review.ts'
import type { Host } from '#core/ports.ts'
import { describeGuard } from '#i18n/guard-text.ts'
import type { Format } from '#i18n/format.ts'
import { useTranslation, type Text } from '#i18n/translation.tsx'
import { CutName } from '#ui/cut-name.tsx'
import { Button } from '#ui/button.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { ROW_ATTRIBUTE } from '#ui/rows/row-place.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { whoTexts } from '../../shared/who-texts.ts'
import { linkedWords, noneLinkedText } from '../summary-text.ts'
import type { ReviewState } from '../use-review.ts'
import { companyText, reachTexts } from './identity-text.ts'
import type { Identity } from './use-identities.ts'
import { contactPath } from '#features/shared/portal-paths.ts'

interface PlanRowProps {
  reviewed: ReviewState
  hidden: ReadonlySet<number>
  host: Pick<Host, 'origin' | 'openPath'>
  /** Asks for how long. @param within the pressed button */
  onProtect: (within: Element) => void
  onUnprotect: () => void
  place: number
  index: number
  /** Undefined: still being read; null: it could not be read. */
  identity: Identity | null | undefined
  /** Whether each fact has its column. */
  wide: boolean
  rowHeight: number
}

const CELL = 'border-b border-line-soft px-2 py-1 align-middle font-normal text-start'

/** A contact of the review: who it is, what is linked to it, why it is skipped or warned of, and what can be done. */
export function PlanRow(props: PlanRowProps): ReactNode {
  const { t, format } = useTranslation()
  const { reviewed, hidden, host, index, place, identity, wide } = props
  const { plan, review, unticked, tab } = reviewed
  const nameId = useId()
  const id = plan.ids[index] ?? 0
  const name = plan.names[index] ?? t('common.unnamed', { id })
  const path = contactPath(id)
  const reasons = review.kept.get(index) ?? review.warned.get(index) ?? []
  const goes = !review.kept.has(index) && !unticked.has(index)
  const why = whyText(reasons, props, t, format)
  const consequences = consequencesOf(plan.relations, [index])
  const linked = linkedWords(consequences, t, format)
  const linkedText = linked.length === 0 ? noneLinkedText(consequences, t) : linked.join(' · ')

  const who = (
    <>
      <span id={nameId} className="flex min-w-0 items-baseline gap-2">
        <PortalLink
          href={host.origin + path}
          onOpen={() => host.openPath(path)}
          className={goes ? '-my-0.5 min-w-0 font-medium' : '-my-0.5 min-w-0 font-medium text-muted!'}
        >
          <CutName name={name} />
        </PortalLink>
        {hidden.has(id) && <span className="shrink-0 text-small text-muted">{t('review.outOfSight')}</span>}
      </span>
      <span id={`${nameId}-id`} className="block truncate text-small text-muted">
        {whoTexts(plan, index, t, format).join(' · ')}
      </span>
    </>
  )
  const reach = identity === undefined ? null : reachTexts(identity)
  const company = identity === undefined ? null : companyText(identity, t)
  const act = <RowAct {...props} name={name} reasons={reasons} describedBy={nameId} />

  return (
    <tr
      {...{ [ROW_ATTRIBUTE]: place }}
      aria-rowindex={place + 1 + Number(wide)}
      style={{ height: props.rowHeight }}
      className={goes || tab === 'skipped' ? undefined : 'bg-sunken'}
    >
      {tab === 'deleted' && (
        <td className="border-b border-line-soft p-0">
          <label className="flex size-11 items-center justify-center">
            <input
              type="checkbox"
              aria-label={t('review.select', { name })}
              aria-describedby={`${nameId}-id`}
              checked={goes}
              disabled={review.kept.has(index)}
              onChange={(event) => reviewed.tick(index, event.target.checked)}
              className="size-4 accent-primary"
            />
          </label>
        </td>
      )}
      {wide ? (
        <>
          <th scope="row" className={CELL}>
            {who}
          </th>
          <td className={CELL}>
            {reach === null ? (
              <Skeleton className="w-28" />
            ) : (
              reach.map((text) => (
                <bdi key={text} dir="ltr" title={text} className="block truncate text-small">
                  {text}
                </bdi>
              ))
            )}
          </td>
          <td className={CELL} title={company ?? undefined}>
            {company === null ? (
              <Skeleton className="w-20" />
            ) : (
              <bdi className="line-clamp-2 text-small">{company}</bdi>
            )}
          </td>
          <td className={CELL} title={linkedText}>
            <span
              className={
                linked.length === 0 ? 'line-clamp-2 text-small text-muted' : 'line-clamp-2 text-small'
              }
            >
              {linkedText}
            </span>
          </td>
          <td className={CELL} title={why}>
            <span className="line-clamp-2 text-small">{why}</span>
          </td>
          <td className={`${CELL} px-1 py-0! text-end`}>{act}</td>
        </>
      ) : (
        <th scope="row" className={CELL}>
          {who}
          <span className="block h-[1lh] truncate text-small text-muted">
            {reach === null || company === null ? (
              <Skeleton className="w-40" />
            ) : (
              [...reach, ...(company === '' ? [] : [company])].join(' · ')
            )}
          </span>
          <span className="block truncate text-small" title={linkedText}>
            {linkedText}
          </span>
          <span className="flex min-h-8 items-center gap-2">
            <span className="min-w-0 flex-1 truncate text-small font-medium" title={why}>
              {why}
            </span>
            {act}
          </span>
        </th>
      )}
    </tr>
  )
}

/** Why the contact is skipped, or of what a rule warns; a warning that all have is said above the list instead. */
function whyText(
  reasons: readonly GuardReason[],
  { reviewed: { review, tab }, wide }: Pick<PlanRowProps, 'reviewed' | 'wide'>,
  t: Text,
  format: Format,
): string {
  const words = (mode: GuardReason['mode']): string =>
    format.list(
      reasons
        .filter((one) => one.mode === mode && !review.commonWarnings.some((common) => isSame(common, one)))
        .map((one) => describeGuard(one, t)),
    )
  const [keep, overridden, warn] = [words('keep'), words('overridden'), words('warn')]
  if (keep !== '') return t('review.skipped', { why: keep })
  return [
    ...(overridden === '' ? [] : [t('review.anyway', { why: overridden })]),
    // The column says already that it is a warning.
    ...(warn === '' || tab === 'skipped' ? [] : [wide ? warn : t('review.warning', { why: warn })]),
  ].join(' · ')
}

/** "Delete anyway" where a rule skips the contact, and back; else "Protect", and back. */
function RowAct(
  props: PlanRowProps & { name: string; reasons: readonly GuardReason[]; describedBy: string },
): ReactNode {
  const { t } = useTranslation()
  const { reviewed, index, name, reasons, describedBy } = props
  const rules = skippingRules(reasons)
  const isProtected = reviewed.protectedHere.has(reviewed.plan.ids[index] ?? 0)
  if (rules.length === 0 || isProtected) {
    return (
      <Button
        variant="quiet"
        aria-label={t(isProtected ? 'review.unprotect' : 'review.protect', { name })}
        className="shrink-0 px-2!"
        onClick={({ currentTarget }) => (isProtected ? props.onUnprotect() : props.onProtect(currentTarget))}
      >
        {t(isProtected ? 'review.unprotectShort' : 'review.protectShort')}
      </Button>
    )
  }
  const skipped = reviewed.review.kept.has(index)
  return (
    <Button
      variant="quiet"
      aria-describedby={describedBy}
      className="shrink-0 px-2!"
      onClick={() => reviewed.override(rules, [index], skipped)}
    >
      {t(skipped ? 'review.deleteAnyway' : 'review.skipAgain')}
    </Button>
  )
}
