import type { Contact, MultiField } from '../../contract.ts'
import { POSTS, SOURCE_IDS, TYPE_IDS } from './names.ts'
import { drawPerson, multiFieldsOf } from './person.ts'
import { ODD } from '../odd-contacts.ts'
import { below, pick, share } from './prng.ts'
import { USER } from '../users.ts'

/** What the seed needs to know of the rest of the portal. */
export interface ContactSeed {
  seed: number
  count: number
  companies: number
  /** Unix seconds of the last seeded moment. */
  until: number
}

const DRAW = {
  owner: 21,
  company: 22,
  company2: 23,
  modified: 24,
  activity: 25,
  post: 26,
  type: 27,
  source: 28,
  birth: 29,
  comment: 30,
  opened: 31,
  creator: 32,
  web: 41,
  messenger: 42,
  userField: 43,
  photo: 44,
  more: 45,
}
const DAY = 86_400
const EIGHT_YEARS = 8 * 365 * DAY

/** What lists are filtered and sorted by. */
export type ListedContact = Pick<
  Contact,
  | 'ID'
  | 'NAME'
  | 'SECOND_NAME'
  | 'LAST_NAME'
  | 'ASSIGNED_BY_ID'
  | 'COMPANY_IDS'
  | 'DATE_CREATE'
  | 'DATE_MODIFY'
  | 'LAST_ACTIVITY_TIME'
  | 'CATEGORY_ID'
  | 'fm'
>

/** The part of a seeded contact that lists need, of its fields phones and e-mails: a million of them are made at once. */
export function seededListing(at: ContactSeed, id: number): ListedContact {
  const { seed } = at
  const person = drawPerson(seed, id)
  const created = Math.floor(at.until - EIGHT_YEARS + (EIGHT_YEARS * id) / (at.count + 1))
  const age = at.until - created
  const modified = created + Math.floor(age * share(seed, id, DRAW.modified) ** 3)
  return {
    ID: id,
    NAME: person.NAME,
    SECOND_NAME: person.SECOND_NAME,
    LAST_NAME: person.LAST_NAME,
    ASSIGNED_BY_ID: ownerOf(seed, id),
    COMPANY_IDS: companiesOf(at, id),
    DATE_CREATE: created,
    DATE_MODIFY: modified,
    LAST_ACTIVITY_TIME: modified + Math.floor((at.until - modified) * share(seed, id, DRAW.activity) * 0.5),
    CATEGORY_ID: person.CATEGORY_ID === 0 && id > 100 && id % 200 === 0 ? 7 : person.CATEGORY_ID,
    fm: multiFieldsOf(id, person),
  }
}

/** What a list is not sorted by: quick to make, for none of it depends on who the person is. */
export function seededDetails(at: ContactSeed, id: number): Omit<Contact, keyof ListedContact> {
  const { seed } = at
  const birth = share(seed, id, DRAW.birth)
  const owner = ownerOf(seed, id)
  return {
    HONORIFIC: '',
    POST: pick(POSTS, seed, id, DRAW.post),
    TYPE_ID: pick(TYPE_IDS, seed, id, DRAW.type),
    SOURCE_ID: pick(SOURCE_IDS, seed, id, DRAW.source),
    COMMENTS: share(seed, id, DRAW.comment) < 0.05 ? 'Prefers to be called in the morning.' : '',
    BIRTHDATE: birth < 0.2 ? `${1950 + Math.floor(birth * 250)}-0${1 + (id % 9)}-1${id % 10}` : '',
    OPENED: share(seed, id, DRAW.opened) < 0.9,
    EXPORT: true,
    CREATED_BY_ID: share(seed, id, DRAW.creator) < 0.7 ? owner : USER.admin,
    MODIFY_BY_ID: owner,
    LEAD_ID: 0,
    ORIGINATOR_ID: '',
    ORIGIN_ID: '',
    uf: userFieldsOf(seed, id),
    photo: id !== ODD.nothing && share(seed, id, DRAW.photo) < 0.08 ? id : 0,
    more: moreOf(seed, id),
  }
}

/** The contact as it was before anybody touched it. Ids are given in the order of creation, as in the portal. */
export function seededContact(at: ContactSeed, id: number): Contact {
  const listed = seededListing(at, id)
  const fm = [...listed.fm, ...sitesOf(at.seed, id)]
  return Object.assign(listed, seededDetails(at, id), { fm })
}

/** Sites and messengers: one contact in ten has a site, one in eight a messenger. */
function sitesOf(seed: number, id: number): MultiField[] {
  const everything = id === ODD.everything
  const fields: MultiField[] = []
  if (everything || share(seed, id, DRAW.web) < 0.1)
    fields.push({ ID: id * 10 + 7, TYPE_ID: 'WEB', VALUE_TYPE: 'WORK', VALUE: `https://site${id}.example` })
  if (everything || share(seed, id, DRAW.messenger) < 0.12)
    fields.push({
      ID: id * 10 + 8,
      TYPE_ID: 'IM',
      VALUE_TYPE: pick(['TELEGRAM', 'VIBER', 'SKYPE'], seed, id, DRAW.messenger + 100),
      VALUE: `person${id}`,
    })
  return fields
}

/** Values of the user fields that contact-fields.ts describes. */
function userFieldsOf(seed: number, id: number): Record<string, unknown> {
  const everything = id === ODD.everything
  if (!everything && share(seed, id, DRAW.userField) > 0.2) return NO_USER_FIELDS
  return {
    UF_CRM_1700000001: pick(['Gold', 'Silver', 'Bronze "&" <more>'], seed, id, DRAW.userField + 100),
    UF_CRM_1700000002: everything || id % 2 === 0 ? [41, 43] : false,
    UF_CRM_1700000003: id % 3 === 0 ? '2025-03-08' : '',
    UF_CRM_1700000004: everything || id % 2 === 1 ? '1' : '0',
    UF_CRM_1700000005: everything ? `${1 + (id % 19)}.5` : '',
  }
}
const NO_USER_FIELDS = {}

function moreOf(seed: number, id: number): Record<string, string> {
  if (id !== ODD.everything && share(seed, id, DRAW.more) > 0.1) return NOTHING_MORE
  return { SOURCE_DESCRIPTION: 'From the fair in spring', UTM_SOURCE: 'newsletter', UTM_MEDIUM: 'email' }
}
const NOTHING_MORE = {}

/** A tenth belongs to the admin, a seventh to the manager, the rest to the colleagues. */
function ownerOf(seed: number, id: number): number {
  const portion = share(seed, id, DRAW.owner)
  if (portion < 0.1) return USER.admin
  if (portion < 0.25) return USER.manager
  return USER.firstColleague + below(USER.lastColleague - USER.firstColleague + 1, seed, id, DRAW.owner + 100)
}

function companiesOf({ seed, companies }: ContactSeed, id: number): number[] {
  const portion = share(seed, id, DRAW.company)
  if (portion < 0.3 || companies === 0) return []
  const primary = 1 + below(companies, seed, id, DRAW.company + 100)
  if (portion < 0.95) return [primary]
  const second = 1 + below(companies, seed, id, DRAW.company2)
  return second === primary ? [primary] : [primary, second]
}
