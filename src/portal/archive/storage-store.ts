import * as v from 'valibot'
import type { ArchiveStore, StoredArchive } from '#core/archive/ports.ts'
import { PAGE_SIZE } from '#core/contact-query.ts'
import { leavesDoubt, PortalFailure } from '#core/failure.ts'
import type { PacedRest } from '../bulk/paced-rest.ts'
import type { Params } from '../query-string.ts'
import type { Command, Rest } from '../rest.ts'
import { id, listOf, read, text, time } from '../wire.ts'
import { chunksOf, textOf } from './chunks.ts'

export interface StoragePlace {
  readonly rest: Rest
  readonly paced: PacedRest
  /** The user's id: each has a storage of his own, which he and the administrators may read. */
  readonly me: number
  /** Days after which an archive is taken away; null: never. */
  readonly keepDays: () => number | null
}

/** Group 1 are the portal's administrators. Nobody else may read: the archive shows contacts (rest-contract.md, 11). */
const ADMINISTRATORS = 'G1'
/** With the user's id at most 13 characters. */
const OUR_CODE = /^tidy_\d+$/u
const ARCHIVE = 'archive'
const PART = 'part'
const DAY_MS = 86_400_000
const MOST_TRIES = 3

const items = listOf(
  v.object({ ID: id, NAME: text, DETAIL_TEXT: text, DATE_CREATE: time, PROPERTY_VALUES: v.unknown() }),
)
type Item = v.InferOutput<typeof items>[number]
const values = v.object({ [ARCHIVE]: text, [PART]: text })
const entities = listOf(v.object({ ENTITY: text }))

/**
 * Archives in the app's own storage in the portal: an item for each 100,000 characters of a part. Texts are written by
 * calls of their own, since a batch would alter `$result[…]` in them, and read back before they count as kept.
 */
