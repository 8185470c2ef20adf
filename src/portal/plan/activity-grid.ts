import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import { read } from '../rest/wire.ts'
import type { Collection } from './relation-collector.ts'
import {
  activitiesCommand,
  activityPage,
  bindingsCommand,
  type BoundActivity,
  boundTo,
} from './relation-commands.ts'
import type { PacedRest } from '../rest/paced-rest.ts'
import type { PagedReading } from '../rest/many/paged-readings.ts'
import { ABSENT } from '../rest/rest.ts'

/**
 * Finds out to which contacts activities belong, without asking contact by contact. The portal returns the activities
 * bound to any of some contacts, but not to which of them. So the contacts are laid out in a square, and the portal is
 * asked by its rows and by its columns. An activity of the third row and the fifth column belongs to the contact where
 * they cross: 1,000 contacts take 64 commands instead of 1,000. An activity bound to several contacts has several
 * crossings; if it is not clear which count, its bindings are asked for.
 */
export interface ActivityGrid {
  readonly readings: readonly PagedReading[]
  /** After all readings: adds the activities to the collection. */
  settle(paced: PacedRest): Promise<void>
}

interface Line {
  readonly contactIds: readonly number[]
  readonly found: Map<number, BoundActivity>
}

export function createActivityGrid(contactIds: readonly number[], collection: Collection): ActivityGrid {
  const side = Math.ceil(Math.sqrt(contactIds.length))
  const indices = Array.from({ length: side }, (_, at) => at)
  const rows = indices.map((row) => lineOf(contactIds.filter((_, at) => Math.floor(at / side) === row)))
  const columns = indices.map((column) => lineOf(contactIds.filter((_, at) => at % side === column)))
  const lines = [...rows, ...columns].filter((line) => line.contactIds.length > 0)

  return {
    readings: lines.map((line) => readingOf(line, collection)),
    async settle(paced) {
      const activities = new Map(lines.flatMap(({ found }) => [...found]))
      const unclear: Crossings[] = []
      for (const activity of activities.values()) {
        const inRows = rows.filter(({ found }) => found.has(activity.ID))
        const inColumns = columns.filter(({ found }) => found.has(activity.ID))
        const crossed = inRows.flatMap((row) =>
          inColumns.flatMap((column) => row.contactIds.filter((id) => column.contactIds.includes(id))),
        )
        if (inRows.length > 0 && inColumns.length > 0 && (inRows.length === 1 || inColumns.length === 1)) {
          for (const contactId of crossed) collect(collection, activity, contactId)
        } else {
          const possible =
            crossed.length > 0 ? crossed : [...inRows, ...inColumns].flatMap((line) => line.contactIds)
          unclear.push({ activity, possible })
        }
      }
      await settleUnclear(paced, unclear, collection)
    },
  }
}

interface Crossings {
  readonly activity: BoundActivity
  readonly possible: readonly number[]
}

async function settleUnclear(
  paced: PacedRest,
  unclear: readonly Crossings[],
  collection: Collection,
): Promise<void> {
  const answers = await paced.all(unclear.map(({ activity }) => bindingsCommand(activity.ID)))
  unclear.forEach(({ activity, possible }, at) => {
    const bound = boundTo(answers[at]?.answer ?? ABSENT)
    if (bound === null) collection.note(possible, 'activity', 'at-least')
    else
      for (const contactId of bound)
        if (possible.includes(contactId)) collect(collection, activity, contactId)
  })
}

function collect({ relations }: Collection, { ID, COMPLETED }: BoundActivity, contactId: number): void {
  const open = COMPLETED === null ? null : !COMPLETED
  relations.push({ contactId, kind: 'activity', typeId: 0, id: ID, open, amount: null })
}

function lineOf(contactIds: readonly number[]): Line {
  return { contactIds, found: new Map() }
}

function readingOf(line: Line, collection: Collection): PagedReading {
  return {
    page: (after) => activitiesCommand(line.contactIds, { '>ID': after }),
    take(answer) {
      const page = read(activityPage, answer)
      for (const activity of page) line.found.set(activity.ID, activity)
      return page.length < PAGE_SIZE ? null : (page.at(-1)?.ID ?? null)
    },
    refused() {
      collection.note(line.contactIds, 'activity', 'unreadable')
      return false
    },
    cut: () => collection.note(line.contactIds, 'activity', 'at-least'),
  }
}
