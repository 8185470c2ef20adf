import { useId, useState, type ReactNode } from 'react'
import { consequencesOf } from '#core/plan/plan-consequences.ts'
import type { Host } from '#core/ports.ts'
import { describeGuard } from '#i18n/guard-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { SelectField } from '#ui/fields/fields.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { useWidth } from '#ui/use-width.ts'
import { VirtualList } from '#ui/rows/virtual-list.tsx'
import { linkedWords } from './summary-text.ts'
import type { ReviewState } from './use-review.ts'

/**
 * In px: the name, and below it what is linked to the contact and why it is skipped; two lines of each if the list is
 * narrow.
 */
const ROW_HEIGHT = 84
const NARROW_ROW_HEIGHT = 118
const NARROW_UNDER = 720

interface PlanListProps {
  reviewed: ReviewState
  /** Ids of the contacts that were out of sight. */
  hidden: ReadonlySet<number>
  host: Pick<Host, 'origin' | 'openPath'>
  onProtect: (id: number) => void
}

/** Every contact of the plan, with what is linked to it, why it is skipped, and its checkbox. */
export function PlanList(props: PlanListProps): ReactNode {
  const { t } = useTranslation()
  const { reviewed } = props
  const titleId = useId()
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  const isNarrow = (useWidth(frame) ?? NARROW_UNDER) < NARROW_UNDER
  return (
    <section ref={setFrame} aria-labelledby={titleId} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-x-3 gap-y-1">
        <h2 id={titleId} className="me-auto font-semibold">
          {t('review.list')}
        </h2>
        <div className="flex flex-wrap items-end gap-x-3 gap-y-1">
          <SelectField
            label={t('review.order')}
            value={reviewed.order}
            options={[
              { value: 'risk', label: t('review.byRisk') },
              { value: 'name', label: t('review.byName') },
              { value: 'id', label: t('review.byId') },
            ]}
            onChange={reviewed.setOrder}
          />
          <SelectField
            label={t('review.filter')}
            value={reviewed.shown}
            options={[
              { value: 'all', label: t('review.showAll') },
              { value: 'deleted', label: t('review.showDeleted') },
              { value: 'kept', label: t('review.showKept') },
            ]}
            onChange={reviewed.setShown}
          />
        </div>
      </div>
      <VirtualList
        label={t('review.list')}
        count={reviewed.listed.length}
        rowHeight={isNarrow ? NARROW_ROW_HEIGHT : ROW_HEIGHT}
        row={(place) => <PlanRow {...props} index={reviewed.listed[place] ?? 0} lines={isNarrow ? 2 : 1} />}
        className="h-[max(16rem,52dvh)]"
      />
    </section>
  )
}

function PlanRow(props: PlanListProps & { index: number; lines: 1 | 2 }): ReactNode {
  const { t, format } = useTranslation()
  const { reviewed, hidden, host, index, onProtect } = props
  const { plan, review, unticked } = reviewed
  const id = plan.ids[index] ?? 0
  const name = plan.names[index] ?? t('common.unnamed', { id })
  const path = `/crm/contact/details/${id}/`
  const kept = review.kept.get(index)
  const warned = review.warned.get(index)
  const why = (kept ?? warned ?? []).map((reason) => describeGuard(reason, t))
  const linked = linkedWords(consequencesOf(plan.relations, [index]), t, format)
  const ticked = kept === undefined && !unticked.has(index)
  const clamp = props.lines === 1 ? 'truncate' : 'line-clamp-2'
  return (
    <div className="flex h-full items-center gap-1 pe-2">
      <label className="flex size-11 shrink-0 items-center justify-center">
        <input
          type="checkbox"
          aria-label={t('review.select', { name })}
          checked={ticked}
          disabled={kept !== undefined}
          onChange={(event) => reviewed.tick(index, event.target.checked)}
          className="size-4 accent-primary"
        />
      </label>
      <div className="flex min-w-0 flex-1 flex-col">
        <p className="truncate">
          <PortalLink
            href={host.origin + path}
            onOpen={() => host.openPath(path)}
            title={name}
            className={ticked ? 'font-medium' : 'font-medium text-muted!'}
          >
            <bdi>{name}</bdi>
          </PortalLink>
          {hidden.has(id) && <span className="ms-2 text-small text-muted">{t('review.outOfSight')}</span>}
        </p>
        <p className={`${clamp} text-small text-muted`} title={linked.join(' · ')}>
          {linked.length === 0 ? t('review.nothingLinked') : linked.join(' · ')}
        </p>
        {why.length > 0 && (
          <p className={`${clamp} text-small font-medium`} title={format.list(why)}>
            {kept === undefined
              ? t('review.warning', { why: format.list(why) })
              : t('review.stays1', { why: format.list(why) })}
          </p>
        )}
      </div>
      {kept === undefined && (
        <Button
          variant="quiet"
          aria-label={t('review.protect', { name })}
          className="shrink-0"
          onClick={() => onProtect(id)}
        >
          {t('review.protectShort')}
        </Button>
      )}
    </div>
  )
}
