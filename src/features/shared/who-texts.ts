import type { Plan } from '#core/plan/plan.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'

/** What a plan knows to tell apart two people of the same name: the ID, the day of creation, what a list calls them. */
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
    ...(Number.isNaN(created) ? [] : [t('common.created', { day: format.day(created) })]),
    ...(reference === '' ? [] : [t('common.reference', { reference })]),
  ]
}
