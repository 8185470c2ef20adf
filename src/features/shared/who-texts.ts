import type { Plan } from '#core/plan/plan.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'

/** What a plan knows to tell apart two people of the same name: the ID, what a list calls them, the day of creation. */
export function whoTexts(
  plan: Pick<Plan, 'ids' | 'createdAt' | 'references'>,
  index: number,
  t: Text,
  format: Format,
): string[] {
  const created = plan.createdAt[index] ?? NaN
  const reference = plan.references?.[index] ?? ''
  return [
    t('common.contactId', { id: plan.ids[index] ?? 0 }),
    // The end of a long line is cut: a request's number must be seen.
    ...(reference === '' ? [] : [t('common.reference', { reference })]),
    ...(Number.isNaN(created) ? [] : [t('common.created', { day: format.day(created) })]),
  ]
}
