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
 * Erases archives in all stores at once, without asking first where they are: `takenFrom` is empty. Never rejects:
 * failures are in the result, and it is safe to try again. Downloads, other browsers and other people's Drives are out of
 * reach.
 */
export function eraseArchives(
  stores: readonly ArchiveStore[],
  archiveIds: readonly string[],
): Promise<Erasure[]> {
  return erase(
    stores.map((store) => ({ store, kept: { kind: 'done', result: [] } })),
    archiveIds,
  )
}

/**
 * Erases archives in all stores when the latest `until` of their places is over. An archive for which no place has a
 * time stays. Never rejects. The result has an entry for each archive whose time is over, erased or not.
 * @param now Unix ms
 */
export async function sweepArchives(stores: readonly ArchiveStore[], now: number): Promise<Erasure[]> {
  return eraseOld(await lookInto(stores), now)
}

function eraseOld(seen: readonly Seen[], now: number): Promise<Erasure[]> {
  const untils = new Map<string, number>()
  for (const { archiveId, until } of seen.flatMap(({ kept }) => (kept.kind === 'done' ? kept.result : [])))
    if (until !== null) untils.set(archiveId, Math.max(until, untils.get(archiveId) ?? until))
  return erase(
    seen,
    [...untils].flatMap(([archiveId, until]) => (until <= now ? [archiveId] : [])),
  )
}

/**
 * Sweeps the browser's store and the portal's. `asked` false: one of them could not be read, so nothing was erased,
 * since a copy there may have a later time. Never rejects.
 * @param now Unix ms
 */
export async function sweepKept(
  { browserStore, portalStore }: Pick<ArchivePorts, 'browserStore' | 'portalStore'>,
  now: number,
): Promise<{ readonly asked: boolean; readonly erasures: readonly Erasure[] }> {
  const portal = await orFailure(portalStore)
  if (portal.kind === 'failed') return { asked: false, erasures: [] }
  const stores = portal.result === null ? [browserStore] : [browserStore, portal.result]
  const seen = await lookInto(stores)
  const asked = seen.every(({ kept }) => kept.kind === 'done')
  return { asked, erasures: asked ? await eraseOld(seen, now) : [] }
}

/** Whether the archive is gone from all stores that were given. */
export function isGone({ leftIn }: Erasure): boolean {
  return leftIn.length === 0
}

interface Seen {
  readonly store: ArchiveStore
  readonly kept: Outcome<readonly StoredArchive[]>
}

function lookInto(stores: readonly ArchiveStore[]): Promise<Seen[]> {
  return Promise.all(stores.map(async (store) => ({ store, kept: await orFailure(() => store.list()) })))
}

async function erase(seen: readonly Seen[], archiveIds: readonly string[]): Promise<Erasure[]> {
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
