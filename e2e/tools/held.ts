import type { Portal } from '../portal/contract.ts'
import { TYPE } from '../portal/store/stages.ts'

const TYPES = [TYPE.deal, TYPE.lead, TYPE.quote, TYPE.invoice, TYPE.smart]

/** What is to be the same, without the ids that cannot be. */
export function heldOf({ store }: Portal, id: number) {
  const contact = store.contact(id)
  if (contact === undefined) return null
  const { NAME, SECOND_NAME, LAST_NAME, POST, TYPE_ID, SOURCE_ID, COMMENTS, BIRTHDATE, OPENED, EXPORT } =
    contact
  return {
    fields: { NAME, SECOND_NAME, LAST_NAME, POST, TYPE_ID, SOURCE_ID, COMMENTS, BIRTHDATE, OPENED, EXPORT },
    owner: contact.ASSIGNED_BY_ID,
    more: Object.entries(contact.more ?? {}).filter(([, value]) => value !== ''),
    uf: Object.entries(contact.uf).filter(([, value]) => value !== '' && value !== false),
    communications: contact.fm.map((one) => [one.TYPE_ID, one.VALUE_TYPE, one.VALUE]),
    companies: contact.COMPANY_IDS,
    links: TYPES.flatMap((type) => store.itemsOfContact(type, id).map((item) => `${type} ${item.id}`)),
    requisites: store.requisitesOfContact(id).map(({ ID, RQ: { RQ_INN, RQ_PHONE }, NAME: name }) => ({
      name,
      RQ_INN,
      RQ_PHONE,
      banks: store.bankDetailsOf(ID).map(({ RQ }) => [RQ.RQ_BANK_NAME, RQ.RQ_ACC_NUM]),
      addresses: store
        .addressesOf(ID)
        .map(({ TYPE_ID: type, fields }) => [type, fields.CITY, fields.ADDRESS_1]),
    })),
    open: store
      .activitiesOfContact(id)
      .filter((one) => !one.COMPLETED && one.TYPE_ID !== 4)
      .map((one) => `${one.SUBJECT} ${one.DEADLINE} ${one.RESPONSIBLE_ID}`)
      .sort(),
    comments: store.commentsOfContact(id).map(({ COMMENT }) => COMMENT.split('\n').at(-1)),
  }
}
