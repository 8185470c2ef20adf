import type { Call, Family, Reply } from '../rest/call.ts'
import { RestError, wrongArgument } from '../rest/errors.ts'
import { mapParam, param, phpMap, scalar } from '../rest/wire.ts'
import type { Access, StorageEntity } from '../store/app-storage.ts'

/** entity.*: storages of the app in the portal. Only as an app, not by a webhook. */
export const entityMethods: Family = {
  'entity.add': { scope: 'entity', run: addEntity },
  'entity.get': { scope: 'entity', run: getEntity },
  'entity.update': { scope: 'entity', run: updateEntity },
  'entity.rights': { scope: 'entity', run: rights },
  'entity.delete': {
    scope: 'entity',
    run(call) {
      call.portal.store.appStorage.remove(entityFor(call, 'X').code)
      return { result: true }
    },
  },
}

/** What is left of the 50 characters of an iblock's code behind `APP_<client id>_`. */
const LONGEST_CODE = 13
const LEVELS = { R: 1, W: 2, X: 3 } as const
type Level = keyof typeof LEVELS

function addEntity(call: Call): Reply {
  const { portal, user, params } = call
  const code = codeOf(call)
  const name = scalar(param(params, 'NAME'))
  if (name === '') throw wrongArgument("Argument 'NAME' is null or empty", 'NAME')
  const added = portal.store.appStorage.add(code, name, accessIn(call), user.ID)
  if (added === undefined) throw new RestError('ERROR_ENTITY_ALREADY_EXISTS', 'Entity already exists')
  return { result: true }
}

/** Without ENTITY all that the user may read. */
function getEntity(call: Call): Reply {
  const { portal, params } = call
  needApp(call)
  if (scalar(param(params, 'ENTITY')) !== '') return { result: entityRecord(entityFor(call, 'R')) }
  const readable = portal.store.appStorage.all().filter((one) => may(call, one, 'R'))
  return { result: readable.map(entityRecord) }
}

function updateEntity(call: Call): Reply {
  const { portal, params, user } = call
  const entity = entityFor(call, 'X')
  const name = scalar(param(params, 'NAME'))
  if (name !== '') entity.name = name
  if (param(params, 'ACCESS') !== undefined) entity.access = withOwner(accessIn(call), user.ID)
  const code = scalar(param(params, 'ENTITY_NEW'))
  if (code !== '' && portal.store.appStorage.get(code) !== undefined)
    throw new RestError('ERROR_ENTITY_ALREADY_EXISTS', 'Entity already exists')
  return { result: true }
}

/** With ACCESS the rights are replaced and whoever does it keeps X; null for a storage that is not there. */
function rights(call: Call): Reply {
  const entity = call.portal.store.appStorage.get(codeOf(call))
  if (entity === undefined) return { result: null }
  if (param(call.params, 'ACCESS') !== undefined) {
    if (!may(call, entity, 'X')) throw accessDenied()
    entity.access = withOwner(accessIn(call), call.user.ID)
  }
  return { result: phpMap(entity.access) }
}

/** The storage that ENTITY names, if the user may do this in it. */
export function entityFor(call: Call, level: Level): StorageEntity {
  const entity = call.portal.store.appStorage.get(codeOf(call))
  if (entity === undefined) throw new RestError('ERROR_ENTITY_NOT_FOUND', 'Entity not found')
  if (!may(call, entity, level)) throw accessDenied()
  return entity
}

/** Administrators may everything, whether or not their group, G1, is named. */
function may({ user }: Call, { access }: StorageEntity, level: Level): boolean {
  if (user.admin) return true
  const codes = [`U${user.ID}`, 'AU']
  return codes.some((code) => {
    const given = access[code]
    return given !== undefined && LEVELS[given] >= LEVELS[level]
  })
}

function codeOf(call: Call): string {
  needApp(call)
  const code = scalar(param(call.params, 'ENTITY')).replace(/\W/g, '')
  if (code === '') throw wrongArgument("Argument 'ENTITY' is null or empty", 'ENTITY')
  if (code.length > LONGEST_CODE)
    throw wrongArgument(`Entity code is too long. Max length is ${LONGEST_CODE} characters.`, 'ENTITY')
  return code
}

function needApp({ via }: Call): void {
  if (via !== 'app') throw new RestError('ACCESS_DENIED', 'Access denied! Application context required', 403)
}

function accessDenied(): RestError {
  return new RestError('ACCESS_DENIED', 'Access denied!', 403)
}

/** Unknown levels are left out. */
function accessIn({ params }: Call): Access {
  const given = Object.entries(mapParam(params, 'ACCESS')).map(
    ([code, level]) => [code, scalar(level)] as const,
  )
  return Object.fromEntries(given.filter((one): one is [string, Level] => one[1] in LEVELS))
}

function withOwner(access: Access, userId: number): Access {
  return { ...access, [`U${userId}`]: 'X' }
}

function entityRecord({ id, code, name }: StorageEntity): Record<string, unknown> {
  return { ID: String(id), IBLOCK_TYPE_ID: 'rest_entity', ENTITY: code, NAME: name }
}
