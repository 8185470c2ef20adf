import { DEAL, INVOICE } from '../entities.ts'
import {
  totalsPerCurrency,
  type Dossier,
  type ItemGroup,
  type LinkedItem,
  type Money,
  type DossierSection,
} from './dossier.ts'
import type { Failure } from '../failure.ts'

/** How many things were seen. `more`: there may be more than `count`. */
export interface Amount {
  readonly count: number
  readonly more: boolean
}

/** Linked things of one kind that stay and lose their link. */
export interface StayingItems extends Amount {
  /** 1 lead, 2 deal, 7 quote, 31 invoice, 128 and above smart process. */
  readonly entityTypeId: number
  readonly title: string | null
  /** Null: the portal did not say for each thing whether it is closed. */
  readonly progress: { readonly open: number; readonly closed: number } | null
  readonly sums: readonly Money[]
  /** How many things the sums include; fewer than `count` if the portal gave only the first ones. */
  readonly summed: number
}

/** Open deals or invoices, which the question warns about. */
export interface OpenWork extends Amount {
  readonly sums: readonly Money[]
}

/** The consequences of deleting a contact, as far as this user can see. */
export interface Consequences {
  readonly openDeals: OpenWork | null
  readonly openInvoices: OpenWork | null
  readonly requisites: Amount
  /** Activities that the contact owns. */
  readonly ownActivities: Amount
  readonly ownActivitiesToDo: number
  readonly items: readonly StayingItems[]
  readonly companies: Amount
  readonly otherActivities: Amount
  /** What could not be read, and why. */
  readonly unread: readonly UnreadSection[]
}

export interface UnreadSection {
  readonly what: 'companies' | 'activities' | 'requisites' | { entityTypeId: number; title: string | null }
  readonly failure: Failure
}

export function consequencesOf(dossier: Dossier): Consequences {
  const { activities, companies, requisites, items } = dossier
  const own = activities.rows.filter((activity) => activity.owned)
  const more = amountOf(activities).more
  return {
    openDeals: openWork(items, DEAL),
    openInvoices: openWork(items, INVOICE),
    requisites: amountOf(requisites),
    ownActivities: { count: own.length, more: more && own.length > 0 },
    ownActivitiesToDo: own.filter((activity) => !activity.completed).length,
    items: items.filter((group) => amountOf(group).count > 0).map(stayingItems),
    companies: amountOf(companies),
    otherActivities: {
      count: activities.rows.length - own.length,
      more: more && own.length < activities.rows.length,
    },
    unread: unreadParts(dossier),
  }
}

function amountOf(part: DossierSection<unknown>): Amount {
  return { count: part.total ?? part.rows.length, more: part.total === null && part.failure === null }
}

function stayingItems(group: ItemGroup): StayingItems {
  const { entityTypeId, title, rows } = group
  const amount = amountOf(group)
  const open = rows.filter((row) => row.closed === false).length
  const closed = rows.filter((row) => row.closed === true).length
  const knownOfEach = !amount.more && open + closed === amount.count
  return {
    ...amount,
    entityTypeId,
    title,
    progress: knownOfEach ? { open, closed } : null,
    sums: sumsOf(rows),
    summed: rows.length,
  }
}

function openWork(groups: readonly ItemGroup[], entityTypeId: number): OpenWork | null {
  const group = groups.find((each) => each.entityTypeId === entityTypeId)
  const open = group?.rows.filter((row) => row.closed === false) ?? []
  if (group === undefined || open.length === 0) return null
  const { count, more } = amountOf(group)
  return { count: open.length, more: more || count > group.rows.length, sums: sumsOf(open) }
}

/** Leaves out sums of 0, which say nothing. */
function sumsOf(rows: readonly LinkedItem[]): Money[] {
  return totalsPerCurrency(rows).filter((sum) => sum.value !== 0)
}

function unreadParts({ activities, companies, requisites, items }: Dossier): UnreadSection[] {
  const parts: [UnreadSection['what'], DossierSection<unknown>][] = [
    ...items.map((group): [UnreadSection['what'], DossierSection<unknown>] => [
      { entityTypeId: group.entityTypeId, title: group.title },
      group,
    ]),
    ['companies', companies],
    ['activities', activities],
    ['requisites', requisites],
  ]
  return parts.flatMap(([what, { failure }]) => (failure === null ? [] : [{ what, failure }]))
}
