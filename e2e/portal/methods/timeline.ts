import type { Contact } from '../contract.ts'
import type { Call, Family, Reply } from '../rest/call.ts'
import { plainError } from '../rest/errors.ts'
import { isoDate, mapParam, param, scalar, toInt } from '../rest/wire.ts'
import { TYPE } from '../store/stages.ts'
import { answerOldList } from './old-list.ts'

/**
 * crm.timeline.comment.list: ENTITY_TYPE and ENTITY_ID are both mandatory; .add writes as the current user, now; .delete
 * wants to know whose it is, though its page names the id alone.
 */
export const timelineMethods: Family = {
  'crm.timeline.comment.list': { scope: 'crm', run: listComments },
  'crm.timeline.comment.add': { scope: 'crm', run: addComment },
  'crm.timeline.comment.delete': { scope: 'crm', run: deleteComment },
}

function listComments({ portal, user, params }: Call): Reply {
  const filter = mapParam(params, 'filter')
  const id = toInt(filter.ENTITY_ID)
  const type = scalar(filter.ENTITY_TYPE).toLowerCase()
  if (id <= 0) throw plainError('Filter field "ENTITY_ID" is required and must be greater than zero.')
  if (type === '') throw plainError('Filter field "ENTITY_TYPE" is required.')
  const contact = type === 'contact' ? portal.store.contact(id) : undefined
  if (contact === undefined || !portal.store.may(user.ID, 'read', contact)) return { result: [], total: 0 }
  const rows = portal.store.comments.ofContact(id).map((comment) => ({
    ID: String(comment.ID),
    ENTITY_ID: String(id),
    ENTITY_TYPE: 'contact',
    CREATED: isoDate(comment.CREATED),
    AUTHOR_ID: String(comment.AUTHOR_ID),
    COMMENT: comment.COMMENT,
  }))
  // By the owner they were found; the list drops all other keys.
  return answerOldList({ ...params, filter: {} }, rows, {
    ID: 'number',
    CREATED: 'text',
    AUTHOR_ID: 'number',
  })
}

function addComment({ portal, user, params }: Call): Reply {
  const fields = mapParam(params, 'fields')
  if (scalar(fields.COMMENT).trim() === '') throw plainError('Empty comment message')
  const contact = contactOf(portal, fields)
  if (contact === undefined) throw plainError('Owner not found')
  if (!portal.store.may(user.ID, 'update', contact)) throw plainError('Access denied.')
  const comment = portal.store.comments.add({
    CONTACT_ID: contact.ID,
    AUTHOR_ID: user.ID,
    CREATED: Math.floor(portal.now() / 1000),
    COMMENT: scalar(fields.COMMENT),
  })
  return { result: comment.ID }
}

function deleteComment({ portal, user, params }: Call): Reply {
  const ownerId = toInt(param(params, 'ownerId'))
  const contact =
    toInt(param(params, 'ownerTypeId')) === TYPE.contact ? portal.store.contact(ownerId) : undefined
  if (contact === undefined) throw plainError('Owner not found')
  if (!portal.store.may(user.ID, 'update', contact)) throw plainError('Access denied.')
  if (!portal.store.comments.remove(ownerId, toInt(param(params, 'id')))) throw plainError('Not found.')
  return { result: true }
}

function contactOf({ store }: Call['portal'], fields: Call['params']): Contact | undefined {
  return scalar(fields.ENTITY_TYPE).toLowerCase() === 'contact'
    ? store.contact(toInt(fields.ENTITY_ID))
    : undefined
}
