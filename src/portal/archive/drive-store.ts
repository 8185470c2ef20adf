import * as v from 'valibot'
import type { ArchiveStore, StoredArchive } from '#core/archive/ports.ts'
import { PAGE_SIZE } from '#core/contact-query.ts'
import { leavesDoubt, PortalFailure } from '#core/failure.ts'
import type { PacedRest } from '../bulk/paced-rest.ts'
import type { Params } from '../query-string.ts'
import type { Rest } from '../rest.ts'
import { id, listOf, read, text, time } from '../wire.ts'
import { base64Of } from './portal-files.ts'

export interface DrivePlace {
  readonly rest: Rest
  readonly paced: PacedRest
  /** The user's id: only his own Drive is used. */
  readonly me: number
  /** The bytes behind a file's address; null where the frame may not fetch it. Never rejects. */
  readonly download: (address: string) => Promise<Uint8Array | null>
  readonly keepDays: () => number | null
}

const FOLDER = 'Tidy Contacts'
const DAY_MS = 86_400_000
const MOST_TRIES = 3

const objects = listOf(
  v.object({ ID: id, NAME: text, TYPE: text, SIZE: text, DOWNLOAD_URL: text, CREATE_TIME: time }),
)
type DriveFile = v.InferOutput<typeof objects>[number]
const storages = listOf(v.object({ ID: id }))
const folder = v.object({ ID: id })

/**
 * Archives as files in the user's own Drive, a file a part (rest-contract.md, 11). A frame may not be let fetch a file
 * of the portal: then a part is held against its size in bytes, and `open` rejects with the code `NO_DOWNLOAD`: the
 * person can still fetch the files from the Drive and open them here.
 */
export function createDriveStore({ rest, paced, me, download, keepDays }: DrivePlace): ArchiveStore {
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
    const [own] = await ask(storages, 'disk.storage.getlist', {
      filter: { ENTITY_TYPE: 'user', ENTITY_ID: me },
    })
    if (own === undefined) throw new PortalFailure({ kind: 'not-found', code: 'NO_DRIVE', portalText: '' })
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

  async function isKept(file: DriveFile | undefined, bytes: Uint8Array): Promise<boolean> {
    if (file === undefined) return false
    const told = await download(file.DOWNLOAD_URL)
    if (told === null) return Number(file.SIZE) === bytes.length
    return told.length === bytes.length && told.every((byte, at) => byte === bytes[at])
  }

  async function settle(name: string, bytes: Uint8Array): Promise<boolean> {
    const where = await makeFolder()
    for (let tries = 0; tries <= MOST_TRIES; tries++) {
      const [file] = await files({ NAME: name })
      if (await isKept(file, bytes)) return true
      if (tries === MOST_TRIES) return false
      if (file !== undefined) await paced.call('disk.file.delete', { id: file.ID })
      try {
        await rest.call('disk.folder.uploadfile', {
          id: where,
          data: { NAME: name },
          fileContent: [name, base64Of(bytes)],
        })
      } catch (thrown) {
        if (!(thrown instanceof PortalFailure)) throw thrown
        if (!leavesDoubt(thrown.failure) && thrown.failure.kind !== 'rate-limit') return false
      }
    }
    return false
  }

  return {
    place: 'drive',
    async keep(archiveId, number, whole) {
      try {
        return await settle(fileName(archiveId, number), new TextEncoder().encode(whole))
      } catch (thrown) {
        folderId = null
        if (thrown instanceof PortalFailure) return false
        throw thrown
      }
    },

    async *open(archiveId) {
      const parts = (await files()).flatMap((file) => partIn(file, archiveId) ?? [])
      for (const { file } of parts.toSorted((a, b) => a.number - b.number)) {
        const bytes = await download(file.DOWNLOAD_URL)
        if (bytes === null)
          throw new PortalFailure({ kind: 'access-denied', code: 'NO_DOWNLOAD', portalText: '' })
        yield new TextDecoder().decode(bytes)
      }
    },

    async list() {
      const headers = (await files())
        .flatMap((file) => partIn(file) ?? [])
        .filter(({ number }) => number === 0)
      const days = keepDays()
      const kept: StoredArchive[] = []
      for (const { file, archiveId } of headers.toSorted(
        (a, b) => (b.file.CREATE_TIME ?? 0) - (a.file.CREATE_TIME ?? 0),
      )) {
        const bytes = await download(file.DOWNLOAD_URL)
        kept.push({
          archiveId,
          header: bytes === null ? '' : new TextDecoder().decode(bytes),
          until: days === null ? null : (file.CREATE_TIME ?? 0) + days * DAY_MS,
        })
      }
      return kept
    },

    async erase(archiveId) {
      const parts = (await files()).flatMap((file) => partIn(file, archiveId) ?? [])
      const answers = await paced.all(
        parts
          .toSorted((a, b) => b.number - a.number)
          .map(({ file }) => ({ method: 'disk.file.delete', params: { id: file.ID } })),
      )
      for (const { answer } of answers)
        if (answer.kind === 'refused' && answer.failure.kind !== 'not-found')
          throw new PortalFailure(answer.failure)
      if ((await files()).some((file) => partIn(file, archiveId) !== null))
        throw new PortalFailure({ kind: 'bad-answer', code: 'NOT_ERASED', portalText: '' })
    },
  }
}

function fileName(archiveId: string, number: number): string {
  return `${archiveId}.${String(number).padStart(4, '0')}.ndjson`
}

/** Whose part a file is; null: none of ours, or of another archive. */
function partIn(
  file: DriveFile,
  wanted?: string,
): { file: DriveFile; archiveId: string; number: number } | null {
  const match = /^(.+)\.(\d{4,})\.ndjson$/u.exec(file.NAME)
  const [, archiveId = '', number = ''] = match ?? []
  if (archiveId === '' || (wanted !== undefined && archiveId !== wanted)) return null
  return { file, archiveId, number: Number(number) }
}
