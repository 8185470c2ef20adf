import type { Call, Family, Reply } from '../rest/call.ts'
import { plainError, RestError, wrongArgument } from '../rest/errors.ts'
import { isMap } from '../rest/php-query.ts'
import { isoDate, listOf, mapParam, param, scalar, toInt } from '../rest/wire.ts'
import { downloadPath, type DriveObject, type DriveStorage } from '../store/drive.ts'
import { answerOldList, type Kinds } from './old-list.ts'

/** disk.*: a user's own Drive, and nobody else's; the app's own storage is the administrators' (rest-contract.md, 11). */
export const diskMethods: Family = {
  'disk.storage.getlist': { scope: 'disk', run: listStorages },
  'disk.storage.getforapp': {
    scope: 'disk',
    run({ user }) {
      if (!user.admin) throw accessDenied()
      throw plainError('The local portal has no storage for apps.')
    },
  },
  'disk.storage.getchildren': { scope: 'disk', run: (call) => listChildren(call, rootOf(call)) },
  'disk.storage.addfolder': { scope: 'disk', run: (call) => addFolder(call, rootOf(call)) },
  'disk.storage.uploadfile': { scope: 'disk', run: (call) => upload(call, rootOf(call)) },
  'disk.folder.get': { scope: 'disk', run: (call) => ({ result: record(call, folderOf(call)) }) },
  'disk.folder.getchildren': { scope: 'disk', run: (call) => listChildren(call, folderOf(call)) },
  'disk.folder.addsubfolder': { scope: 'disk', run: (call) => addFolder(call, folderOf(call)) },
  'disk.folder.uploadfile': { scope: 'disk', run: (call) => upload(call, folderOf(call)) },
  'disk.folder.deletetree': { scope: 'disk', run: (call) => remove(call, folderOf(call)) },
  'disk.file.get': { scope: 'disk', run: (call) => ({ result: record(call, fileOf(call)) }) },
  'disk.file.delete': { scope: 'disk', run: (call) => remove(call, fileOf(call)) },
  'disk.file.uploadversion': { scope: 'disk', run: uploadVersion },
}

const STORAGE_KINDS: Kinds = { ID: 'number', ENTITY_TYPE: 'text', ENTITY_ID: 'number', NAME: 'text' }
const CHILD_KINDS: Kinds = {
  ID: 'number',
  NAME: 'text',
  TYPE: 'text',
  PARENT_ID: 'number',
  CREATED_BY: 'number',
  CREATE_TIME: 'date',
  UPDATE_TIME: 'date',
}

function listStorages(call: Call): Reply {
  const own = call.portal.store.drive.storages().filter((one) => isOwn(call, one))
  const rows = own.map((storage) => ({
    ID: String(storage.ID),
    NAME: 'My Drive',
    CODE: null,
    MODULE_ID: 'disk',
    ENTITY_TYPE: 'user',
    ENTITY_ID: String(storage.userId),
    ROOT_OBJECT_ID: String(storage.ROOT_OBJECT_ID),
  }))
  return answerOldList(call.params, rows, STORAGE_KINDS)
}

function isOwn({ user }: Call, { userId }: DriveStorage): boolean {
  return userId === user.ID
}

function rootOf(call: Call): DriveObject {
  const id = idOf(call)
  const storage = call.portal.store.drive.storages().find((one) => one.ID === id)
  if (storage === undefined) throw notFound(id)
  return ownObject(call, storage.ROOT_OBJECT_ID)
}

function folderOf(call: Call): DriveObject {
  const folder = ownObject(call, idOf(call))
  if (folder.bytes !== undefined) throw notFound(folder.ID)
  return folder
}

function fileOf(call: Call): DriveObject & { bytes: Buffer } {
  const { bytes, ...file } = ownObject(call, idOf(call))
  if (bytes === undefined) throw notFound(file.ID)
  return { ...file, bytes }
}

function ownObject(call: Call, id: number): DriveObject {
  const object = call.portal.store.drive.get(id)
  if (object === undefined) throw notFound(id)
  if (!isOwn(call, object.storage)) throw accessDenied()
  return object
}

function idOf({ params }: Call): number {
  const id = toInt(param(params, 'id'))
  if (id <= 0) throw wrongArgument('Invalid value of parameter {Parameter #0}', 'Parameter #0')
  return id
}

