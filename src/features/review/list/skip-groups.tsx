import { useId, useMemo, type ReactNode } from 'react'
import { GUARD_RULES, type GuardReason, type GuardRule } from '#core/plan/guards.ts'
import { skippingRules } from '#core/plan/overrides.ts'
import { describeGuard } from '#i18n/guard-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import type { ReviewState } from '../use-review.ts'

/** The contacts that one rule skips, or would without "Delete anyway". */
interface SkipGroup {
  readonly rule: GuardRule
  /** False: for none of them could the rule be checked. */
  readonly sure: boolean
  /** Indices into the plan. */
  readonly contacts: readonly number[]
  /** How many of them the rule still skips. */
  readonly skipped: number
  /** How many of them no rule skips any more. */
  readonly anyway: number
}

/** Which rule skips how many, and "Delete anyway" for all of them. A contact counts for each rule that skips it. */
export function SkipGroups({ reviewed }: { reviewed: ReviewState }): ReactNode {
  const { t } = useTranslation()
  const groups = useMemo(() => groupsOf(reviewed.review), [reviewed.review])
  const several = useMemo(() => severalTimes(reviewed.review), [reviewed.review])
  return (
    <ul className="flex flex-col rounded-panel border border-line bg-panel px-3 py-1">
      {groups.map((group) => (
        <Group key={group.rule} group={group} reviewed={reviewed} />
      ))}
      {several > 0 && (
        <li className="pb-1 text-small text-muted">{t('review.skipSeveral', { count: several })}</li>
      )}
    </ul>
  )
}

function Group({ group, reviewed }: { group: SkipGroup; reviewed: ReviewState }): ReactNode {
  const { t } = useTranslation()
  const textId = useId()
  const { rule, sure, contacts, skipped, anyway } = group
  const why = describeGuard({ rule, sure }, t)
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3">
      <p id={textId}>
        <span>{t('review.skipGroup', { count: contacts.length, why })}</span>
        {anyway > 0 && (
          <span className="text-muted">{` · ${t('review.ofThemAnyway', { count: anyway })}`}</span>
        )}
      </p>
      <Button
        variant="quiet"
        aria-describedby={textId}
        className="ms-auto px-2!"
        onClick={() => reviewed.override([rule], contacts, skipped > 0)}
      >
        {t(skipped > 0 ? 'review.deleteAnyway' : 'review.skipAgain')}
      </Button>
    </li>
  )
}

type Reviewed = ReviewState['review']

/** How many contacts more than one rule skips, or would. */
function severalTimes(review: Reviewed): number {
  return review.heldBack.filter((index) => skippingRules(reasonsOf(review, index)).length > 1).length
}

function reasonsOf({ kept, warned }: Reviewed, index: number): readonly GuardReason[] {
  return kept.get(index) ?? warned.get(index) ?? []
}

function groupsOf(review: Reviewed): SkipGroup[] {
  const { heldBack, kept } = review
  const groups = new Map<GuardRule, { sure: boolean; contacts: number[]; skipped: number; anyway: number }>()
  for (const index of heldBack) {
    const reasons = reasonsOf(review, index)
    for (const rule of skippingRules(reasons)) {
      const group = groups.get(rule) ?? { sure: false, contacts: [], skipped: 0, anyway: 0 }
      groups.set(rule, group)
      group.contacts.push(index)
      if (!kept.has(index)) group.anyway++
      for (const reason of reasons.filter((one) => one.rule === rule)) {
        group.sure ||= reason.sure
        if (reason.mode === 'keep') group.skipped++
      }
    }
  }
  return GUARD_RULES.flatMap((rule) => {
    const group = groups.get(rule)
    return group === undefined ? [] : [{ rule, ...group }]
  })
}
