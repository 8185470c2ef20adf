import { countOf, type PlanConsequences, type KindSummary } from '#core/plan/plan-consequences.ts'
import type { Money } from '#core/contact/dossier.ts'
import type { RelationKind } from '#core/plan/relations.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'

/** A line of the review: what, and what is known of it. */
export interface SummaryLine {
  readonly what: string
  /** Of what is open. */
  readonly details: readonly string[]
  /** Of what is closed. */
  readonly closed: readonly string[]
}

const STAYING: readonly RelationKind[] = ['deal', 'invoice', 'quote', 'item', 'company']
const GOING: readonly RelationKind[] = ['requisite']

const COUNTS: Record<RelationKind, MessageId> = {
  deal: 'review.deal',
  invoice: 'review.invoice',
  quote: 'review.quote',
  item: 'review.item',
  company: 'review.company',
  activity: 'review.activity',
  requisite: 'review.requisite',
}

const UNREAD: Record<RelationKind, MessageId> = {
  deal: 'review.unreadDeal',
  invoice: 'review.unreadInvoice',
  quote: 'review.unreadQuote',
  item: 'review.unreadItem',
  company: 'review.unreadCompany',
  activity: 'review.unreadActivity',
  requisite: 'review.unreadRequisite',
}

/** What stays without its link, one line per kind, open work first (the order of STAYING). */
export function stayingLines(of: PlanConsequences, t: Text, format: Format): SummaryLine[] {
  return linesFor(STAYING, of, t, format)
}

/** What is deleted with the contacts, besides what always is. */
export function goingLines(of: PlanConsequences, t: Text, format: Format): SummaryLine[] {
  return [
    { what: t('review.goesAlways'), details: [], closed: [] },
    // Filters for many contacts do not show whether an activity is linked to something else too.
    ...linesFor(['activity'], of, t, format).map(({ what, ...more }) => ({
      what: t('review.goesActivities', { what }),
      ...more,
    })),
    ...linesFor(GOING, of, t, format),
  ]
}

/** What could not be read, in words. */
export function unreadParts(of: PlanConsequences, t: Text): string[] {
  return (Object.keys(UNREAD) as RelationKind[])
    .filter((kind) => of[kind].unreadable)
    .map((kind) => t(UNREAD[kind]))
}

/** How many there are of each kind, and what could not be read. */
export function amountWords(of: PlanConsequences, t: Text): string[] {
  const counted = [...STAYING, ...GOING, 'activity' as const].filter((kind) => countOf(of[kind]) > 0)
  return [...counted.map((kind) => amount(kind, of[kind], t)), ...unreadParts(of, t)]
}

/** What is linked to one contact, in a few words each; unreadable kinds are among them. */
export function linkedWords(of: PlanConsequences, t: Text, format: Format): string[] {
  const lines = linesFor([...STAYING, 'activity', 'requisite'], of, t, format)
  return [
    ...lines.map(({ what, details, closed }) => {
      const more = [...details, ...closed]
      return more.length === 0 ? what : `${what} (${format.list(more)})`
    }),
    ...unreadParts(of, t),
  ]
}

/** Says that nothing is linked, or was found. A list that was cut proves no absence. */
export function noneLinkedText(of: PlanConsequences, t: Text): string {
  return t(
    Object.values(of).some(({ atLeast }) => atLeast) ? 'review.noneLinkedFound' : 'review.nothingLinked',
  )
}

function linesFor(
  kinds: readonly RelationKind[],
  of: PlanConsequences,
  t: Text,
  format: Format,
): SummaryLine[] {
  return kinds
    .filter((kind) => countOf(of[kind]) > 0)
    .map((kind) => ({ what: amount(kind, of[kind], t), ...detailsOf(kind, of[kind], t, format) }))
}

function amount(kind: RelationKind, summary: KindSummary, t: Text): string {
  const what = t(COUNTS[kind], { count: countOf(summary) })
  return summary.atLeast ? t('review.atLeast', { what }) : what
}

/** Companies and requisites are neither open nor closed. */
function detailsOf(
  kind: RelationKind,
  summary: KindSummary,
  t: Text,
  format: Format,
): Omit<SummaryLine, 'what'> {
  if (kind === 'company' || kind === 'requisite') return { details: [], closed: [] }
  const open = summary.open + summary.unsure
  if (kind === 'activity') {
    return { details: worth(open, [], 'review.planned', 'review.planned', t, format), closed: [] }
  }
  return {
    details: worth(open, summary.openAmounts, 'review.open', 'review.openWorth', t, format),
    closed: worth(summary.closed, summary.closedAmounts, 'review.closed', 'review.closedWorth', t, format),
  }
}

function worth(
  count: number,
  amounts: readonly Money[],
  plain: MessageId,
  withSums: MessageId,
  t: Text,
  format: Format,
): string[] {
  if (count === 0) return []
  const number = format.number(count)
  const sums = amounts.filter(({ value }) => value !== 0)
  if (sums.length === 0) return [t(plain, { count: number })]
  const sumsText = format.list(sums.map(({ value, currency }) => format.money(value, currency)))
  return [t(withSums, { count: number, sums: sumsText })]
}
