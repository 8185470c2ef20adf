import type { CopyReason, GuardReason, GuardRule } from '#core/plan/guards.ts'
import type { MessageId } from './catalogue.ts'
import type { Text } from './translation.tsx'

/** A reason to leave a contact alone, to stand in a sentence: "has open deals". */
export function describeGuard({ rule, sure }: Pick<GuardReason, 'rule' | 'sure'>, t: Text): string {
  const words = t(WORDS[rule])
  return sure ? words : t('guards.unsure', { rule: words })
}

const WORDS = {
  'open-deals': 'guards.openDeals',
  'unpaid-invoices': 'guards.openInvoices',
  'planned-activities': 'guards.plannedActivities',
  'changed-lately': 'guards.changedLately',
  'responsible-is-another': 'guards.responsibleIsAnother',
  'protect-list': 'guards.protectList',
  'chosen-type': 'guards.chosenType',
  'chosen-source': 'guards.chosenSource',
  'changed-since-review': 'guards.changedSinceReview',
  'new-relation': 'guards.newRelation',
  'created-after-plan': 'guards.createdAfterPlan',
  'copy-incomplete': 'guards.copyIncomplete',
  'copy-outdated': 'guards.copyOutdated',
  'older-changed': 'guards.olderChanged',
} as const satisfies Record<GuardRule | CopyReason, MessageId>
