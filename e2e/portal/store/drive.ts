import type { Store } from '../contract.ts'

/** The Drives of the users: one storage each, with folders and files (rest-contract.md, 11). */
export interface Drive {
  storages(): DriveStorage[]
  get(id: number): DriveObject | undefined
  children(folderId: number): DriveObject[]
  addFolder(parent: DriveObject, name: string, userId: number): DriveObject
  addFile(parent: DriveObject, name: string, bytes: Buffer, userId: number): DriveObject
  rewrite(id: number, bytes: Buffer, userId: number): void
  /** With everything in it. */
  remove(id: number): void
}

/** Where a file of a user's Drive is downloaded, without its host. */
export function downloadPath({ ID, storage }: DriveObject): string {
  return `/rest/download.json?token=disk%7C${ID}%7C${storage.userId}`
}

/** The files in the folders of a user's Drive. */
export function filesOf(drive: Drive, userId: number): ReturnType<Store['driveFiles']> {
  const root = drive.storages().find((one) => one.userId === userId)?.ROOT_OBJECT_ID ?? 0
  return drive.children(root).flatMap((folder) =>
    drive.children(folder.ID).flatMap((file) =>
      file.bytes === undefined
        ? []
        : {
            folder: folder.NAME,
            name: file.NAME,
            text: file.bytes.toString('utf8'),
            address: downloadPath(file),
            changedAt: file.CHANGED,
          },
    ),
  )
}

export interface DriveStorage {
  ID: number
  userId: number
  ROOT_OBJECT_ID: number
}

export interface DriveObject {
  ID: number
  NAME: string
  storage: DriveStorage
  PARENT_ID: number
  /** Of a file; a folder has none. */
  bytes?: Buffer
  CREATED_BY: number
  UPDATED_BY: number
  /** Unix seconds. */
  CREATED: number
  CHANGED: number
}

/** @param now Unix seconds */
export function createDrive(userIds: readonly number[], now: () => number): Drive {
  const storages = userIds.map((userId, i) => ({ ID: i + 1, userId, ROOT_OBJECT_ID: 1000 + i }))
  const objects = new Map<number, DriveObject>()
  let last = 1000 + userIds.length
  for (const storage of storages)
    keep({ ID: storage.ROOT_OBJECT_ID, NAME: 'Drive', storage, PARENT_ID: 0, ...writtenBy(storage.userId) })

  function writtenBy(userId: number): Pick<DriveObject, 'CREATED_BY' | 'UPDATED_BY' | 'CREATED' | 'CHANGED'> {
    return { CREATED_BY: userId, UPDATED_BY: userId, CREATED: now(), CHANGED: now() }
  }
  function keep(object: DriveObject): DriveObject {
    objects.set(object.ID, object)
    return object
  }
  function children(folderId: number): DriveObject[] {
    return [...objects.values()].filter((one) => one.PARENT_ID === folderId)
  }
  function remove(id: number): void {
    for (const child of children(id)) remove(child.ID)
    objects.delete(id)
  }

  return {
    storages: () => storages,
    get: (id) => objects.get(id),
    children,
    addFolder: ({ storage, ID }, NAME, userId) =>
      keep({ ID: ++last, NAME, storage, PARENT_ID: ID, ...writtenBy(userId) }),
    addFile: ({ storage, ID }, NAME, bytes, userId) =>
      keep({ ID: ++last, NAME, storage, PARENT_ID: ID, bytes, ...writtenBy(userId) }),
    rewrite(id, bytes, userId) {
      const before = objects.get(id)
      if (before !== undefined) keep({ ...before, bytes, UPDATED_BY: userId, CHANGED: now() })
    },
    remove,
  }
}
