import type { ContactQuery } from '#core/contact/contact-query.ts'
import { countFilters } from '#core/filter/filters.ts'
import { GUARD_RULES, type GuardMode, type GuardRule, type GuardSettings } from '#core/plan/guards.ts'
import { describeGuard } from '#i18n/guard-text.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'
import { filterTexts } from './filter-words.ts'

/** How contacts were selected, one text per condition; all conditions applied. */
export function queryTexts(query: ContactQuery | null, t: Text, format: Format): string[] {
  if (query === null) return [t('records.oneByOne')]
  const { search, filters } = query
  if (search === '' && countFilters(filters) === 0) return [t('records.everybody')]
  return [
    ...(search === '' ? [] : [t('records.searched')]),
    ...filterTexts(filters, t, format).map(({ text }) => text),
  ]
}

/** The rules in one mode, in words; empty lists are left out, because they protected no contact. */
export function ruleTexts(guards: GuardSettings, mode: GuardMode, t: Text, format: Format): string[] {
  const empty: Partial<Record<GuardRule, boolean>> = {
    'protect-list': guards.protectedIds.length === 0,
    'chosen-type': guards.typeIds.length === 0,
    'chosen-source': guards.sourceIds.length === 0,
  }
  return GUARD_RULES.filter((rule) => guards.modes[rule] === mode && empty[rule] !== true).map((rule) =>
    ruleText(rule, guards, t, format),
  )
}

/** How many contacts were deleted although a rule skips them, by rule. */
export function overrideTexts(
  overridden: Readonly<Record<string, number>>,
  t: Text,
  format: Format,
): string[] {
  return GUARD_RULES.flatMap((rule) => {
    const count = overridden[rule] ?? 0
    const why = describeGuard({ rule, sure: true }, t)
    return count === 0 ? [] : [t('review.times', { count: format.number(count), why })]
  })
}

function ruleText(rule: GuardRule, guards: GuardSettings, t: Text, format: Format): string {
  switch (rule) {
    case 'open-deals':
      return t('guards.ruleOpenDeals')
    case 'unpaid-invoices':
      return t('guards.ruleOpenInvoices')
    case 'planned-activities':
      return t('guards.rulePlannedActivities')
    case 'changed-lately':
      return t('records.ruleDays', { count: guards.changedWithinDays })
    case 'responsible-is-another':
      return t('guards.ruleResponsible')
    case 'protect-list':
      return t('records.ruleProtected', { count: guards.protectedIds.length })
    case 'chosen-type':
      return t('records.ruleTypes', { codes: format.list(guards.typeIds) })
    case 'chosen-source':
      return t('records.ruleSources', { codes: format.list(guards.sourceIds) })
    case 'changed-since-review':
      return t('records.ruleReview')
    case 'new-relation':
      return t('records.ruleRelation')
    case 'created-after-plan':
      return t('records.ruleCreated')
  }
}
