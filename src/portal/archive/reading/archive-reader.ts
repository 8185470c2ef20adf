import type { ArchiveReader } from '#core/archive/ports.ts'
import type { Kinds } from '../../plan/item-kinds.ts'
import type { PacedRest } from '../../rest/paced-rest.ts'
import { readAll, type PagedReading } from '../../rest/paged-readings.ts'
import { groupsOf } from '../../plan/planned-rows.ts'
import { LEAD } from '../../contact/dossier-commands.ts'
import {
  activitiesReading,
  commentsReading,
  bindingReadings,
  type OpenActivities,
} from './activity-readings.ts'
import { fieldsReading, elsewhereReadings } from './contact-fields.ts'
import { createContactBuilders, type ContactBuilders } from './contact-builder.ts'
import { readFiles, type FetchFile } from './files.ts'
import { companiesReading, linksReading, placesReading, type PrimaryOnly } from './link-readings.ts'
import { createNameBook } from './names.ts'
import { detailReadings, requisitesReading } from './requisite-readings.ts'
import { idOrZero } from './rows.ts'

export interface ArchiveSources {
  readonly paced: PacedRest
  /** The kinds whose items may be linked to contacts, besides leads, as `introduce` read them. */
  readonly kinds: Pick<Kinds, 'items' | 'itemsUnknown'>
  readonly fetchFile: FetchFile
  /** Unix ms of our clock; used if the portal does not send its own time. */
  readonly now: () => number
}

/** Contacts read side by side: the commands for 50 of them alone would leave half of each batch empty. */
const TOGETHER = 200

/**
 * Reads everything the portal has of contacts: about 60 commands for 50 of them. Most ask for comments, which the
 * portal returns only contact by contact.
 */
export function createArchiveReader(sources: ArchiveSources): ArchiveReader {
  const names = createNameBook(sources.paced)
  const primaryOnly: PrimaryOnly = new Set()
  return {
    async *read(contactIds) {
      for (const together of groupsOf(contactIds, TOGETHER)) {
        const groups = groupsOf(together).map((group) => openGroup(sources, group, primaryOnly))
        await readAll(
          sources.paced,
          groups.flatMap(({ first }) => first),
        )
        // Most ids to be named are known by now, and so are the users responsible for activities.
        const named = names.portion(groups.map(({ builders }) => builders))
        await readAll(sources.paced, [
          ...groups.flatMap((group) => group.second()),
          ...named.readings(groups.flatMap((group) => group.responsible())),
        ])
        for (const { builders } of groups) await readFiles(builders, sources.fetchFile)
        await named.fill()
        yield groups.flatMap(({ builders }) => builders.finished())
      }
    },
  }
}

/**
 * The readings of up to 50 contacts, most of them one page long: first ones, and then those that the first ones lead
 * to.
 */
interface Group {
  readonly builders: ContactBuilders
  readonly first: readonly PagedReading[]
  second(): readonly PagedReading[]
  /** Users responsible for the open activities of the first readings. */
  responsible(): readonly number[]
}

function openGroup(
  { kinds, now }: ArchiveSources,
  group: readonly number[],
  primaryOnly: PrimaryOnly,
): Group {
  const builders = createContactBuilders(group, now())
  const open: OpenActivities = new Map()
  const types = [LEAD, ...kinds.items.map(({ entityTypeId }) => entityTypeId)]
  if (kinds.itemsUnknown) builders.note(group, 'links', 'failed', 'smart-processes')
  return {
    builders,
    first: [
      fieldsReading(builders),
      companiesReading(builders),
      ...types.map((type) => linksReading(builders, type, primaryOnly)),
      requisitesReading(builders),
      activitiesReading(builders, open),
      ...group.map((contactId) => commentsReading(builders, contactId)),
    ],
    second() {
      // Contacts with several companies, and those whose companies the list does not name.
      const several = group.filter((contactId) => {
        const { companies = [], unsaved = [] } = builders.of(contactId) ?? {}
        return companies.length > 1 || unsaved.some(({ part }) => part === 'companies')
      })
      return [
        ...detailReadings(builders),
        ...several.map((contactId) => placesReading(builders, contactId)),
        ...bindingReadings(builders, open),
        ...elsewhereReadings(builders),
      ]
    },
    responsible: () => [...open.values()].map((fields) => idOrZero(fields, 'RESPONSIBLE_ID')),
  }
}
