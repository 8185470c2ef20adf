import * as v from 'valibot'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import { failureOfKind, leavesDoubt, PortalFailure, type Failure } from '#core/failure.ts'
import type { PacedRest } from '../rest/paced-rest.ts'
import type { Params } from '../rest/query-string.ts'
import type { Command } from '../rest/rest.ts'
import { id, listOf, read, text, time } from '../rest/wire.ts'
import { base64Of, type PortalFiles } from './portal-files.ts'

export interface DrivePlace {
  readonly paced: PacedRest
  /** The user's id: only his own Drive is used. */
  readonly me: number
  readonly download: PortalFiles['download']
}

const FOLDER = 'Tidy Contacts'
const MOST_TRIES = 3
/** A file of this name is there already (documentation of disk.folder.uploadfile). */
const NAME_TAKEN = 'DISK_OBJ_22000'

const objects = listOf(
  v.object({ ID: id, NAME: text, TYPE: text, SIZE: text, DOWNLOAD_URL: text, CREATE_TIME: time }),
)
export type DriveFile = v.InferOutput<typeof objects>[number]
const storages = listOf(v.object({ ID: id }))
const folder = v.object({ ID: id })

/** The app's folder in the user's own Drive (rest-contract.md, 11). Everything rejects with PortalFailure. */
export interface DriveFolder {
  /** Empty where nothing was ever kept here. */
  files(filter?: Params): Promise<readonly DriveFile[]>
  /** Null: the frame may not fetch it. */
  contentOf(file: DriveFile): Promise<string | null>
  /**
   * Puts a text under a name, in the place of what was there, and looks whether it is. True: it was read back, or where
   * the frame may not fetch a file of the portal, the portal took it and it has as many bytes. False: the portal does not
   * take it.
   * @param beside the name of a file without which there is to be none of this name, as the look afterwards shows.
   */
  settle(name: string, content: string, beside?: string | null): Promise<boolean>
  /** Those that are gone already are no trouble. */
  remove(gone: readonly DriveFile[]): Promise<void>
}

/** The Drive of a user's own, in a list of one; none where he has none. */
export function ownDriveCommand(me: number): Command {
  return { method: 'disk.storage.getlist', params: { filter: { ENTITY_TYPE: 'user', ENTITY_ID: me } } }
}

