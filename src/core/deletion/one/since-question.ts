import type { ArchivedContact } from '../../archive/archived-contact.ts'
import type { Dossier, DossierSection } from '../../contact/dossier.ts'
import type { JsonValue } from '../../json.ts'

/** What the person saw when they confirmed the deletion of one contact. */
export interface Shown {
  /** Null: what is linked to the contact could not be read, and the question said so. */
  readonly dossier: Dossier | null
  /** The additions that the question named when it was asked again; null: it was asked once. */
  readonly named: Additions | null
  /** It said that the contact is protected, or may be, and the person deletes it all the same. */
  readonly despiteProtection: boolean
}

/** What changed on a contact, or was linked to it, since the first question about it was opened. */
export interface Additions {
  /** When the contact itself was changed, Unix ms; null: it was not. */
  readonly changedAt: number | null
  readonly links: readonly NewLink[]
}

export interface NewLink {
  /** An entityTypeId for an item: 1 lead, 2 deal, 7 quote, 31 invoice, 128 and above smart process. */
  readonly kind: 'company' | 'activity' | 'requisite' | number
  readonly id: number
  /** '' if the portal gave none. */
  readonly title: string
}

/**
 * What the contact has now and the question did not show, together with everything that earlier questions named; null if
 * nothing is new. The copy holds all links, so this costs no request. A list that the portal showed only in part, or not
 * at all, proves nothing. What was named once is not asked about again. The portal gives whole seconds: a change in the
 * same second as the one that was shown is not seen, but the copy has it.
 */
export function additionsSince(
  copy: ArchivedContact,
  { dossier, named }: Pick<Shown, 'dossier' | 'named'>,
): Additions | null {
  if (dossier === null) return null
  const before = named?.links ?? []
  const isNamed = (link: NewLink): boolean =>
    before.some(({ kind, id }) => kind === link.kind && id === link.id)
  const links = newLinks(copy, dossier).filter((link) => !isNamed(link))
  const changedAt = timeIn(copy.fields.DATE_MODIFY)
  const shownAt = dossier.contact.modifiedAt
  const isChanged =
    changedAt !== null && shownAt !== null && changedAt > Math.max(shownAt, named?.changedAt ?? 0)
  if (links.length === 0 && !isChanged) return null
  return { changedAt: isChanged ? changedAt : (named?.changedAt ?? null), links: [...before, ...links] }
}

function newLinks(copy: ArchivedContact, dossier: Dossier): NewLink[] {
  const { companies, activities, requisites } = dossier
  return [
    ...copy.links
      .filter(({ entityTypeId, id }) => isNewItem(dossier, entityTypeId, id))
      .map(({ entityTypeId, id, title }): NewLink => ({ kind: entityTypeId, id, title })),
    ...copy.companies
      .filter(({ id }) => isWhole(companies) && !has(companies, id))
      .map(({ id }): NewLink => ({ kind: 'company', id, title: companyName(copy, id) })),
    ...copy.activities
      .filter(({ id }) => showsAllOpen(activities) && !has(activities, id))
      .map(({ id, subject }): NewLink => ({ kind: 'activity', id, title: subject })),
    ...copy.requisites
      .filter(({ id }) => isWhole(requisites) && !has(requisites, id))
      .map(({ id, fields }): NewLink => ({ kind: 'requisite', id, title: textIn(fields.NAME) })),
  ]
}

/** The question shows the newest items first, so in a long list an unseen item above the last shown one is new. */
function isNewItem({ items }: Dossier, entityTypeId: number, id: number): boolean {
  const group = items.find((each) => each.entityTypeId === entityTypeId)
  // No group: either there was no item of this kind, or the portal did not say which kinds it has.
  if (group === undefined) return items.every(({ failure }) => failure === null)
  if (group.failure !== null || has(group, id)) return false
  return isWhole(group) || group.rows.some((row) => row.id < id)
}

/** Open activities come first, so once the list shows a completed one it shows all open ones. */
function showsAllOpen(activities: Dossier['activities']): boolean {
  return isWhole(activities) || activities.rows.some(({ completed }) => completed)
}

function isWhole({ rows, total, failure }: DossierSection<unknown>): boolean {
  return failure === null && total === rows.length
}

function has({ rows }: DossierSection<{ readonly id: number }>, id: number): boolean {
  return rows.some((row) => row.id === id)
}

function companyName({ names }: ArchivedContact, id: number): string {
  return names.find(({ of, key }) => of === 'company' && key === String(id))?.name ?? ''
}

function textIn(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : ''
}

function timeIn(value: JsonValue | undefined): number | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : at
}
