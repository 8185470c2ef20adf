import type { ArchivedContact, Unsaved } from '#core/archive/archived-contact.ts'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import { LEAD } from '#core/entities.ts'
import type { Kinds } from '../../plan/item-kinds.ts'
import { groupsOf } from '../../plan/planned-rows.ts'
import type { PagedReading } from '../../rest/many/paged-readings.ts'
import {
  activitiesReading,
  bindingReadings,
  commentsReading,
  type OpenActivities,
} from './activity-readings.ts'
import { elsewhereReadings, fieldsReading, stillThereReading } from './contact-fields.ts'
import { createContactBuilders, type ContactBuilder, type ContactBuilders } from './contact-builder.ts'
import { companiesReading, linksReading, placesReading, type PrimaryOnly } from './link-readings.ts'
import { detailReadings, requisitesReading } from './requisite-readings.ts'
import { idOrZero } from './rows.ts'

/** The kinds whose items may be linked to contacts, besides leads, as `introduce` read them. */
export type LinkedKinds = Pick<Kinds, 'items' | 'itemsUnknown'>

/** What earlier readings showed of the portal and of its contacts, so that later ones ask the right way at once. */
export interface Learned {
  readonly primaryOnly: PrimaryOnly
  /** Contacts that the list does not show. */
  readonly elsewhere: Set<number>
  /** The list names only one company of each contact. */
  oneCompanyEach: boolean
}

export function createLearned(): Learned {
  return { primaryOnly: new Set(), elsewhere: new Set(), oneCompanyEach: false }
}

/**
 * The readings of some contacts, most of them one page long: first ones, and then those that the first ones lead
 * to.
 */
export interface ReadingGroup {
  readonly builders: ContactBuilders
  readonly first: readonly PagedReading[]
  /** What the first ones led to, without what `atOnce` asked for already. */
  second(): readonly PagedReading[]
  /** The first ones together with those that they led to when this contact was read before. */
  atOnce(before: ArchivedContact): readonly PagedReading[]
  /** Whether contacts that lack something are there at all, after all other readings; see `mayBeGone`. */
  third(): readonly PagedReading[]
  /** Users responsible for the open activities of the first readings. */
  responsible(): readonly number[]
}

export function openGroup(
  { kinds, now }: { readonly kinds: LinkedKinds; readonly now: () => number },
  group: readonly number[],
  learned: Learned,
): ReadingGroup {
  const builders = createContactBuilders(group, now())
  const open: OpenActivities = new Map()
  const asked = { requisites: new Set<number>(), activities: new Set<number>(), places: new Set<number>() }
  const types = [LEAD, ...kinds.items.map(({ entityTypeId }) => entityTypeId)]
  if (kinds.itemsUnknown) builders.note(group, 'links', 'failed', 'smart-processes')
  const first = [
    ...groupsOf(group).flatMap((page) => [fieldsReading(builders, page), companiesReading(builders, page)]),
    ...types.map((type) => linksReading(builders, type, learned.primaryOnly)),
    requisitesReading(builders),
    activitiesReading(builders, open),
    ...group.map((contactId) => commentsReading(builders, contactId)),
  ]

  /** The readings of these, without those that were asked for already. */
  function followUps(places: readonly number[], requisites: RequisiteIds, activities: readonly number[]) {
    const owners = new Map([...requisites].filter(([id]) => isNew(asked.requisites, id)))
    return [
      ...detailReadings(builders, owners),
      ...places
        .filter((id) => isNew(asked.places, id))
        .map((id) => onlyIf(() => needsPlaces(builders.of(id)), placesReading(builders, id))),
      ...bindingReadings(
        builders,
        activities.filter((id) => isNew(asked.activities, id)),
        open,
      ),
    ]
  }

  return {
    builders,
    first,
    second() {
      const several = group.filter((contactId) => needsPlaces(builders.of(contactId)))
      learned.oneCompanyEach ||= several.some((id) => (builders.of(id)?.companies.length ?? 0) < 2)
      const elsewhere = group.filter((contactId) => builders.of(contactId)?.fields === null)
      for (const id of elsewhere) learned.elsewhere.add(id)
      return [
        ...followUps(several, requisitesOf(builders), [...open.keys()]),
        ...elsewhereReadings(builders, elsewhere),
      ]
    },
    atOnce(before) {
      const { id, companies, requisites, activities } = before
      // Of more than one page the rest is not there yet when the answers are taken.
      const known = <Item>(items: readonly Item[]): readonly Item[] => (items.length < PAGE_SIZE ? items : [])
      return [
        ...first,
        ...followUps(
          companies.length > 1 || learned.oneCompanyEach ? [id] : [],
          new Map(known(requisites).map((requisite) => [requisite.id, id])),
          known(activities).map((activity) => activity.id),
        ),
        ...(learned.elsewhere.has(id) ? elsewhereReadings(builders, [id]) : []),
      ]
    },
    third: () =>
      groupsOf(
        group.filter((id) => !learned.elsewhere.has(id) && builders.of(id)?.unsaved.some(mayBeGone) === true),
      ).map((page) => stillThereReading(builders, page)),
    responsible: () => [...open.values()].map((fields) => idOrZero(fields, 'RESPONSIBLE_ID')),
  }
}

/** Requisite → its contact. */
type RequisiteIds = ReadonlyMap<number, number>

function requisitesOf(builders: ContactBuilders): RequisiteIds {
  const all = builders.ids.flatMap((each) => builders.of(each) ?? [])
  return new Map(all.flatMap(({ id, requisites }) => requisites.map((requisite) => [requisite.id, id])))
}

/** Contacts with several companies, and those whose companies the list does not name. */
function needsPlaces(builder: ContactBuilder | undefined): boolean {
  const { companies = [], unsaved = [] } = builder ?? {}
  return companies.length > 1 || unsaved.some(({ part }) => part === 'companies')
}

/** Whether the gap may be there because the contact is not: this portal has some of the others for no contact. */
function mayBeGone({ part, reason }: Unsaved): boolean {
  return part !== 'names' && reason !== 'no-way'
}

/** A reading whose answer counts only if it turns out to be needed. */
function onlyIf(isNeeded: () => boolean, reading: PagedReading): PagedReading {
  return {
    page: (after) => reading.page(after),
    take: (answer, startedAt) => (isNeeded() ? reading.take(answer, startedAt) : null),
    refused: (failure) => isNeeded() && reading.refused(failure),
    cut: () => undefined,
  }
}

/** From now on it counts as asked for. */
function isNew(asked: Set<number>, id: number): boolean {
  const fresh = !asked.has(id)
  asked.add(id)
  return fresh
}
