import * as v from 'valibot'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import { failureOfKind, PortalFailure } from '#core/failure.ts'
import type { PacedRest } from '../../rest/paced-rest.ts'
import type { Params } from '../../rest/query-string.ts'
import type { Command } from '../../rest/rest.ts'
import { id, listOf, read, text, time } from '../../rest/wire.ts'

/**
 * Group 1 are the portal's administrators. No other group may read: archives show contacts (portal README, "App
 * storage").
 */
const ADMINISTRATORS = 'G1'
/** At most 13 characters with the user's id. */
const OUR_CODE = /^tidy_\d+$/u

/** The properties of an item: its archive or record, and its part number. */
export const OWNER = 'archive'
export const PART = 'part'

/** Also after a lost answer, when the app asks once more. */
const ALREADY_THERE: ReadonlySet<string> = new Set([
  'ERROR_ENTITY_ALREADY_EXISTS',
  'ERROR_PROPERTY_ALREADY_EXISTS',
])

const items = listOf(
  v.object({ ID: id, NAME: text, DETAIL_TEXT: text, DATE_CREATE: time, PROPERTY_VALUES: v.unknown() }),
)
export type StorageItem = v.InferOutput<typeof items>[number]
const values = v.object({ [OWNER]: text })
const partValues = v.object({ [PART]: text })
const entities = listOf(v.object({ ENTITY: text }))

interface StorageQuestion {
  readonly code: string
  readonly filter: Params
}

/**
 * The app's own storage in the portal: one for each user, readable by that user and the administrators. Everything
 * rejects with PortalFailure. Texts must be written by single calls: a batch would change `$result[…]` in them.
 */
export interface AppStorage {
  /** The code of this user's storage. */
  readonly own: string
  codeOf(userId: number): string
  /** Makes this user's storage if it does not exist yet; asks nothing once it does. */
  prepare(): Promise<void>
  /** The storage may be gone; the next write makes it again. */
  forget(): void
  /** The codes of this user's storage, first, and for an administrator of everybody's; only existing ones. */
  readable(): Promise<readonly string[]>
  /** All items that match the filter, by id. */
  find(code: string, filter: Params): Promise<StorageItem[]>
  /** The same for several questions; one request for a batch of them, if each finds at most one page. */
  findAll(asked: readonly StorageQuestion[]): Promise<StorageItem[][]>
  /** In this order. Items that are already gone are ignored. */
  remove(code: string, gone: readonly Pick<StorageItem, 'ID'>[]): Promise<void>
}

export function openAppStorage(paced: PacedRest, me: number): AppStorage {
  const codeOf = (userId: number): string => `tidy_${userId}`
  const own = codeOf(me)
  let prepared: Promise<void> | null = null

  /** One request for all; the portal says if something is there already. */
  async function make(): Promise<void> {
    const property = (PROPERTY: string): Command => ({
      method: 'entity.item.property.add',
      params: { ENTITY: own, PROPERTY, NAME: PROPERTY, TYPE: 'S' },
    })
    const storage: Command = {
      method: 'entity.add',
      params: {
        ENTITY: own,
        NAME: 'Tidy Contacts: archives of deleted contacts',
        ACCESS: { [ADMINISTRATORS]: 'X' },
      },
    }
    // What cannot be read back does not count as stored; it is better to know before writing.
    const readBack: Command = { method: 'entity.item.get', params: { ENTITY: own, FILTER: { ID: 0 } } }
    for (const { answer } of await paced.all([storage, property(OWNER), property(PART), readBack])) {
      if (answer.kind === 'refused' && !ALREADY_THERE.has(answer.failure.code))
        throw new PortalFailure(answer.failure)
    }
  }

  const pageOf = (code: string, filter: Params, after: number): Params => ({
    ENTITY: code,
    SORT: { ID: 'ASC' },
    FILTER: { ...filter, '>ID': after },
  })

  /** The pages after the ones already read. */
  async function findAfter(
    code: string,
    filter: Params,
    before: readonly StorageItem[],
  ): Promise<StorageItem[]> {
    const found = [...before]
    for (;;) {
      const { result } = await paced.call('entity.item.get', pageOf(code, filter, found.at(-1)?.ID ?? 0))
      const page = checkedFilter(filter, read(items, { kind: 'result', result, total: null }))
      found.push(...page)
      if (page.length < PAGE_SIZE) return found
    }
  }

  return {
    own,
    codeOf,

    async prepare() {
      prepared ??= make()
      try {
        await prepared
      } catch (thrown) {
        prepared = null
        throw thrown
      }
    },

    forget: () => void (prepared = null),

    async readable() {
      const { result } = await paced.call('entity.get', {})
      return read(entities, { kind: 'result', result, total: null })
        .map(({ ENTITY }) => ENTITY)
        .filter((code) => OUR_CODE.test(code))
        .sort((a, b) => Number(b === own) - Number(a === own))
    },

    find: (code, filter) => findAfter(code, filter, []),

    async findAll(asked) {
      const first = await paced.all(
        asked.map(({ code, filter }) => ({ method: 'entity.item.get', params: pageOf(code, filter, 0) })),
        'first',
      )
      const found: StorageItem[][] = []
      for (const [at, { code, filter }] of asked.entries()) {
        const answer = first[at]?.answer
        const page = answer === undefined ? [] : checkedFilter(filter, read(items, answer))
        found.push(page.length < PAGE_SIZE ? page : await findAfter(code, filter, page))
      }
      return found
    },

    async remove(code, gone) {
      const commands = gone.map((one): Command => ({
        method: 'entity.item.delete',
        params: { ENTITY: code, ID: one.ID },
      }))
      for (const { answer } of await paced.all(commands)) {
        if (answer.kind === 'refused' && answer.failure.kind !== 'not-found')
          throw new PortalFailure(answer.failure)
      }
    },
  }
}

/**
 * What is found may be removed. If the portal silently ignored the filter, as other lists do (portal README, "Lists and
 * filters"), everybody's archives would be removed.
 */
function checkedFilter(filter: Params, page: StorageItem[]): StorageItem[] {
  const wanted = filter[`=PROPERTY_${OWNER}`]
  if (wanted === undefined || [...groupedByOwner(page).keys()].every((owner) => owner === wanted)) return page
  throw new PortalFailure(failureOfKind('filter-ignored'))
}

/** The part number of an item; NaN: it has none. */
export function partNumberOf({ PROPERTY_VALUES }: StorageItem): number {
  const parsed = v.safeParse(partValues, PROPERTY_VALUES)
  return parsed.success && parsed.output[PART] !== '' ? Number(parsed.output[PART]) : NaN
}

/** Items by their archive or record; items without one are left out. */
export function groupedByOwner(found: readonly StorageItem[]): ReadonlyMap<string, readonly StorageItem[]> {
  const groups = new Map<string, StorageItem[]>()
  for (const one of found) {
    const parsed = v.safeParse(values, one.PROPERTY_VALUES)
    const owner = parsed.success ? parsed.output[OWNER] : ''
    if (owner !== '') groups.set(owner, [...(groups.get(owner) ?? []), one])
  }
  return groups
}
