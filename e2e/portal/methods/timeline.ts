import type { Call, Family, Reply } from '../rest/call.ts'
import { plainError } from '../rest/errors.ts'
import { isoDate, mapParam, scalar, toInt } from '../rest/wire.ts'
import { below, share } from '../store/prng.ts'
import { answerOldList } from './old-list.ts'

/** crm.timeline.comment.list: ENTITY_TYPE and ENTITY_ID are both mandatory. */
export const timelineMethods: Family = {
  'crm.timeline.comment.list': { scope: 'crm', run: listComments },
}

const TEXTS = [
  'Called, nobody answered.',
  'Wants an offer by Friday.',
  'Просил перезвонить.',
  'Met at the trade show.',
] as const

function listComments({ portal, user, params }: Call): Reply {
  const filter = mapParam(params, 'filter')
  const id = toInt(filter.ENTITY_ID)
  const type = scalar(filter.ENTITY_TYPE).toLowerCase()
  if (id <= 0) throw plainError('Filter field "ENTITY_ID" is required and must be greater than zero.')
  if (type === '') throw plainError('Filter field "ENTITY_TYPE" is required.')
  const contact = type === 'contact' ? portal.store.contact(id) : undefined
  if (contact === undefined || !portal.store.may(user.ID, 'read', contact)) return { result: [], total: 0 }
  const { seed } = portal.store
  const count = share(seed, id, 5000) < 0.15 ? 1 + below(3, seed, id, 5001) : 0
  const rows = Array.from({ length: count }, (_, i) => ({
    ID: String(id * 10 + i),
    ENTITY_ID: String(id),
    ENTITY_TYPE: 'contact',
    CREATED: isoDate(contact.DATE_CREATE + (i + 1) * 86_400),
    AUTHOR_ID: String(contact.ASSIGNED_BY_ID),
    COMMENT: TEXTS[below(TEXTS.length, seed, id, 5002 + i)] ?? '',
  }))
  return answerOldList({ ...params, filter: {} }, rows, {
    ID: 'number',
    CREATED: 'text',
    AUTHOR_ID: 'number',
  })
}
