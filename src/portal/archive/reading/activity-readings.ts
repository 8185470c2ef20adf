import type * as v from 'valibot'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import type { ArchivedActivity, ArchivedComment } from '#core/archive/archived-contact.ts'
import { PortalFailure, type Failure } from '#core/failure.ts'
import type { JsonObject } from '#core/json.ts'
import { bindingPage, bindingsCommand } from '../../plan/relation-commands.ts'
import type { PagedReading } from '../../rest/many/paged-readings.ts'
import { CONTACT } from '#core/entities.ts'
import { read } from '../../rest/wire.ts'
import { reasonOf, type ContactBuilders } from './contact-builder.ts'
import { sectionReading } from './section-reading.ts'
import { idIn, idOrZero, rows, textIn } from './rows.ts'

/** Open activities by id, if their rows do not say to which of these contacts they are bound. */
export type OpenActivities = Map<number, JsonObject>

/** Every open activity that is bound to one of these contacts (portal README, "What is linked to a contact"). */
export function activitiesReading(builders: ContactBuilders, found: OpenActivities): PagedReading {
  return sectionReading(builders, {
    ids: builders.ids,
    part: 'activities',
    page: (after) => ({
      method: 'crm.activity.list',
      params: {
        select: ['*'],
        filter: {
          BINDINGS: builders.ids.map((contactId) => ({ OWNER_TYPE_ID: CONTACT, OWNER_ID: contactId })),
          COMPLETED: 'N',
          '>ID': after,
        },
        order: { ID: 'ASC' },
        start: -1,
      },
    }),
    take(answer) {
      const page = read(rows, answer)
      for (const row of page) found.set(idIn(row, 'ID'), row)
      return page.map((row) => idIn(row, 'ID'))
    },
  })
}

/** Asks for the bindings of these activities, and puts each that is open into the archives of its contacts. */
export function bindingReadings(
  builders: ContactBuilders,
  activityIds: readonly number[],
  found: OpenActivities,
): PagedReading[] {
  return activityIds.map((activityId): PagedReading => ({
    page: () => bindingsCommand(activityId),
    take(answer) {
      const fields = found.get(activityId)
      if (fields === undefined) return null
      try {
        place(builders, activityId, fields, read(bindingPage, answer))
      } catch (thrown) {
        if (!(thrown instanceof PortalFailure)) throw thrown
        placeByOwner(builders, activityId, fields, thrown.failure)
      }
      return null
    },
    refused(failure) {
      const fields = found.get(activityId)
      if (fields !== undefined) placeByOwner(builders, activityId, fields, failure)
      return false
    },
    cut: () => undefined,
  }))
}

function place(
  builders: ContactBuilders,
  activityId: number,
  fields: JsonObject,
  rowsOfBindings: v.InferOutput<typeof bindingPage>,
): void {
  const bindings = rowsOfBindings.flatMap((one) =>
    one.entityId === null ? [] : [{ entityTypeId: Number(one.entityTypeId) || 0, id: one.entityId }],
  )
  for (const { entityTypeId, id } of bindings)
    if (entityTypeId === CONTACT) builders.of(id)?.activities.push(activityOf(activityId, fields, bindings))
}

/** Its owner is known, but not to which other of these contacts it belongs. */
function placeByOwner(
  builders: ContactBuilders,
  activityId: number,
  fields: JsonObject,
  failure: Failure,
): void {
  const owner = { entityTypeId: idOrZero(fields, 'OWNER_TYPE_ID'), id: idOrZero(fields, 'OWNER_ID') }
  const owned = owner.entityTypeId === CONTACT ? builders.of(owner.id) : undefined
  owned?.activities.push(activityOf(activityId, fields, [owner]))
  const others = builders.ids.filter((each) => each !== owned?.id)
  builders.note(others, 'activities', reasonOf(failure), String(activityId))
}

function activityOf(
  id: number,
  fields: JsonObject,
  bindings: ArchivedActivity['bindings'],
): ArchivedActivity {
  return {
    id,
    subject: textIn(fields, 'SUBJECT'),
    typeId: idOrZero(fields, 'TYPE_ID'),
    providerId: textIn(fields, 'PROVIDER_ID'),
    deadline: textIn(fields, 'DEADLINE'),
    responsibleId: idOrZero(fields, 'RESPONSIBLE_ID'),
    bindings: bindings.filter(({ entityTypeId }) => entityTypeId > 0),
    fields,
  }
}

/**
 * The comments of one contact; the portal returns them only contact by contact, and ignores every other filter (portal
 * README, "What is linked to a contact"). So their pages are counted, newest first: new comments push others onto the
 * next page, where they are dropped the second time, and a comment that was deleted shows in the total. Then the others
 * may have moved to a page that was read, and all are read again.
 */
export function commentsReading(builders: ContactBuilders, contactId: number): PagedReading {
  let start = 0
  let total: number | null = null
  const found = new Map<number, ArchivedComment>()
  return sectionReading(builders, {
    ids: [contactId],
    part: 'comments',
    page: () => ({
      method: 'crm.timeline.comment.list',
      params: { filter: { ENTITY_TYPE: 'contact', ENTITY_ID: contactId }, order: { ID: 'DESC' }, start },
    }),
    take(answer) {
      const page = read(rows, answer)
      const count = answer.kind === 'result' ? answer.total : null
      const areFewer = start > 0 && total !== null && count !== null && count < total
      total = count
      if (areFewer) {
        start = 0
        found.clear()
        return true
      }
      for (const row of page) {
        const id = idIn(row, 'ID')
        found.set(id, {
          id,
          authorId: idOrZero(row, 'AUTHOR_ID'),
          createdAt: textIn(row, 'CREATED'),
          text: textIn(row, 'COMMENT'),
        })
      }
      const builder = builders.of(contactId)
      if (builder !== undefined) builder.comments = [...found.values()].toSorted((a, b) => a.id - b.id)
      start += PAGE_SIZE
      return page.length >= PAGE_SIZE
    },
  })
}
