import type { QueryClient } from '@tanstack/react-query'
import type { Plan } from '#core/plan/plan.ts'
import type { Text } from '#i18n/translation.tsx'
import { companyText, reachTexts } from './identity-text.ts'
import { IDENTITIES, type Identity } from './use-identities.ts'

/** The plan with what the review showed of its contacts, so that the report can name them when they are gone. */
export function withKnownReach(plan: Plan, client: QueryClient, t: Text): Plan {
  const known = new Map<number, Identity>()
  for (const [, group] of client.getQueriesData<ReadonlyMap<number, Identity>>({ queryKey: IDENTITIES }))
    for (const [id, identity] of group ?? []) known.set(id, identity)
  const reach = Array.from(plan.ids, (id) => {
    const identity = known.get(id) ?? null
    return [...reachTexts(identity), companyText(identity, t)].filter((text) => text !== '').join(' · ')
  })
  return reach.some((text) => text !== '') ? { ...plan, reach } : plan
}
