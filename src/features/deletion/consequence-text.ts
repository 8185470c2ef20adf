import { DEAL, INVOICE, LEAD, QUOTE } from '#core/entities.ts'
import type { Failure } from '#core/failure.ts'
import { ANY_SMART_PROCESS, type Dossier, type Money } from '#core/contact/dossier.ts'
import type { NewLink } from '#core/deletion/one/since-question.ts'
import { describeFailure } from '#i18n/failure-text.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'
import type {
  Amount,
  Consequences,
  OpenWork,
  StayingItems,
  UnreadSection,
} from '#core/contact/consequences.ts'

/** A kind of linked things: how many, what is known of them, and what they are worth in all ('' for nothing). */
interface ConsequenceLine {
  readonly what: string
  readonly detail: string
  readonly sums: string
}

/** "3 deals (1 open, 2 closed)". */
export function inOne({ what, detail }: ConsequenceLine): string {
  return detail === '' ? what : `${what} (${detail})`
}

/** What is deleted with the contact, one line each. */
export function goingLines(consequences: Consequences, t: Text): ConsequenceLine[] {
  const { requisites, ownActivities, ownActivitiesToDo } = consequences
  return [
    { what: t('deletion.goesAlways'), detail: '', sums: '' },
    ...linesOf(ownActivities, (amount) => ({
      what: t('deletion.activities', amount),
      detail: ownActivitiesToDo === 0 ? '' : t('deletion.activitiesToDo', { count: ownActivitiesToDo }),
      sums: '',
    })),
    ...linesOf(requisites, (amount) => ({ what: t('deletion.requisites', amount), detail: '', sums: '' })),
  ]
}

/** What stays without its link, one line each. */
export function stayingLines(consequences: Consequences, t: Text, format: Format): ConsequenceLine[] {
  const { items, companies, otherActivities } = consequences
  return [
    ...items.map((group) => ({
      what: itemsText(group, t),
      detail: progressText(group, t),
      sums: sumsText(group, t, format),
    })),
    ...linesOf(companies, (amount) => ({ what: t('deletion.companies', amount), detail: '', sums: '' })),
    ...linesOf(otherActivities, (amount) => ({
      what: t('deletion.sharedActivities', amount),
      detail: '',
      sums: '',
    })),
  ]
}

/** What could not be read, and why. */
export function unreadLines(consequences: Consequences, t: Text, format: Format): string[] {
  return consequences.unread.map(({ what, failure }) =>
    t('deletion.unreadPart', { what: partName(what, t), why: reason(failure, t, format) }),
  )
}

/** Open work, e.g. "2 open deals (€12,000 and $300)". */
export function openWorkLines({ openDeals, openInvoices }: Consequences, t: Text, format: Format): string[] {
  const worth = (what: string, work: OpenWork): string =>
    work.sums.length === 0 ? what : t('deletion.worth', { what, sums: moneyText(work.sums, format) })
  return [
    ...(openDeals === null ? [] : [worth(t('deletion.openDeals', values(openDeals)), openDeals)]),
    ...(openInvoices === null ? [] : [worth(t('deletion.openInvoices', values(openInvoices)), openInvoices)]),
  ]
}

/** Something that was linked to the contact after the question was opened, e.g. "Deal “Roof” (€90,000)". */
export function newLinkText(link: NewLink, dossier: Dossier | null, t: Text, format: Format): string {
  const group = dossier?.items.find(({ entityTypeId }) => entityTypeId === link.kind)
  const item = group?.rows.find(({ id }) => id === link.id)
  const values = { title: link.title, id: String(link.id), named: link.title === '' ? 'no' : 'yes' }
  const what =
    typeof link.kind === 'number' && !(link.kind in ITEM_WORDS)
      ? t('deletion.addedItem', {
          ...values,
          kind: group?.title ?? t('deletion.kindItems', { id: link.kind }),
        })
      : t('deletion.added', { ...values, kind: ITEM_WORDS[link.kind] ?? String(link.kind) })
  const amount = item?.amount ?? null
  return amount === null || amount.value === 0
    ? what
    : t('deletion.worth', { what, sums: moneyText([amount], format) })
}

/** The names that the catalogue has for the portal's own kinds of items. */
const ITEM_WORDS: Readonly<Record<string, string>> = {
  1: 'lead',
  2: 'deal',
  7: 'quote',
  31: 'invoice',
}

/** A failure's cause, to stand in a sentence. */
export function reason(failure: Failure, t: Text, format: Format): string {
  return describeFailure(failure, t, format).title
}

interface AmountValues extends Record<string, string | number> {
  count: number
  more: 'yes' | 'no'
}

function values({ count, more }: Amount): AmountValues {
  return { count, more: more ? 'yes' : 'no' }
}

/** No line for a count of 0: one sentence covers all of those. */
function linesOf(amount: Amount, line: (amount: AmountValues) => ConsequenceLine): ConsequenceLine[] {
  return amount.count === 0 ? [] : [line(values(amount))]
}

function itemsText(group: StayingItems, t: Text): string {
  switch (group.entityTypeId) {
    case LEAD:
      return t('deletion.leads', values(group))
    case DEAL:
      return t('deletion.deals', values(group))
    case QUOTE:
      return t('deletion.quotes', values(group))
    case INVOICE:
      return t('deletion.invoices', values(group))
    default:
      return t('deletion.items', { ...values(group), title: partName(group, t) })
  }
}

function partName(what: UnreadSection['what'], t: Text): string {
  if (what === 'companies') return t('deletion.kindCompanies')
  if (what === 'activities') return t('deletion.kindActivities')
  if (what === 'requisites') return t('deletion.kindRequisites')
  switch (what.entityTypeId) {
    case LEAD:
      return t('deletion.kindLeads')
    case DEAL:
      return t('deletion.kindDeals')
    case QUOTE:
      return t('deletion.kindQuotes')
    case INVOICE:
      return t('deletion.kindInvoices')
    case ANY_SMART_PROCESS:
      return t('deletion.kindAnyItems')
    default:
      return what.title ?? t('deletion.kindItems', { id: what.entityTypeId })
  }
}

/** Of invoices the warning names the open ones: "closed" would contradict the stage "Unpaid", in which they end, too. */
function progressText({ entityTypeId, progress }: StayingItems, t: Text): string {
  if (progress === null || entityTypeId === INVOICE) return ''
  if (progress.closed === 0) return t('deletion.allOpen', { count: progress.open })
  if (progress.open === 0) return t('deletion.allClosed', { count: progress.closed })
  return t('deletion.openAndClosed', progress)
}

function sumsText(group: StayingItems, t: Text, format: Format): string {
  if (group.sums.length === 0) return ''
  const sums = moneyText(group.sums, format)
  return group.summed === group.count && !group.more
    ? t('deletion.sums', { sums })
    : t('deletion.sumsOfFirst', { sums, count: group.summed })
}

function moneyText(sums: readonly Money[], format: Format): string {
  return format.list(sums.map(({ value, currency }) => format.money(value, currency)))
}
