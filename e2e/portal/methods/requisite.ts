import type { Requisite } from '../contract.ts'
import type { Call, Family, Reply } from '../rest/call.ts'
import { isoDate, listOf, mapParam, toInt } from '../rest/wire.ts'
import { TYPE } from '../store/stages.ts'
import { answerOldList, type Kinds } from './old-list.ts'

/** crm.requisite.list with ENTITY_TYPE_ID and ENTITY_ID. */
export const requisiteMethods: Family = {
  'crm.requisite.list': { scope: 'crm', run: listRequisites },
}

const KINDS: Kinds = {
  ID: 'number',
  ENTITY_TYPE_ID: 'number',
  ENTITY_ID: 'number',
  PRESET_ID: 'number',
  NAME: 'text',
  DATE_CREATE: 'date',
  DATE_MODIFY: 'date',
}

function listRequisites(call: Call): Reply {
  const { portal, user, params } = call
  const filter = mapParam(params, 'filter')
  const wanted = filter.ENTITY_ID ?? filter['=ENTITY_ID'] ?? filter['@ENTITY_ID']
  const { requisites } = portal.store
  const found =
    wanted === undefined
      ? [...requisites.ids()].flatMap((id) => requisites.get(id) ?? [])
      : listOf(wanted).flatMap((id) => requisites.ofContact(toInt(id)))
  const readable = found.filter((one) => {
    if (one.ENTITY_TYPE_ID !== TYPE.contact) return false
    const contact = portal.store.contact(one.ENTITY_ID)
    return contact !== undefined && portal.store.may(user.ID, 'read', contact)
  })
  return answerOldList(params, readable.map(requisiteRecord), KINDS)
}

function requisiteRecord(requisite: Requisite): Record<string, unknown> {
  return {
    ID: String(requisite.ID),
    ENTITY_TYPE_ID: String(requisite.ENTITY_TYPE_ID),
    ENTITY_ID: String(requisite.ENTITY_ID),
    PRESET_ID: String(requisite.PRESET_ID),
    NAME: requisite.NAME,
    DATE_CREATE: isoDate(requisite.DATE_CREATE),
    DATE_MODIFY: isoDate(requisite.DATE_MODIFY),
    CODE: null,
    XML_ID: null,
    ORIGINATOR_ID: null,
    ACTIVE: 'Y',
    ADDRESS_ONLY: 'N',
    SORT: '500',
    ...requisite.RQ,
  }
}
