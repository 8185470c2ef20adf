import type * as v from 'valibot'
import type { ArchivedActivity } from '#core/archive/archived-contact.ts'
import { PortalFailure, type Failure } from '#core/failure.ts'
import type { JsonObject } from '#core/json.ts'
import { bindingPage, bindingsCommand } from '../plan/relation-commands.ts'
import type { PagedReading } from '../rest/paged-readings.ts'
import { CONTACT } from '../contact/dossier-commands.ts'
import { read } from '../rest/wire.ts'
import { reasonOf, type Drafts } from './contact-builder.ts'
import { partReading } from './section-reading.ts'
import { idIn, idOrZero, rows, textIn } from './rows.ts'

/** Open activities by id, bound to whom of these contacts their rows do not tell. */
export type OpenActivities = Map<number, JsonObject>

/** Every open activity that is bound to one of these contacts (portal README, "What is linked to a contact"). */
export function activitiesReading(drafts: Drafts, found: OpenActivities): PagedReading {
  return partReading(drafts, {
    ids: drafts.ids,
    part: 'activities',
    page: (after) => ({
      method: 'crm.activity.list',
      params: {
        select: ['*'],
        filter: {
          BINDINGS: drafts.ids.map((contactId) => ({ OWNER_TYPE_ID: CONTACT, OWNER_ID: contactId })),
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

/** Asks each open activity what it is bound to, and puts it into the archives of those contacts. */
export function bindingReadings(drafts: Drafts, found: OpenActivities): PagedReading[] {
  return [...found].map(([activityId, fields]): PagedReading => ({
    page: () => bindingsCommand(activityId),
    take(answer) {
      try {
        place(drafts, activityId, fields, read(bindingPage, answer))
      } catch (thrown) {
        if (!(thrown instanceof PortalFailure)) throw thrown
        placeByOwner(drafts, activityId, fields, thrown.failure)
      }
      return null
    },
    refused(failure) {
      placeByOwner(drafts, activityId, fields, failure)
      return false
    },
    cut: () => undefined,
  }))
}

function place(
  drafts: Drafts,
  activityId: number,
  fields: JsonObject,
  rowsOfBindings: v.InferOutput<typeof bindingPage>,
): void {
  const bindings = rowsOfBindings.flatMap((one) =>
    one.entityId === null ? [] : [{ entityTypeId: Number(one.entityTypeId) || 0, id: one.entityId }],
  )
  for (const { entityTypeId, id } of bindings)
    if (entityTypeId === CONTACT) drafts.of(id)?.activities.push(activityOf(activityId, fields, bindings))
}

/** Its owner is known; whom else it belongs to among these contacts is not. */
function placeByOwner(drafts: Drafts, activityId: number, fields: JsonObject, failure: Failure): void {
  const owner = { entityTypeId: idOrZero(fields, 'OWNER_TYPE_ID'), id: idOrZero(fields, 'OWNER_ID') }
  const owned = owner.entityTypeId === CONTACT ? drafts.of(owner.id) : undefined
  owned?.activities.push(activityOf(activityId, fields, [owner]))
  const doubtful = drafts.ids.filter((each) => each !== owned?.id)
  drafts.note(doubtful, 'activities', reasonOf(failure), String(activityId))
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
 * The comments of one contact; the portal tells them contact by contact only
 * (portal README, "What is linked to a contact").
 */
export function commentsReading(drafts: Drafts, contactId: number): PagedReading {
  return partReading(drafts, {
    ids: [contactId],
    part: 'comments',
    page: (after) => ({
      method: 'crm.timeline.comment.list',
      params: {
        filter: { ENTITY_TYPE: 'contact', ENTITY_ID: contactId, '>ID': after },
        order: { ID: 'ASC' },
        start: -1,
      },
    }),
    take(answer) {
      const page = read(rows, answer)
      for (const row of page)
        drafts.of(contactId)?.comments.push({
          id: idIn(row, 'ID'),
          authorId: idOrZero(row, 'AUTHOR_ID'),
          createdAt: textIn(row, 'CREATED'),
          text: textIn(row, 'COMMENT'),
        })
      return page.map((row) => idIn(row, 'ID'))
    },
  })
}
