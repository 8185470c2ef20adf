import { PortalFailure, type Failure, failureOfKind } from '../failure.ts'
import type { ArchiveStore, StoredArchive, ArchivePorts } from './ports.ts'

export type ArchivePlace = ArchiveStore['place']

/** The result of erasing an archive, in the stores that were given. */
export interface Erasure {
  readonly archiveId: string
  /** Places where it was listed and no longer is, as a look afterwards showed. */
  readonly takenFrom: readonly ArchivePlace[]
  /** Places where it still is, or may be: erasing or looking failed. Empty: it is gone. */
  readonly leftIn: readonly { readonly place: ArchivePlace; readonly failure: Failure }[]
}

/**
 * Erases archives in all stores at once. Never rejects: failures are in the result, and it is safe to try again.
 * Downloads and other browsers are out of reach.
 */
export async function eraseArchives(
  stores: readonly ArchiveStore[],
  archiveIds: readonly string[],
): Promise<Erasure[]> {
  return eraseSeen(await lookInto(stores), archiveIds)
}

/** What lies in the browser's store and in the portal's. */
export interface SeenArchives {
  readonly seen: readonly Seen[]
  /** Archives of which the latest `until` of their places is over. One for which no place has a time is not among them. */
  readonly expired: readonly string[]
}

/**
 * Looks for archives whose time is over. Null: a store could not be read, and a copy there may have a later time. Never
 * rejects.
 * @param now Unix ms
 */
export async function lookForExpired(
  { browserStore, portalStore }: Pick<ArchivePorts, 'browserStore' | 'portalStore'>,
  now: number,
): Promise<SeenArchives | null> {
  const portal = await orFailure(portalStore)
  if (portal.kind === 'failed') return null
  const seen = await lookInto(portal.result === null ? [browserStore] : [browserStore, portal.result])
  const untils = new Map<string, number>()
  for (const { kept } of seen) {
    if (kept.kind === 'failed') return null
    for (const { archiveId, until } of kept.result)
      if (until !== null) untils.set(archiveId, Math.max(until, untils.get(archiveId) ?? until))
  }
  return { seen, expired: [...untils].flatMap(([archiveId, until]) => (until <= now ? [archiveId] : [])) }
}

/** Whether the archive is gone from all stores that were given. */
export function isGone({ leftIn }: Erasure): boolean {
  return leftIn.length === 0
}

/** A store, and what it had when it was looked into. */
export interface Seen {
  readonly store: ArchiveStore
  readonly kept: Outcome<readonly StoredArchive[]>
}

export function lookInto(stores: readonly ArchiveStore[]): Promise<Seen[]> {
  return Promise.all(stores.map(async (store) => ({ store, kept: await orFailure(() => store.list()) })))
}

/** Erases archives where they were seen, and where an interrupted erasure may have left parts. Never rejects. */
export async function eraseSeen(seen: readonly Seen[], archiveIds: readonly string[]): Promise<Erasure[]> {
  if (archiveIds.length === 0) return []
  const places = await Promise.all(seen.map((one) => eraseIn(one, archiveIds)))
  return archiveIds.map((archiveId) => ({
    archiveId,
    takenFrom: places.flatMap(({ place, taken }) => (taken.has(archiveId) ? [place] : [])),
    leftIn: places.flatMap(({ place, left }) => {
      const failure = left.get(archiveId)
      return failure === undefined ? [] : [{ place, failure }]
    }),
  }))
}

interface ErasedPlace {
  readonly place: ArchivePlace
  readonly taken: ReadonlySet<string>
  readonly left: ReadonlyMap<string, Failure>
}

/** One look at the end shows which are really gone. */
async function eraseIn({ store, kept }: Seen, archiveIds: readonly string[]): Promise<ErasedPlace> {
  const left = new Map<string, Failure>()
  // Also what is not listed: an interrupted erasure may have left parts without a header.
  const erased = await orFailure(() => store.erase(archiveIds))
  if (erased.kind === 'failed') for (const archiveId of archiveIds) left.set(archiveId, erased.failure)
  const after = await orFailure(() => store.list())
  for (const archiveId of archiveIds) {
    if (after.kind === 'failed') left.set(archiveId, left.get(archiveId) ?? after.failure)
    else if (holds(after.result, archiveId)) left.set(archiveId, left.get(archiveId) ?? NOT_ERASED)
  }
  const lay = archiveIds.filter((id) => kept.kind === 'done' && holds(kept.result, id))
  return { place: store.place, taken: new Set(lay.filter((id) => !left.has(id))), left }
}

function holds(kept: readonly StoredArchive[], archiveId: string): boolean {
  return kept.some((one) => one.archiveId === archiveId)
}

const NOT_ERASED: Failure = failureOfKind('copy-not-erased')

type Outcome<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed'; readonly failure: Failure }

async function orFailure<Result>(work: () => Promise<Result>): Promise<Outcome<Result>> {
  try {
    return { kind: 'done', result: await work() }
  } catch (thrown) {
    if (thrown instanceof PortalFailure) return { kind: 'failed', failure: thrown.failure }
    throw thrown
  }
}
