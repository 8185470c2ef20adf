import type { Protection } from '#core/plan/protect/protect-list.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'

/** "Protected: VIP · until 1 Dec 2026 · for everybody". @param by who protected it, in words; '' to leave that out */
export function protectionText(
  { reason, until, scope }: Protection,
  t: Text,
  format: Format,
  by = '',
): string {
  const facts = [
    reason,
    until === null ? '' : t('guards.factUntil', { day: lastDay(until, format) }),
    t(scope === 'me' ? 'guards.factMe' : 'guards.factEverybody'),
    by,
  ]
  return t('guards.protectedFacts', { facts: facts.filter((fact) => fact !== '').join(' · ') })
}

/** The last day of a protection that ends with a day. */
export function lastDay(until: number, format: Format): string {
  return format.day(until - 1)
}