const notFound = (id: number): RestError =>
  new RestError('ERROR_NOT_FOUND', `Could not find entity with id \`${id}\``)
const accessDenied = (): RestError => new RestError('ACCESS_DENIED', 'Access denied', 403)

function listChildren(call: Call, folder: DriveObject): Reply {
  const rows = call.portal.store.drive.children(folder.ID).map((one) => record(call, one))
  return answerOldList(call.params, rows, CHILD_KINDS)
}

function addFolder(call: Call, parent: DriveObject): Reply {
  const name = nameIn(call)
  if (named(call, parent, name) !== undefined) throw notUnique()
  return { result: record(call, call.portal.store.drive.addFolder(parent, name, call.user.ID)) }
}

/** `fileContent: [name, base64]`, or base64 alone. Without it a real portal tells an address to POST to; not here. */
function upload(call: Call, parent: DriveObject): Reply {
  const bytes = contentIn(call)
  let name = nameIn(call)
  if (named(call, parent, name) !== undefined) {
    if (!['1', 'true', 'Y'].includes(scalar(param(call.params, 'generateUniqueName')))) throw notUnique()
    name = freeName(call, parent, name)
  }
  return { result: record(call, call.portal.store.drive.addFile(parent, name, bytes, call.user.ID)) }
}

function uploadVersion(call: Call): Reply {
  const file = fileOf(call)
  call.portal.store.drive.rewrite(file.ID, contentIn(call), call.user.ID)
  return { result: record(call, fileOf(call)) }
}

function remove(call: Call, object: DriveObject): Reply {
  call.portal.store.drive.remove(object.ID)
  return { result: true }
}

function nameIn({ params }: Call): string {
  const name = scalar(mapParam(params, 'data').NAME).trim()
  if (name === '')
    throw new RestError('DISK_BASE_SERVICE_22001', 'Error: required parameter NAME (DISK_BASE_SERVICE_22001)')
  return name
}

function contentIn({ params }: Call): Buffer {
  const given = param(params, 'fileContent')
  const base64 = isMap(given) ? scalar(listOf(given)[1]) : scalar(given)
  const bytes = Buffer.from(base64, 'base64')
  if (base64 === '' || bytes.length === 0)
    throw new RestError('ERROR_COULD_NOT_SAVE_FILE', 'Could not save file')
  return bytes
}

function named({ portal }: Call, parent: DriveObject, name: string): DriveObject | undefined {
  return portal.store.drive.children(parent.ID).find((one) => one.NAME === name)
}

const notUnique = (): RestError => new RestError('DISK_OBJ_22000', 'Object with the same name already exists')

/** `a.txt` → `a (1).txt`. */
function freeName(call: Call, parent: DriveObject, name: string): string {
  const dot = name.lastIndexOf('.')
  const [base, suffix] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  for (let i = 1; ; i++) {
    const next = `${base} (${i})${suffix}`
    if (named(call, parent, next) === undefined) return next
  }
}

function record({ portal }: Call, object: DriveObject): Record<string, unknown> {
  const { bytes, storage } = object
  const detail = `${portal.origin}/company/personal/user/${storage.userId}/disk`
  return {
    ID: String(object.ID),
    NAME: object.NAME,
    CODE: null,
    STORAGE_ID: String(storage.ID),
    TYPE: bytes === undefined ? 'folder' : 'file',
    PARENT_ID: String(object.PARENT_ID),
    DELETED_TYPE: '0',
    ...(bytes === undefined
      ? {}
      : { GLOBAL_CONTENT_VERSION: '1', FILE_ID: String(object.ID), SIZE: String(bytes.length) }),
    CREATE_TIME: isoDate(object.CREATED),
    UPDATE_TIME: isoDate(object.CHANGED),
    DELETE_TIME: null,
    CREATED_BY: String(object.CREATED_BY),
    UPDATED_BY: String(object.UPDATED_BY),
    DELETED_BY: '0',
    ...(bytes === undefined
      ? {}
      : {
          DOWNLOAD_URL: `${portal.origin}${downloadPath(object)}`,
        }),
    DETAIL_URL: `${detail}/${bytes === undefined ? 'path' : 'file'}/${encodeURIComponent(object.NAME)}`,
  }
}
