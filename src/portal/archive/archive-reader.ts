import type { ArchiveReader } from '#core/archive/ports.ts'
import type { ArchivedContact } from '#core/archive/record.ts'
import type { Kinds } from '../bulk/item-kinds.ts'
import type { PacedRest } from '../bulk/paced-rest.ts'
import { readAll } from '../bulk/paged-readings.ts'
import { groupsOf } from '../bulk/planned-rows.ts'
import { LEAD } from '../dossier-commands.ts'
import {
  activitiesReading,
  commentsReading,
  bindingReadings,
  type OpenActivities,
} from './activity-readings.ts'
import { fieldsReading, elsewhereReadings } from './contact-fields.ts'
import { createDrafts } from './draft.ts'
import { readFiles, type FetchFile } from './files.ts'
import { companiesReading, linksReading, placesReading, type PrimaryOnly } from './link-readings.ts'
import { createNameBook, type NameBook } from './names.ts'
import { detailReadings, requisitesReading } from './requisite-readings.ts'
import { idOrZero } from './rows.ts'

export interface ArchiveSources {
  readonly paced: PacedRest
  /** What may name contacts besides leads, as `introduce` learnt it. */
  readonly kinds: Pick<Kinds, 'items' | 'itemsUnknown'>
  readonly fetchFile: FetchFile
  /** Unix ms of our clock; stands in for a portal that does not tell its own time. */
  readonly now: () => number
}

/**
 * All that the portal tells of contacts, 50 at a time: about 70 commands for 50 of them, in two or three requests,
 * most of which ask for comments, which the portal tells contact by contact only.
 */
export function createArchiveReader(sources: ArchiveSources): ArchiveReader {
  const names = createNameBook(sources.paced)
  const primaryOnly: PrimaryOnly = new Set()
  return {
    async *read(contactIds) {
      for (const group of groupsOf([...new Set(contactIds)]))
        yield await readGroup(sources, group, names, primaryOnly)
    },
  }
}

async function readGroup(
  { paced, kinds, fetchFile, now }: ArchiveSources,
  group: readonly number[],
  names: NameBook,
  primaryOnly: PrimaryOnly,
): Promise<ArchivedContact[]> {
  const drafts = createDrafts(group, now())
  const open: OpenActivities = new Map()
  const types = [LEAD, ...kinds.items.map(({ entityTypeId }) => entityTypeId)]
  if (kinds.itemsUnknown) drafts.note(group, 'links', 'failed', 'smart-processes')
  await readAll(paced, [
    fieldsReading(drafts),
    companiesReading(drafts),
    ...types.map((type) => linksReading(drafts, type, primaryOnly)),
    requisitesReading(drafts),
    activitiesReading(drafts, open),
    ...group.map((contactId) => commentsReading(drafts, contactId)),
  ])
  // Most of what has a name is known by now; who made a comment or is to do something, too.
  const responsible = [...open.values()].map((fields) => idOrZero(fields, 'RESPONSIBLE_ID'))
  // Those with several companies, and those of whom the list did not tell them.
  const several = group.filter((contactId) => {
    const { companies = [], unsaved = [] } = drafts.of(contactId) ?? {}
    return companies.length > 1 || unsaved.some(({ part }) => part === 'companies')
  })
  await readAll(paced, [
    ...detailReadings(drafts),
    ...several.map((contactId) => placesReading(drafts, contactId)),
    ...bindingReadings(drafts, open),
    ...elsewhereReadings(drafts),
    ...names.readings(drafts, responsible),
  ])
  await readFiles(drafts, fetchFile)
  await names.tell(drafts)
  return drafts.finished()
}
