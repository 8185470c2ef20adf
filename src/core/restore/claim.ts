import * as v from 'valibot'
import { PortalFailure } from '../failure.ts'
import { parseJson } from '../json.ts'
import type { ArchivePorts, ClaimStore } from '../archive/ports.ts'
import type { Clock } from '../job/ports.ts'
import type { RestorePlan } from './plan/plan.ts'
import type { RestoreState } from './run/state.ts'

/** Says that somebody is restoring from these archives right now. Times are Unix ms of the writer's clock. */
export interface Claim {
  /** The restore's plan. */
  readonly planId: string
  readonly userId: number
  /** '' where the portal gave none. */
  readonly name: string
  readonly since: number
  readonly renewedAt: number
  readonly archiveIds: readonly string[]
}

/** Longer than a restore may wait for the portal: a claim not renewed within this time was abandoned. */
export const CLAIM_LASTS_MS = 15 * 60_000
const RENEWED_EVERY_MS = 2 * 60_000

export interface ClaimPorts {
  /** Null: there is no store that others can see. Rejects with PortalFailure. */
  readonly claims: () => Promise<ClaimStore | null>
  readonly user: { readonly id: number; readonly name: string }
  readonly clock: Pick<Clock, 'now'>
}

/** Claims are stored in the portal, if it stores copies at all. */
export function claimPorts({
  recovery,
  clock,
}: {
  readonly recovery: Pick<ArchivePorts, 'portalStore' | 'about'>
  readonly clock: Pick<Clock, 'now'>
}): ClaimPorts {
  return {
    claims: async () => (await recovery.portalStore())?.claims ?? null,
    user: recovery.about.user,
    clock,
  }
}

/** What claiming the archives of a plan led to. */
export interface Claimed {
  /**
   * The oldest other restore that is working on an archive of this plan. Null: there is none, or the store cannot be
   * read; then the restore may go on, since it looks for every contact before making it.
   */
  readonly other: Claim | null
  /** When this plan's own claim was stored. Null: it is not known to be there. */
  readonly since: number | null
}

/**
 * Stores this plan's claim, and looks for other ones. Also removes abandoned claims. Never rejects.
 *
 * It writes this plan's own claim before it reads the others, so that of two restores that start at the same moment at
 * least one sees the other. If there is another, it removes its own claim again.
 */
export async function claimArchives(
  plan: RestorePlan,
  { claims, user, clock }: ClaimPorts,
): Promise<Claimed> {
  const claimed = await orNull(async () => {
    const archiveIds = archivesOf(plan)
    const store = archiveIds.length === 0 ? null : await claims()
    if (store === null) return null
    const now = clock.now()
    const texts = await store.claim(plan.id, textOf(plan, user, now, now))
    const found = texts.flatMap((text) => readClaim(text) ?? [])
    const isOpen = ({ renewedAt }: Claim): boolean => Math.abs(clock.now() - renewedAt) <= CLAIM_LASTS_MS
    const others = found.filter(
      (claim) =>
        isOpen(claim) &&
        claim.planId !== plan.id &&
        claim.archiveIds.some((archiveId) => archiveIds.includes(archiveId)),
    )
    const oldest = others.toSorted((a, b) => a.since - b.since)[0] ?? null
    const needless = found.filter((claim) => !isOpen(claim)).map(({ planId }) => planId)
    // One that stays for now does not change what was found.
    for (const planId of oldest === null ? needless : [plan.id, ...needless]) await remove(store, planId)
    return { other: oldest, since: oldest === null ? now : null }
  })
  return claimed ?? { other: null, since: null }
}

/** Removes the claim of a restore that did not start after all. Never rejects. */
export async function dropClaim(plan: RestorePlan, { claims }: ClaimPorts): Promise<void> {
  if (archivesOf(plan).length === 0) return
  const store = await orNull(claims)
  if (store !== null) await remove(store, plan.id)
}

async function remove(store: ClaimStore, planId: string): Promise<void> {
  await orNull(async () => {
    await store.remove(planId)
    return null
  })
}

/** What a claim needs of a restore. */
export interface ClaimedRestore {
  readonly plan: RestorePlan
  readonly state: RestoreState
  watch(changed: () => void): () => void
}

/**
 * Stores a claim beside the archives while a restore works, and removes it when the restore is done. A paused restore
 * does not renew its claim. The returned function waits for all writes begun so far. Never rejects.
 * @param claimedAt when `claimArchives` stored the claim of this restore; null: it did not.
 */
export function claimWhileRestoring(
  run: ClaimedRestore,
  ports: ClaimPorts,
  claimedAt: number | null = null,
): () => Promise<void> {
  const { plan } = run
  const archiveIds = archivesOf(plan)
  const since = claimedAt ?? ports.clock.now()
  let renewedAt = claimedAt
  let writing: Promise<unknown> = Promise.resolve()
  const after = (work: (store: ClaimStore) => Promise<void>): void => {
    writing = writing.then(() =>
      orNull(async () => {
        const store = await ports.claims()
        if (store !== null) await work(store)
        return null
      }),
    )
  }
  const look = (): void => {
    const { phase } = run.state
    const now = ports.clock.now()
    if (phase === 'done') {
      if (renewedAt !== null) after((store) => store.remove(plan.id))
      renewedAt = null
    } else if (phase !== 'paused' && phase !== 'ready') {
      if (renewedAt !== null && Math.abs(now - renewedAt) < RENEWED_EVERY_MS) return
      renewedAt = now
      after((store) => store.put(plan.id, textOf(plan, ports.user, since, now)))
    }
  }
  if (archiveIds.length > 0) {
    run.watch(look)
    look()
  }
  return async () => {
    await writing
  }
}

/** An archive opened from a file has no ID, so it has no claim. */
function archivesOf({ entries }: RestorePlan): string[] {
  return [...new Set(entries.map(({ archiveId }) => archiveId))].filter((archiveId) => archiveId !== '')
}

function textOf(plan: RestorePlan, user: ClaimPorts['user'], since: number, renewedAt: number): string {
  const { id: userId, name } = user
  const claim: Claim = { planId: plan.id, userId, name, since, renewedAt, archiveIds: archivesOf(plan) }
  return JSON.stringify(claim)
}

function readClaim(text: string): Claim | null {
  const parsed = v.safeParse(claimSchema, parseJson(text))
  return parsed.success ? parsed.output : null
}

async function orNull<T>(work: () => Promise<T | null>): Promise<T | null> {
  try {
    return await work()
  } catch (thrown) {
    if (thrown instanceof PortalFailure) return null
    throw thrown
  }
}

const claimSchema: v.GenericSchema<unknown, Claim> = v.object({
  planId: v.string(),
  userId: v.number(),
  name: v.string(),
  since: v.pipe(v.number(), v.finite()),
  renewedAt: v.pipe(v.number(), v.finite()),
  archiveIds: v.array(v.string()),
})
