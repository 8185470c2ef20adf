import { useState, type ReactNode } from 'react'
import type { CodeNames } from '#core/contact/ports.ts'
import type { GuardSettings } from '#core/plan/guards.ts'
import type { Host } from '#core/ports.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { SelectField } from '#ui/fields/fields.tsx'
import { RulesDialog } from '../rules-dialog.tsx'
import type { ProtectWish } from '../../shared/protect/protect-dialog.tsx'
import type { ReviewState } from '../use-review.ts'
import { PlanTable } from './plan-table.tsx'
import { PlanTabs } from './plan-tabs.tsx'
import { SkipGroups } from './skip-groups.tsx'

interface PlanListProps {
  reviewed: ReviewState
  /** Ids of the contacts that were out of sight. */
  hidden: ReadonlySet<number>
  host: Pick<Host, 'origin' | 'openPath'>
  /** The element that scrolls the page. */
  scroller: HTMLElement | null
  codes: CodeNames
  isAdmin: boolean
  /** Protects the contact with this index; null takes it back. */
  onProtect: (index: number, wish: ProtectWish | null) => void
  /** Leads past all rows, to the confirmation. */
  onSkip: () => void
  /** `everybody`: these rules are to be remembered for the portal, not only for this run. */
  onGuards: (guards: GuardSettings, everybody: boolean) => void
  /** Puts the tools of the list beside the tabs, with what else stands there. */
  arranged: (tools: ReactNode) => ReactNode
}

/** Every contact of the plan, in two tabs: those that will be deleted, and those that a rule skips. */
export function PlanList(props: PlanListProps): ReactNode {
  const { t, format } = useTranslation()
  const { reviewed, hidden, host, scroller, isAdmin, onProtect } = props
  const [asksRules, setAsksRules] = useState(false)
  const { review, tab, listed } = reviewed
  const tools = (
    <>
      <SelectField
        label={t('review.order')}
        value={reviewed.order}
        options={[
          { value: 'risk', label: t('review.byRisk') },
          { value: 'name', label: t('review.byName') },
          { value: 'id', label: t('review.byId') },
        ]}
        onChange={reviewed.setOrder}
        className="flex-row! items-center gap-2!"
      />
      <Button onClick={() => setAsksRules(true)}>{t('guards.open')}</Button>
    </>
  )
  return (
    <section aria-label={t('review.list')} className="relative">
      <PlanTabs
        label={t('review.list')}
        selected={tab}
        onSelect={reviewed.setTab}
        tabs={[
          { value: 'deleted', label: t('review.tabDeleted'), count: format.number(review.toDelete.length) },
          { value: 'skipped', label: t('review.tabSkipped'), count: format.number(review.kept.size) },
        ]}
        tools={props.arranged(tools)}
      >
        {tab === 'skipped' && listed.length > 0 && <SkipGroups reviewed={reviewed} />}
        {listed.length > 0 ? (
          <>
            {/* By keyboard each row has several stops. */}
            <Button
              className="sr-only z-20 focus:not-sr-only focus:absolute! focus:px-3!"
              onClick={props.onSkip}
            >
              {t('review.skipRows')}
            </Button>
            <PlanTable {...{ reviewed, hidden, host, scroller, isAdmin, onProtect }} />
          </>
        ) : (
          <p className="rounded-panel border border-line bg-panel p-4 text-muted">
            {t(tab === 'skipped' ? 'review.skippedNone' : 'review.deletedNone')}
          </p>
        )}
      </PlanTabs>
      {asksRules && (
        <RulesDialog
          plan={reviewed.plan}
          codes={props.codes}
          isAdmin={isAdmin}
          onClose={() => setAsksRules(false)}
          onApply={(guards, everybody) => {
            setAsksRules(false)
            props.onGuards(guards, everybody)
          }}
        />
      )}
    </section>
  )
}
