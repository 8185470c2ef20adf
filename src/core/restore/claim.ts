import * as v from 'valibot'
import { PortalFailure } from '../failure.ts'
import { parseJson } from '../json.ts'
import type { ClaimStore } from '../archive/ports.ts'
import type { Clock } from '../job/ports.ts'
import type { RestorePlan } from './plan/plan.ts'
import type { RestoreState } from './run/state.ts'

/** Says that somebody restores from these archives right now. Times are Unix ms of the clock of who wrote it. */
export interface Claim {
  /** Of the restore. */
  readonly planId: string
  readonly userId: number
  /** '' where the portal told none. */
  readonly name: string
  readonly since: number
  readonly renewedAt: number
  readonly archiveIds: readonly string[]
}

/** Longer than a restore may have to wait for its portal: what was not renewed for so long was left. */
export const CLAIM_LASTS_MS = 15 * 60_000
const RENEWED_EVERY_MS = 2 * 60_000

export interface ClaimPorts {
  /** Null: there is no place that others can see. Rejects with PortalFailure. */
  readonly claims: () => Promise<ClaimStore | null>
  readonly user: { readonly id: number; readonly name: string }
  readonly clock: Pick<Clock, 'now'>
}

/**
 * Another restore that is at work on an archive of this plan, the oldest; null: none, or it cannot be asked, for every
 * contact is looked for before it is made in any case. Claims that were left are taken away. Never rejects.
 */
export function otherClaim(plan: RestorePlan, { claims, clock }: ClaimPorts): Promise<Claim | null> {
  return orNull(async () => {
    const archiveIds = archivesOf(plan)
    const store = archiveIds.length === 0 ? null : await claims()
    if (store === null) return null
    const found = (await store.list()).flatMap((text) => readClaim(text) ?? [])
    const isOpen = ({ renewedAt }: Claim): boolean => Math.abs(clock.now() - renewedAt) <= CLAIM_LASTS_MS
    for (const { planId } of found.filter((claim) => !isOpen(claim))) await store.remove(planId)
    const others = found.filter(
      (claim) =>
        isOpen(claim) &&
        claim.planId !== plan.id &&
        claim.archiveIds.some((archiveId) => archiveIds.includes(archiveId)),
    )
    return others.toSorted((a, b) => a.since - b.since)[0] ?? null
  })
}

/** A restore as far as its claim looks at it. */
export interface ClaimedRestore {
  readonly plan: RestorePlan
  readonly state: RestoreState
  watch(changed: () => void): () => void
}

/**
 * Keeps a claim beside the archives while a restore is at work, and takes it away when it is done. One that is paused
 * renews nothing. The result settles when what is to be written by now is written. Never rejects.
 */
export function claimWhileRestoring(run: ClaimedRestore, ports: ClaimPorts): () => Promise<void> {
  const { plan } = run
  const archiveIds = archivesOf(plan)
  const since = ports.clock.now()
  let renewedAt: number | null = null
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
      const { id: userId, name } = ports.user
      const claim: Claim = { planId: plan.id, userId, name, since, renewedAt: now, archiveIds }
      after((store) => store.put(plan.id, JSON.stringify(claim)))
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

/** An archive that was opened from a file has no id, and no claim. */
function archivesOf({ entries }: RestorePlan): string[] {
  return [...new Set(entries.map(({ archiveId }) => archiveId))].filter((archiveId) => archiveId !== '')
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
