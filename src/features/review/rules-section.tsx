import { useState, type ReactNode } from 'react'
import type { GuardReason, GuardSettings } from '#core/plan/guards.ts'
import { describeGuard } from '#i18n/guard-text.ts'
import type { Format } from '#i18n/format.ts'
import { useTranslation, type Text } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { RulesDialog } from './rules-dialog.tsx'
import type { ReviewState } from './use-review.ts'
import type { CodeNames } from '#core/contact/ports.ts'

interface RulesSectionProps {
  reviewed: ReviewState
  damaged: boolean
  notRemembered: boolean
  codes: CodeNames
  isAdmin: boolean
  onGuards: (guards: GuardSettings) => void
}

/** Contacts skipped by a rule, contacts deleted despite a warning, and the button that opens the rules. */
export function RulesSection(props: RulesSectionProps): ReactNode {
  const { t, format } = useTranslation()
  const [open, setOpen] = useState(false)
  const { reviewed, damaged, notRemembered } = props
  const { kept, warned } = reviewed.review
  // An unticked contact is not deleted, whatever a rule says.
  const going = new Map([...warned].filter(([index]) => !reviewed.unticked.has(index)))
  return (
    <section className="flex flex-col items-start gap-2 rounded-card bg-panel p-4">
      <h2 className="font-semibold">{t('review.rules')}</h2>
      {damaged && <Notice tone="warning">{t('guards.damaged')}</Notice>}
      {notRemembered && <Notice tone="problem">{t('guards.notRemembered')}</Notice>}
      <p aria-live="polite">
        {kept.size === 0
          ? t('review.keptNone')
          : t('review.kept', { count: kept.size, why: tallied(kept, t, format) })}
      </p>
      {going.size > 0 && <p>{t('review.warned', { count: going.size, why: tallied(going, t, format) })}</p>}
      <Button onClick={() => setOpen(true)}>{t('guards.open')}</Button>
      {open && (
        <RulesDialog
          plan={reviewed.plan}
          codes={props.codes}
          isAdmin={props.isAdmin}
          onClose={() => setOpen(false)}
          onApply={(guards) => {
            setOpen(false)
            props.onGuards(guards)
          }}
        />
      )}
    </section>
  )
}

/**
 * "10 × has open deals, 2 × is on the protect list"; each contact counts for its first reason, so that the numbers add
 * up.
 */
function tallied(of: ReadonlyMap<number, readonly GuardReason[]>, t: Text, format: Format): string {
  const counts = new Map<string, number>()
  for (const [first] of of.values()) {
    if (first === undefined) continue
    const why = describeGuard(first, t)
    counts.set(why, (counts.get(why) ?? 0) + 1)
  }
  return format.list(
    [...counts].map(([why, count]) => t('review.keptFor', { count: format.number(count), why })),
  )
}
