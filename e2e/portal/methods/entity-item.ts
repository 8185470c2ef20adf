import type { Call, Family, Reply } from '../rest/call.ts'
import { plainError, RestError, wrongArgument } from '../rest/errors.ts'
import type { Params } from '../rest/php-query.ts'
import { isoDate, mapParam, param, phpMap, scalar, toInt } from '../rest/wire.ts'
import type { StorageEntity, StorageItem } from '../store/app-storage.ts'
import { entityFor } from './entity.ts'
import { answerOldList, type Kinds } from './old-list.ts'

/** entity.item.* and entity.item.property.*: what lies in a storage of the app. */
export const entityItemMethods: Family = {
  'entity.item.get': { scope: 'entity', run: listItems },
  'entity.item.add': { scope: 'entity', run: addItem },
  'entity.item.update': { scope: 'entity', run: updateItem },
  'entity.item.delete': {
    scope: 'entity',
    run(call) {
      const { code } = entityFor(call, 'W')
      if (!call.portal.store.appStorage.removeItem(code, itemId(call))) throw itemNotFound()
      return { result: true }
    },
  },
  'entity.item.property.add': { scope: 'entity', run: addProperty },
  'entity.item.property.get': {
    scope: 'entity',
    run(call) {
      const { properties } = entityFor(call, 'R')
      return { result: [...properties].map(([PROPERTY, TYPE]) => ({ PROPERTY, NAME: PROPERTY, TYPE })) }
    },
  },
}

const KINDS: Kinds = {
  ID: 'number',
  NAME: 'text',
  CODE: 'text',
  ACTIVE: 'text',
  SORT: 'number',
  CREATED_BY: 'number',
  DATE_CREATE: 'date',
  TIMESTAMP_X: 'date',
}
/** NAME is a VARCHAR(255). */
const LONGEST_NAME = 255

function listItems(call: Call): Reply {
  const entity = entityFor(call, 'R')
  const rows = call.portal.store.appStorage.items(entity.code).map((item) => itemRow(entity, item))
  const filtered = answerOldList(
    {
      filter: param(call.params, 'FILTER') ?? {},
      order: param(call.params, 'SORT') ?? {},
      start: param(call.params, 'start') ?? 0,
    },
    rows,
    {
      ...KINDS,
      ...Object.fromEntries([...entity.properties.keys()].map((code) => [`PROPERTY_${code}`, 'text'])),
    },
  )
  const result = (filtered.result as Record<string, unknown>[]).map((row) =>
    Object.fromEntries(
      Object.entries(row).filter(([name]) => name === 'PROPERTY_VALUES' || !name.startsWith('PROPERTY_')),
    ),
  )
  return { ...filtered, result }
}

function addItem(call: Call): Reply {
  const entity = entityFor(call, 'W')
  const { portal, user, params } = call
  const name = scalar(param(params, 'NAME'))
  if (name === '') throw wrongArgument('Element name is required.', 'NAME')
  const { appStorageHolds } = portal.settings
  const held = portal.store.keptByApp().reduce((sum, { text }) => sum + text.length, 0)
  if (appStorageHolds !== undefined && held + scalar(param(params, 'DETAIL_TEXT')).length > appStorageHolds)
    throw plainError('Disk quota exceeded')
  const item = portal.store.appStorage.addItem(entity.code, {
    ACTIVE: 'Y',
    SORT: 500,
    CODE: '',
    PREVIEW_TEXT: '',
    DETAIL_TEXT: '',
    DATE_ACTIVE_FROM: '',
    DATE_ACTIVE_TO: '',
    SECTION: 0,
    values: valuesIn(entity, params, {}),
    ...fieldsIn(params),
    NAME: name.slice(0, LONGEST_NAME),
    CREATED_BY: user.ID,
    MODIFIED_BY: user.ID,
  })
  return { result: item.ID }
}

function updateItem(call: Call): Reply {
  const entity = entityFor(call, 'W')
  const { portal, user, params } = call
  const { appStorage } = portal.store
  const id = itemId(call)
  const before = appStorage.items(entity.code).find((one) => one.ID === id)
  if (before === undefined) throw itemNotFound()
  const values = valuesIn(entity, params, before.values)
  appStorage.changeItem(entity.code, id, { ...fieldsIn(params), values, MODIFIED_BY: user.ID })
  return { result: true }
}

function addProperty(call: Call): Reply {
  const { properties } = entityFor(call, 'X')
  const code = scalar(param(call.params, 'PROPERTY'))
  if (code === '') throw wrongArgument("Argument 'PROPERTY' is null or empty", 'PROPERTY')
  if (properties.has(code)) throw new RestError('ERROR_PROPERTY_ALREADY_EXISTS', 'Property already exists')
  const type = scalar(param(call.params, 'TYPE')) || 'S'
  properties.set(code, ['S', 'N', 'F'].includes(type) ? type : 'S')
  return { result: true }
}

function itemId({ params }: Call): number {
  const id = toInt(param(params, 'ID'))
  if (id <= 0) throw wrongArgument("Argument 'ID' is null or empty", 'ID')
  return id
}

const itemNotFound = (): RestError => new RestError('ERROR_ITEM_NOT_FOUND', 'Item not found')

const TEXTS = [
  'NAME',
  'ACTIVE',
  'CODE',
  'PREVIEW_TEXT',
  'DETAIL_TEXT',
  'DATE_ACTIVE_FROM',
  'DATE_ACTIVE_TO',
] as const

function fieldsIn(params: Params): Partial<StorageItem> {
  const read: { -readonly [Key in keyof StorageItem]?: StorageItem[Key] } = {}
  for (const name of TEXTS) {
    const value = param(params, name)
    if (value !== undefined) read[name] = scalar(value)
  }
  const [sort, section] = [param(params, 'SORT'), param(params, 'SECTION')]
  if (sort !== undefined) read.SORT = toInt(sort)
  if (section !== undefined) read.SECTION = toInt(section)
  return read
}

/** Only properties that were declared keep a value. */
function valuesIn(
  { properties }: StorageEntity,
  params: Params,
  before: StorageItem['values'],
): Record<string, string> {
  const given = Object.entries(mapParam(params, 'PROPERTY_VALUES')).filter(([code]) => properties.has(code))
  return { ...before, ...Object.fromEntries(given.map(([code, value]) => [code, scalar(value)])) }
}

/** With the properties also as `PROPERTY_<code>`, by which the filter knows them. */
function itemRow({ code, properties }: StorageEntity, item: StorageItem): Record<string, unknown> {
  const values = Object.fromEntries([...properties.keys()].map((name) => [name, item.values[name] ?? null]))
  return {
    ID: String(item.ID),
    TIMESTAMP_X: isoDate(item.CHANGED),
    MODIFIED_BY: String(item.MODIFIED_BY),
    DATE_CREATE: isoDate(item.CREATED),
    CREATED_BY: String(item.CREATED_BY),
    ACTIVE: item.ACTIVE,
    DATE_ACTIVE_FROM: item.DATE_ACTIVE_FROM,
    DATE_ACTIVE_TO: item.DATE_ACTIVE_TO,
    SORT: String(item.SORT),
    NAME: item.NAME,
    PREVIEW_PICTURE: null,
    PREVIEW_TEXT: item.PREVIEW_TEXT || null,
    DETAIL_PICTURE: null,
    DETAIL_TEXT: item.DETAIL_TEXT || null,
    CODE: item.CODE || null,
    ENTITY: code,
    SECTION: item.SECTION === 0 ? null : String(item.SECTION),
    PROPERTY_VALUES: phpMap(values),
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`PROPERTY_${name}`, value])),
  }
}
