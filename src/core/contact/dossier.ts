import type { Contact } from './contact.ts'
import type { Failure } from '../failure.ts'

/** Everything linked to a contact, as far as this user may see it: a count of 0 means "none visible to you". */
export interface Dossier {
  readonly contact: Contact
  readonly responsibleName: string | null
  readonly companies: DossierSection<LinkedCompany>
  /** Deals, invoices, quotes, leads and smart-process items: they stay and lose their link. */
  readonly items: readonly ItemGroup[]
  /** Open and planned first. */
  readonly activities: DossierSection<LinkedActivity>
  /** The portal deletes them with the contact. */
  readonly requisites: DossierSection<LinkedRequisite>
}

/** A list that may be incomplete or unreadable. */
export interface DossierSection<T> {
  readonly rows: readonly T[]
  /** The true count; null: the portal did not say, so at least `rows.length` (shown as "50+"). */
  readonly total: number | null
  /** Why it could not be read; then the empty rows prove nothing. */
  readonly failure: Failure | null
}

export interface ItemGroup extends DossierSection<LinkedItem> {
  /**
   * 1 lead, 2 deal, 7 quote, 31 invoice, 128 and above smart process (portal README, "Two families of methods"); or
   * ANY_SMART_PROCESS.
   */
  readonly entityTypeId: number
  /** The portal's name of a smart process; null for the built-in kinds, which the catalogue names. */
  readonly title: string | null
}

/** Stands for all smart processes if the portal did not list them: always a group with a failure. */
export const ANY_SMART_PROCESS = 0

export interface LinkedItem {
  readonly id: number
  readonly title: string
  /** The stage's name, or its code if the name could not be read. */
  readonly stage: string
  /** Null: the portal did not say. */
  readonly closed: boolean | null
  readonly amount: Money | null
  /** Path inside the portal, e.g. `/crm/deal/details/7/`. */
  readonly path: string
}

export interface LinkedCompany {
  readonly id: number
  /** Null: its name is not visible to this user. */
  readonly title: string | null
  readonly primary: boolean
  readonly path: string
}

export interface LinkedActivity {
  readonly id: number
  readonly subject: string
  readonly kind: 'call' | 'meeting' | 'e-mail' | 'other'
  readonly completed: boolean
  /** Unix ms; null: none. */
  readonly deadline: number | null
  /** The contact owns it, so the portal deletes it with the contact unless it is bound to something else too. */
  readonly owned: boolean
}

export interface LinkedRequisite {
  readonly id: number
  readonly name: string
}

export interface Money {
  readonly value: number
  /** ISO 4217 as the portal gives it; '' if it gave none. */
  readonly currency: string
}

/** Sums per currency, in the order of first appearance. Sums in cents, so that 0.1 + 0.2 is 0.3. */
export function totalsPerCurrency(items: readonly LinkedItem[]): Money[] {
  const cents = new Map<string, number>()
  for (const { amount } of items) {
    if (amount === null) continue
    cents.set(amount.currency, (cents.get(amount.currency) ?? 0) + Math.round(amount.value * 100))
  }
  return [...cents].map(([currency, sum]) => ({ currency, value: sum / 100 }))
}

/** Open items first, then those of which the portal did not say; otherwise in the portal's order. */
export function openItemsFirst(items: readonly LinkedItem[]): LinkedItem[] {
  const rank = ({ closed }: LinkedItem): number => (closed === null ? 1 : closed ? 2 : 0)
  return items.toSorted((a, b) => rank(a) - rank(b))
}

/** Open activities first, by date, those without a date last; then completed ones, newest first. */
export function openFirst(activities: readonly LinkedActivity[]): LinkedActivity[] {
  return activities.toSorted((a, b) => {
    if (a.completed !== b.completed) return a.completed ? 1 : -1
    if (a.deadline === b.deadline) return b.id - a.id
    if (a.deadline === null) return 1
    if (b.deadline === null) return -1
    return a.completed ? b.deadline - a.deadline : a.deadline - b.deadline
  })
}
