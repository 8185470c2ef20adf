import type { Text } from '#i18n/translation.tsx'
import type { Identity } from './use-identities.ts'

/** A phone and an e-mail, as far as the contact has them. */
export function reachTexts(identity: Identity | null): string[] {
  return [identity?.phones[0], identity?.emails[0]].filter((text) => text !== undefined)
}

/** The company's name; '': there is none. One whose name this person may not read still exists. */
export function companyText(identity: Identity | null, t: Text): string {
  if (identity === null) return ''
  const { company, companyId } = identity
  return company ?? (companyId === null ? '' : t('contacts.companyUnnamed', { id: companyId }))
}