export function createStorageStore({ rest, paced, me, keepDays }: StoragePlace): ArchiveStore {
  const own = `tidy_${me}`
  let prepared: Promise<void> | null = null

  /** Makes the storage where it is not there yet. */
  async function prepare(): Promise<void> {
    await unlessThere('ERROR_ENTITY_ALREADY_EXISTS', 'entity.add', {
      ENTITY: own,
      NAME: 'Tidy Contacts: archives of deleted contacts',
      ACCESS: { [ADMINISTRATORS]: 'X' },
    })
    for (const PROPERTY of [ARCHIVE, PART])
      await unlessThere('ERROR_PROPERTY_ALREADY_EXISTS', 'entity.item.property.add', {
        ENTITY: own,
        PROPERTY,
        NAME: PROPERTY,
        TYPE: 'S',
      })
  }

  /** Once more where the answer was lost: by then it is there. */
  async function unlessThere(code: string, method: string, params: Params): Promise<void> {
    try {
      await paced.call(method, params)
    } catch (thrown) {
      if (!(thrown instanceof PortalFailure) || thrown.failure.code !== code) throw thrown
    }
  }

  /** All items that the filter finds, by id. */
  async function find(entity: string, filter: Params): Promise<Item[]> {
    const found: Item[] = []
    for (;;) {
      const { result } = await paced.call('entity.item.get', {
        ENTITY: entity,
        SORT: { ID: 'ASC' },
        FILTER: { ...filter, '>ID': found.at(-1)?.ID ?? 0 },
      })
      const page = read(items, { kind: 'result', result, total: null })
      found.push(...page)
      if (page.length < PAGE_SIZE) return found
    }
  }

  const partOf = (archiveId: string, number: number): Params => ({
    [`=PROPERTY_${ARCHIVE}`]: archiveId,
    [`=PROPERTY_${PART}`]: String(number),
  })

  /** Adds what is missing, takes away what is wrong; true: all is there, and read back. */
  async function settle(archiveId: string, number: number, chunks: readonly string[]): Promise<boolean> {
    for (let tries = 0; tries <= MOST_TRIES; tries++) {
      const there = await find(own, partOf(archiveId, number))
      const right = chunks.map((chunk, at) => there.find((one) => isChunk(one, at, chunks.length, chunk)))
      const kept = new Set(right.flatMap((one) => one?.ID ?? []))
      const wrong = there.filter((one) => !kept.has(one.ID))
      if (wrong.length === 0 && right.every((one) => one !== undefined)) return true
      if (tries === MOST_TRIES) return false
      await remove(own, wrong)
      for (const [at, chunk] of chunks.entries()) {
        if (right[at] !== undefined) continue
        try {
          // Never sent twice without looking: the portal would keep both.
          await rest.call('entity.item.add', {
            ENTITY: own,
            NAME: nameOf(at, chunks.length),
            DETAIL_TEXT: chunk,
            PROPERTY_VALUES: { [ARCHIVE]: archiveId, [PART]: String(number) },
          })
        } catch (thrown) {
          if (!(thrown instanceof PortalFailure)) throw thrown
          if (!leavesDoubt(thrown.failure) && thrown.failure.kind !== 'rate-limit') return false
          break
        }
      }
    }
    return false
  }

  async function remove(entity: string, gone: readonly Item[]): Promise<void> {
    const commands = gone.map((one): Command => ({
      method: 'entity.item.delete',
      params: { ENTITY: entity, ID: one.ID },
    }))
    for (const { answer } of await paced.all(commands)) {
      if (answer.kind === 'refused' && answer.failure.kind !== 'not-found')
        throw new PortalFailure(answer.failure)
    }
  }

  /** This user's storage, and for an administrator everybody's. */
  async function readable(): Promise<string[]> {
    const { result } = await paced.call('entity.get', {})
    return read(entities, { kind: 'result', result, total: null })
      .map(({ ENTITY }) => ENTITY)
      .filter((code) => OUR_CODE.test(code))
      .sort((a, b) => Number(b === own) - Number(a === own))
  }

  /** In whichever storage it lies; null: in none. */
  async function whereIs(archiveId: string): Promise<string | null> {
    for (const code of await readable()) if ((await find(code, partOf(archiveId, 0))).length > 0) return code
    return null
  }

  return {
    place: 'portal-storage',
    async keep(archiveId, number, whole) {
      try {
        prepared ??= prepare()
        await prepared
        return await settle(archiveId, number, chunksOf(whole))
      } catch (thrown) {
        prepared = null
        if (thrown instanceof PortalFailure) return false
        throw thrown
      }
    },

    async *open(archiveId) {
      const code = await whereIs(archiveId)
      if (code === null) return
      for (let number = 0; ; number++) {
        const there = await find(code, partOf(archiveId, number))
        if (there.length === 0) return
        const whole = wholeOf(there)
        if (whole === null)
          throw new PortalFailure({ kind: 'bad-answer', code: 'ARCHIVE_PART', portalText: '' })
        yield whole
      }
    },

    async list() {
      const codes = await readable()
      const kept: (StoredArchive & { readonly at: number })[] = []
      for (const code of codes) {
        for (const one of groupedBy(await find(code, { [`=PROPERTY_${PART}`]: '0' }))) {
          const header = wholeOf(one.items)
          const days = keepDays()
          const at = one.items[0]?.DATE_CREATE ?? 0
          // A header that was damaged is still an archive that can be erased.
          kept.push({
            archiveId: one.archiveId,
            header: header ?? '',
            at,
            until: days === null ? null : at + days * DAY_MS,
          })
        }
      }
      return kept
        .toSorted((a, b) => b.at - a.at)
        .map(({ archiveId, header, until }) => ({ archiveId, header, until }))
    },

    async erase(archiveId) {
      for (const code of await readable()) {
        // What is left after an interruption is found again: the header goes last.
        const all = await find(code, { [`=PROPERTY_${ARCHIVE}`]: archiveId })
        await remove(code, all.toReversed())
        if ((await find(code, { [`=PROPERTY_${ARCHIVE}`]: archiveId })).length > 0)
          throw new PortalFailure({ kind: 'bad-answer', code: 'NOT_ERASED', portalText: '' })
      }
    },
  }
}

function nameOf(at: number, chunks: number): string {
  return `${at + 1}/${chunks}`
}

function isChunk(item: Item, at: number, chunks: number, chunk: string): boolean {
  return item.NAME === nameOf(at, chunks) && item.DETAIL_TEXT === chunk
}

/** The chunks of one part put together; null where one is missing or altered. */
function wholeOf(found: readonly Item[]): string | null {
  const count = Number(found[0]?.NAME.split('/')[1])
  const chunks = Array.from({ length: Number.isSafeInteger(count) ? count : 0 }, (_, at) =>
    found.find(({ NAME }) => NAME === nameOf(at, count)),
  )
  const texts = chunks.flatMap((one) => one?.DETAIL_TEXT ?? [])
  return texts.length === 0 || texts.length < chunks.length ? null : textOf(texts)
}

function groupedBy(found: readonly Item[]): { archiveId: string; items: Item[] }[] {
  const groups = new Map<string, Item[]>()
  for (const one of found) {
    const parsed = v.safeParse(values, one.PROPERTY_VALUES)
    const archiveId = parsed.success ? parsed.output[ARCHIVE] : ''
    if (archiveId !== '') groups.set(archiveId, [...(groups.get(archiveId) ?? []), one])
  }
  return [...groups].map(([archiveId, own]) => ({ archiveId, items: own }))
}
