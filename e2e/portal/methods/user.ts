import type { User } from '../contract.ts'
import type { Call, Family, Reply } from '../rest/call.ts'
import { listOf, mapParam, param, scalar, toInt } from '../rest/wire.ts'
import { isMap, type Params } from '../rest/php-query.ts'
import { parseFilterKey } from '../store/contacts/condition.ts'
import { oldPage, oldStart, PAGE } from './paging.ts'

/** Users; everything but profile and user.admin needs one of the user scopes. */
export const userMethods: Family = {
  'user.current': { scope: 'user_brief', run: ({ user, scopes }) => ({ result: userRecord(user, scopes) }) },
  'user.get': { scope: 'user_brief', run: getUsers },
  'user.search': { scope: 'user_brief', run: searchUsers },
  'user.admin': { scope: null, run: ({ user }) => ({ result: user.admin }) },
  profile: { scope: null, run: profile },
}

function getUsers({ portal, params, scopes }: Call): Reply {
  // The filter may be given as FILTER or flat.
  const nested = param(params, 'filter')
  const filter: Params = isMap(nested) ? nested : params
  const found = [...portal.store.users.values()].filter((user) => passes(user, filter))
  return paged(found, params, scopes)
}

function passes(user: User, filter: Params): boolean {
  return Object.entries(filter).every(([key, value]) => {
    const { operator, field } = parseFilterKey(key)
    const values = listOf(value)
    switch (field.toUpperCase()) {
      case 'ID': {
        const has = values.map(toInt).includes(user.ID)
        return operator === '!=' || operator === 'not-in' ? !has : has
      }
      case 'NAME':
        return values.map(scalar).includes(user.NAME)
      case 'LAST_NAME':
        return values.map(scalar).includes(user.LAST_NAME)
      case 'EMAIL':
        return values.map(scalar).includes(user.EMAIL)
      case 'ACTIVE':
        return values.map(scalar).some((text) => !['N', 'false', '0'].includes(text)) === isActive(user)
      case 'USER_TYPE':
        return scalar(value) === (user.intranet ? 'employee' : 'extranet')
      default:
        return true
    }
  })
}

function searchUsers({ portal, params, scopes }: Call): Reply {
  const filter = { ...params, ...mapParam(params, 'filter') }
  const words = [filter.FIND, filter.NAME, filter.LAST_NAME]
    .map((text) => scalar(text).toLowerCase())
    .filter((text) => text !== '')
  const found = [...portal.store.users.values()].filter((user) => {
    const text = `${user.NAME} ${user.LAST_NAME} ${user.WORK_POSITION}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  return paged(found, params, scopes)
}

function paged(found: readonly User[], params: Params, scopes: ReadonlySet<string>): Reply {
  const start = oldStart(params)
  const page = found.slice(start.offset, start.offset + PAGE).map((user) => userRecord(user, scopes))
  return oldPage(page, start, found.length)
}

function isActive(user: User): boolean {
  return user.active !== false
}

/** user_brief gives names and posts, no contact details. */
function userRecord(user: User, scopes: ReadonlySet<string>): Record<string, unknown> {
  const details = scopes.has('user') || scopes.has('user_basic') ? { EMAIL: user.EMAIL } : {}
  return {
    ID: String(user.ID),
    XML_ID: null,
    ACTIVE: isActive(user),
    NAME: user.NAME,
    LAST_NAME: user.LAST_NAME,
    SECOND_NAME: '',
    ...details,
    PERSONAL_PHOTO: null,
    WORK_POSITION: user.WORK_POSITION,
    UF_DEPARTMENT: user.intranet ? [1] : [],
    USER_TYPE: user.intranet ? 'employee' : 'extranet',
  }
}

function profile({ user }: Call): Reply {
  return {
    result: {
      ID: String(user.ID),
      ADMIN: user.admin,
      NAME: user.NAME,
      LAST_NAME: user.LAST_NAME,
      PERSONAL_GENDER: '',
      PERSONAL_PHOTO: '',
      TIME_ZONE: '',
      TIME_ZONE_OFFSET: 10_800,
    },
  }
}