export function openDriveFolder({ paced, me, download }: DrivePlace): DriveFolder {
  let folderId: number | null = null

  async function ask<S extends v.GenericSchema>(
    schema: S,
    method: string,
    params: Params,
  ): Promise<v.InferOutput<S>> {
    const { result } = await paced.call(method, params)
    return read(schema, { kind: 'result', result, total: null })
  }

  async function storageId(): Promise<number> {
    const { method, params } = ownDriveCommand(me)
    const [own] = await ask(storages, method, params)
    if (own === undefined) throw new PortalFailure(failureOfKind('not-found'))
    return own.ID
  }

  /** Null: nothing was ever kept here. */
  async function findFolder(): Promise<number | null> {
    if (folderId !== null) return folderId
    const children = await ask(objects, 'disk.storage.getchildren', {
      id: await storageId(),
      filter: { NAME: FOLDER },
    })
    folderId = children.find(({ TYPE, NAME }) => TYPE === 'folder' && NAME === FOLDER)?.ID ?? null
    return folderId
  }

  async function makeFolder(): Promise<number> {
    const found = await findFolder()
    if (found !== null) return found
    const added = await ask(folder, 'disk.storage.addfolder', {
      id: await storageId(),
      data: { NAME: FOLDER },
    }).catch(
      // Its answer may have been lost, or another tab was first.
      async (thrown: unknown) => {
        const there = await findFolder()
        if (there === null) throw thrown
        return { ID: there }
      },
    )
    folderId = added.ID
    return added.ID
  }

  async function files(filter: Params = {}): Promise<DriveFile[]> {
    const where = await findFolder()
    if (where === null) return []
    const found: DriveFile[] = []
    for (;;) {
      const page = await ask(objects, 'disk.folder.getchildren', {
        id: where,
        filter: { ...filter, '>ID': found.at(-1)?.ID ?? 0 },
        order: { ID: 'ASC' },
      })
      found.push(...page)
      if (page.length < PAGE_SIZE) return found.filter(({ TYPE }) => TYPE === 'file')
    }
  }

  async function comparedWith(file: DriveFile | undefined, bytes: Uint8Array): Promise<Likeness> {
    if (file === undefined) return 'other'
    const told = await download(file.DOWNLOAD_URL)
    if (told === null) return Number(file.SIZE) === bytes.length ? 'as-long' : 'other'
    return told.length === bytes.length && told.every((byte, at) => byte === bytes[at]) ? 'same' : 'other'
  }

  /** The file of a name, and whether the other one is there: the answers of one request. */
  async function look(
    where: number,
    name: string,
    beside: string | null,
  ): Promise<{ file: DriveFile | undefined; together: boolean }> {
    const asked = [name, ...(beside === null ? [] : [beside])].map((NAME) => ({
      method: 'disk.folder.getchildren',
      params: { id: where, filter: { NAME }, order: { ID: 'ASC' } },
    }))
    const [own, other] = (await paced.all(asked)).map(({ answer }) =>
      read(objects, answer).find(({ TYPE }) => TYPE === 'file'),
    )
    return { file: own, together: beside === null || other !== undefined }
  }

  async function settle(name: string, bytes: Uint8Array, beside: string | null): Promise<boolean> {
    const where = await makeFolder()
    // What lay there before may be as long and say something else: the size speaks only for what was just put there.
    let taken = false
    for (let tries = 0; tries <= MOST_TRIES; tries++) {
      const { file, together } = await look(where, name, beside)
      if (!together) {
        // Somebody has erased it. What has come since must not stay where nobody would find it.
        await remove(file === undefined ? [] : [file])
        return false
      }
      const likeness = await comparedWith(file, bytes)
      if (likeness === 'same' || (likeness === 'as-long' && taken)) return true
      if (tries === MOST_TRIES) return false
      const fileContent = [name, base64Of(bytes)]
      try {
        // A new version in the place of the old one, so that there is never none.
        if (file !== undefined) await paced.once('disk.file.uploadversion', { id: file.ID, fileContent })
        else await paced.once('disk.folder.uploadfile', { id: where, data: { NAME: name }, fileContent })
        taken = true
      } catch (thrown) {
        if (!(thrown instanceof PortalFailure)) throw thrown
        if (!mayBeThere(thrown.failure)) return false
      }
    }
    return false
  }

  async function remove(gone: readonly DriveFile[]): Promise<void> {
    const commands = gone.map(({ ID }) => ({ method: 'disk.file.delete', params: { id: ID } }))
    for (const { answer } of await paced.all(commands))
      if (answer.kind === 'refused' && answer.failure.kind !== 'not-found')
        throw new PortalFailure(answer.failure)
  }

  return {
    files,
    async contentOf(file) {
      const bytes = await download(file.DOWNLOAD_URL)
      return bytes === null ? null : new TextDecoder().decode(bytes)
    },
    async settle(name, content, beside = null) {
      try {
        return await settle(name, new TextEncoder().encode(content), beside)
      } catch (thrown) {
        // The folder may be gone; it is looked for anew.
        folderId = null
        throw thrown
      }
    },
    remove,
  }
}

/** What lies in a file, held against what ought to; `as-long`: it may not be fetched, and has as many bytes. */
type Likeness = 'same' | 'as-long' | 'other'

/** Worth another look: the answer was lost, it comes later, or another browser has just put it there. */
function mayBeThere(failure: Failure): boolean {
  return leavesDoubt(failure) || failure.kind === 'rate-limit' || failure.code === NAME_TAKEN
}
