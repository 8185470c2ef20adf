import { REQUISITE } from '#core/entities.ts'
import { BAD_ANSWER, failureOfKind, type Failure } from '#core/failure.ts'
import type { JsonObject } from '#core/json.ts'
import { isSystemActivity } from '#core/restore/plan/match-key.ts'
import { OUR_ORIGINATOR } from '#core/restore/plan/external-key.ts'
import type { ActAnswer, TaskCall } from '#core/restore/ports.ts'
import { textIn } from '../archive/reading/rows.ts'
import { CONTACT } from '#core/entities.ts'
import type { Command } from '../rest/rest.ts'

/** Makes each thing and reads the answer (portal README, "Making a contact again"). For links, see `links.ts`. */

const E_MAIL = '4'
/** The value that the portal itself stores for "no deadline". */
const NO_DEADLINE = '9999-12-31T00:00:00+03:00'

/** Null: nothing must be sent. @param importing makes the contact in import mode, which starts no robot or workflow */
export function actCommand(call: TaskCall, importing: boolean): Command | null {
  const { what } = call
  const contactId = call.contactId ?? 0
  switch (what.kind) {
    case 'contact':
      return {
        method: 'crm.contact.add',
        params: {
          fields: what.fields,
          params: { REGISTER_SONET_EVENT: 'N', ...(importing ? { IMPORT: 'Y' } : {}) },
        },
      }
    case 'company':
      return {
        method: 'crm.contact.company.add',
        params: {
          id: contactId,
          fields: {
            COMPANY_ID: what.id,
            SORT: what.sort,
            IS_PRIMARY: what.primary ? 'Y' : 'N',
            ROLE_ID: what.roleId,
          },
        },
      }
    case 'requisite':
      return adding('crm.requisite.add', {
        ...what.fields,
        ENTITY_TYPE_ID: CONTACT,
        ENTITY_ID: contactId,
        XML_ID: what.mark,
      })
    case 'bank-detail':
      return adding('crm.requisite.bankdetail.add', {
        ...what.fields,
        ENTITY_ID: call.parentId,
        XML_ID: what.mark,
      })
    case 'address':
      return adding('crm.address.add', {
        ...what.fields,
        TYPE_ID: what.typeId,
        ENTITY_TYPE_ID: REQUISITE,
        ENTITY_ID: call.parentId,
      })
    case 'activity-binding':
      return {
        method: 'crm.activity.binding.add',
        params: { activityId: what.id, entityTypeId: CONTACT, entityId: contactId },
      }
    case 'activity':
      return activityCommand(what.fields, what.originId, contactId)
    case 'comment':
      return adding('crm.timeline.comment.add', {
        ENTITY_TYPE: 'contact',
        ENTITY_ID: contactId,
        COMMENT: what.text,
      })
    case 'link':
      return null
  }
}

function adding(method: string, fields: JsonObject): Command {
  return { method, params: { fields } }
}

/** E-mails are never made again, because adding one may send it (docs, crm.activity.add). */
function activityCommand(fields: JsonObject, originId: string, contactId: number): Command | null {
  if (textIn(fields, 'TYPE_ID') === E_MAIL) return null
  if (isSystemActivity(fields)) {
    // The portal sets the provider: an app cannot make an activity of another provider, such as a telephony service.
    const own = Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('PROVIDER_')))
    return adding('crm.activity.add', {
      ...own,
      OWNER_TYPE_ID: CONTACT,
      OWNER_ID: contactId,
      ORIGINATOR_ID: OUR_ORIGINATOR,
      ORIGIN_ID: originId,
      COMMUNICATIONS: [{ ENTITY_TYPE_ID: CONTACT, ENTITY_ID: contactId, VALUE: '' }],
    })
  }
  const deadline = fields.DEADLINE
  return {
    method: 'crm.activity.todo.add',
    params: {
      ownerTypeId: CONTACT,
      ownerId: contactId,
      deadline: typeof deadline === 'string' && deadline !== '' ? deadline : NO_DEADLINE,
      title: fields.SUBJECT ?? '',
      description: fields.DESCRIPTION ?? '',
      ...(fields.RESPONSIBLE_ID === undefined ? {} : { responsibleId: fields.RESPONSIBLE_ID }),
    },
  }
}

/** The answer for a thing that is never sent. */
export const NOT_SENT: ActAnswer = {
  kind: 'refused',
  failure: failureOfKind('not-made'),
}

/** Reads a result. If it cannot be read, it is unknown whether the thing was made. */
export function actResult({ what, parentId }: TaskCall, result: unknown): ActAnswer {
  switch (what.kind) {
    case 'activity-binding':
      return result === true ? done(0) : unreadable()
    case 'company':
      return result === true ? done(0) : result === false ? { kind: 'already' } : unreadable()
    case 'address':
      return result === true ? done(parentId ?? 0) : unreadable()
    case 'activity':
      return idResult(idInside(result))
    case 'contact':
    case 'requisite':
    case 'bank-detail':
    case 'comment':
    case 'link':
      return idResult(result)
  }
}

/** crm.activity.todo.add answers `{ id }`. */
function idInside(result: unknown): unknown {
  return typeof result === 'object' && result !== null && 'id' in result ? result.id : result
}

function idResult(result: unknown): ActAnswer {
  const id = typeof result === 'string' ? Number(result) : result
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? done(id) : unreadable()
}

const done = (id: number): ActAnswer => ({ kind: 'done', id })
const unreadable = (): ActAnswer => ({
  kind: 'lost',
  failure: BAD_ANSWER,
})

/** Reads a refusal: some mean that the thing is there already, or that the target is gone. */
export function actRefusal({ what }: TaskCall, failure: Failure): ActAnswer {
  if (what.kind === 'address' && failure.portalText.startsWith('TypeAddress exists'))
    return { kind: 'already' }
  if (what.kind === 'company' && failure.kind === 'not-found') return { kind: 'target-gone' }
  if (what.kind === 'activity-binding') {
    if (failure.code === 'ACTIVITY_IS_ALREADY_BOUND') return { kind: 'already' }
    if (failure.kind === 'not-found' && failure.code !== 'OWNER_NOT_FOUND') return { kind: 'target-gone' }
  }
  return { kind: 'refused', failure }
}
