import type { ReactNode } from 'react'
import type { GuardReason } from '#core/plan/guards.ts'
import type { PortalFacts } from '#core/plan/ports.ts'
import { describeGuard } from '#i18n/guard-text.ts'
import type { Format } from '#i18n/format.ts'
import { useTranslation, type Text } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Icon } from '#ui/icons.tsx'
import type { ReviewState } from './use-review.ts'

/** What a person should know of all contacts together: whose they are, and which rules they are deleted in spite of. */
export function Points(props: {
  reviewed: ReviewState
  facts: Pick<PortalFacts, 'me' | 'isAdmin'>
}): ReactNode {
  const { t, format } = useTranslation()
  const { reviewed, facts } = props
  const { warned, responsible } = reviewed.review
  // An unticked contact is not deleted, whatever a rule says.
  const going = [...warned].filter(([index]) => !reviewed.unticked.has(index)).map(([, reasons]) => reasons)
  const overridden = going.filter((reasons) => reasons.some(({ mode }) => mode === 'overridden'))
  const warnings = going.filter((reasons) => reasons.some(({ mode }) => mode === 'warn'))
  // An administrator may delete all, and of somebody unknown nothing can be said.
  const asksRights = !facts.isAdmin && facts.me !== 0
  const people = asksRights && (responsible.others > 0 || reviewed.leftOut > 0)
  if (!people && going.length === 0) return null
  return (
    <ul aria-live="polite" className="flex flex-col px-1.5">
      {people && (
        <Point>
          <span>
            {reviewed.leftOut > 0
              ? t('review.othersLeftOut', { count: reviewed.leftOut })
              : t('review.people', {
                  mine: responsible.mine,
                  others: responsible.others,
                  people: responsible.people,
                })}
          </span>
          <Button
            variant="quiet"
            className="px-2!"
            onClick={() => reviewed.leaveOthersOut(reviewed.leftOut === 0)}
          >
            {t(reviewed.leftOut > 0 ? 'review.takeIn' : 'review.leaveOut')}
          </Button>
        </Point>
      )}
      {overridden.length > 0 && (
        <Point>
          <span>
            {t('review.overridden', {
              count: overridden.length,
              why: tallied(overridden, 'overridden', t, format),
            })}
          </span>
        </Point>
      )}
      {warnings.length > 0 && (
        <Point>
          <span>
            {t('review.warned', { count: warnings.length, why: tallied(warnings, 'warn', t, format) })}
          </span>
        </Point>
      )}
    </ul>
  )
}

function Point({ children }: { children: ReactNode }): ReactNode {
  return (
    <li className="flex items-start gap-2 max-sm:gap-1.5 max-sm:text-small">
      <span className="mt-1.5 max-sm:mt-0.5 text-warning-icon">
        <Icon name="warning" />
      </span>
      <div className="flex min-h-8 max-sm:min-h-0 min-w-0 flex-wrap items-center gap-x-1">{children}</div>
    </li>
  )
}

/**
 * "10 × has open deals, 2 × is on the protect list"; a contact counts for each of its reasons of this kind. Reasons that
 * all contacts have need no number.
 */
function tallied(
  of: readonly (readonly GuardReason[])[],
  mode: GuardReason['mode'],
  t: Text,
  format: Format,
): string {
  const counts = new Map<string, number>()
  for (const reasons of of) {
    const own = reasons.filter((reason) => reason.mode === mode).map((reason) => describeGuard(reason, t))
    for (const why of new Set(own)) counts.set(why, (counts.get(why) ?? 0) + 1)
  }
  if ([...counts.values()].every((count) => count === of.length)) return format.list([...counts.keys()])
  return format.list(
    [...counts].map(([why, count]) => t('review.times', { count: format.number(count), why })),
  )
}
