import { PortalFailure, type Failure, failureOfKind } from '../failure.ts'
import type { ArchiveStore, StoredArchive, ArchivePorts } from './ports.ts'

export type ArchivePlace = ArchiveStore['place']

/** What became of an archive that was to be taken away. Only the stores that were given are spoken of. */
export interface Erasure {
  readonly archiveId: string
  /** Where it lay and no longer does, as a look afterwards shows. */
  readonly takenFrom: readonly ArchivePlace[]
  /** Where it still lies, or may: erasing or looking failed. Empty: it is gone. */
  readonly leftIn: readonly { readonly place: ArchivePlace; readonly failure: Failure }[]
}

/**
 * Takes an archive away wherever it lies, at once. Never rejects: what failed is told, and doing it again is safe. What
 * somebody downloaded, and what lies in other browsers or in other people's Drives, cannot be reached from here.
 */
export async function eraseArchive(stores: readonly ArchiveStore[], archiveId: string): Promise<Erasure> {
  const erased = await erase(await lookInto(stores), [archiveId])
  return erased[0] ?? { archiveId, takenFrom: [], leftIn: [] }
}

/**
 * Takes away what is past its time in every place of it that tells one, in all places. An archive whose time no place
 * tells stays. Never rejects. The result has an entry for every archive whose time is over: gone, or not.
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
 * Sweeps the browser's store and the portal's. `asked` false: one of them could not be looked into, so nothing was taken
 * away, for a copy there may tell a later time. Never rejects.
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

/** Whether nothing of it is left in any store that was asked. */
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

/** One after the other, and one look in the end that tells what is really gone. */
async function eraseIn({ store, kept }: Seen, archiveIds: readonly string[]): Promise<ErasedPlace> {
  const left = new Map<string, Failure>()
  for (const archiveId of archiveIds) {
    // Also where it was not listed: of what an interrupted erasure left there may be no header to be listed by.
    const erased = await orFailure(() => store.erase(archiveId))
    if (erased.kind === 'failed') left.set(archiveId, erased.failure)
  }
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
  { readonly kind: 'done'; readonly result: Result } | { readonly kind: 'failed'; readonly failure: Failure }

async function orFailure<Result>(work: () => Promise<Result>): Promise<Outcome<Result>> {
  try {
    return { kind: 'done', result: await work() }
  } catch (thrown) {
    if (thrown instanceof PortalFailure) return { kind: 'failed', failure: thrown.failure }
    throw thrown
  }
}
