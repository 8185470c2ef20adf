import { describe, expect, it } from 'vitest'
import type { ClaimStore } from '../archive/ports.ts'
import { PortalFailure } from '../failure.ts'
import {
  CLAIM_LASTS_MS,
  claimArchives,
  claimWhileRestoring,
  dropClaim,
  type Claim,
  type ClaimPorts,
} from './claim.ts'
import type { RestorePlan } from './plan/plan.ts'
import { readyRestore, type RestoreState } from './run/state.ts'

const ANNA = { id: 5, name: 'Anna Petrova' }
const BORIS = { id: 1, name: 'Boris' }

async function otherClaim(plan: RestorePlan, ports: ClaimPorts): Promise<Claim | null> {
  return (await claimArchives(plan, ports)).other
}

function planOf(id: string, ...archiveIds: string[]): RestorePlan {
  const entries = archiveIds.map((archiveId, at) => ({
    oldId: at + 1,
    archiveId,
    name: null,
    decision: { kind: 'create' as const },
    goneTargets: [],
    losses: [],
    unsaved: [],
  }))
  return { version: 1, id, plannedAt: 0, entries, tasks: [] }
}

function place() {
  const held = new Map<string, string>()
  const time = { now: 1_000_000 }
  let writes = 0
  const store: ClaimStore = {
    claim(planId, text) {
      held.set(planId, text)
      return Promise.resolve([...held.values()])
    },
    put: (planId, text) => Promise.resolve(void held.set(planId, text)).finally(() => writes++),
    remove: (planId) => Promise.resolve(void held.delete(planId)),
  }
  const ports = (user: typeof ANNA): ClaimPorts => ({
    claims: () => Promise.resolve(store),
    user,
    clock: { now: () => time.now },
  })
  return { held, time, ports, writes: () => writes }
}

function restoring(plan: RestorePlan) {
  let state: RestoreState = { ...readyRestore(plan), phase: 'running' }
  const watchers: (() => void)[] = []
  return {
    plan,
    get state() {
      return state
    },
    watch: (changed: () => void) => (watchers.push(changed), () => undefined),
    become(phase: RestoreState['phase']) {
      state = { ...state, phase }
      for (const changed of watchers) changed()
    },
  }
}

describe('the claim of a restore', () => {
  it('shows name and start to another restore of the same archive until the restore is done', async () => {
    const { held, time, ports } = place()
    const run = restoring(planOf('p', 'a', 'b'))
    const settled = claimWhileRestoring(run, ports(ANNA))
    await settled()
    time.now += 60_000
    expect(await otherClaim(planOf('q', 'b'), ports(BORIS))).toMatchObject({
      userId: 5,
      name: 'Anna Petrova',
      since: 1_000_000,
    })
    expect(await otherClaim(planOf('q', 'c'), ports(BORIS))).toBeNull()
    await dropClaim(planOf('q', 'c'), ports(BORIS))
    expect(await otherClaim(planOf('p', 'a'), ports(ANNA))).toBeNull()
    run.become('done')
    await settled()
    expect([held.size, await otherClaim(planOf('q', 'b'), ports(BORIS))]).toEqual([0, null])
  })

  it('is renewed while the restore works, and not while it is paused', async () => {
    const { time, ports, writes } = place()
    const run = restoring(planOf('p', 'a'))
    const settled = claimWhileRestoring(run, ports(ANNA))
    for (let minute = 0; minute < 20; minute++) {
      time.now += 60_000
      run.become('running')
    }
    await settled()
    expect(writes()).toBe(11)
    expect(await otherClaim(planOf('q', 'a'), ports(BORIS))).toMatchObject({ since: 1_000_000 })
    run.become('paused')
    time.now += CLAIM_LASTS_MS + 60_000
    run.become('paused')
    await settled()
    expect(await otherClaim(planOf('q', 'a'), ports(BORIS))).toBeNull()
  })

  it('is not written once more by the restore that claimed, until it must be renewed', async () => {
    const { held, time, ports, writes } = place()
    const plan = planOf('p', 'a')
    const { since } = await claimArchives(plan, ports(ANNA))
    const run = restoring(plan)
    const settled = claimWhileRestoring(run, ports(ANNA), since)
    run.become('running')
    await settled()
    expect([since, writes(), held.size]).toEqual([1_000_000, 0, 1])
    time.now += 120_000
    run.become('running')
    await settled()
    expect([writes(), held.size]).toEqual([1, 1])
    run.become('done')
    await settled()
    expect(held.size).toBe(0)
  })

  it('is removed when abandoned, and stays when it cannot be read', async () => {
    const { held, time, ports } = place()
    await claimWhileRestoring(restoring(planOf('p', 'a')), ports(ANNA))()
    held.set('x', '{"of":"another version"}')
    time.now += CLAIM_LASTS_MS + 1
    expect(await otherClaim(planOf('q', 'a'), ports(BORIS))).toBeNull()
    expect([...held.keys()]).toEqual(['x', 'q'])
  })

  it('of another restore is seen though an abandoned one, or one’s own, cannot be removed', async () => {
    const { held, time, ports } = place()
    await claimWhileRestoring(restoring(planOf('old', 'a')), ports(ANNA))()
    time.now += CLAIM_LASTS_MS + 1
    await claimWhileRestoring(restoring(planOf('p', 'a')), ports(ANNA))()
    const stuck = async (planId: string): Promise<Claim | null> => {
      const { claims, ...others } = ports(BORIS)
      const store = (await claims())!
      const remove = (id: string): Promise<void> =>
        id === planId
          ? Promise.reject(new PortalFailure({ kind: 'network', code: '', portalText: '' }))
          : store.remove(id)
      return otherClaim(planOf('q', 'a'), { ...others, claims: () => Promise.resolve({ ...store, remove }) })
    }
    expect(await stuck('old')).toMatchObject({ planId: 'p' })
    expect([...held.keys()]).toEqual(['old', 'p'])
    expect(await stuck('q')).toMatchObject({ planId: 'p' })
    expect([...held.keys()]).toEqual(['p', 'q'])
  })

  it('is not made for a file, and the restore goes on where the portal cannot be asked', async () => {
    const { held, ports } = place()
    await claimWhileRestoring(restoring(planOf('p', '')), ports(ANNA))()
    expect(held.size).toBe(0)
    const broken: ClaimPorts = {
      ...ports(ANNA),
      claims: () => Promise.reject(new PortalFailure({ kind: 'network', code: '', portalText: '' })),
    }
    expect(await otherClaim(planOf('q', 'a'), broken)).toBeNull()
    await expect(claimWhileRestoring(restoring(planOf('p', 'a')), broken)()).resolves.toBeUndefined()
  })

  it('is seen by at least one of two restores that start at once, and neither leaves a claim behind', async () => {
    const { held, ports } = place()
    const found = await Promise.all([
      otherClaim(planOf('p', 'a'), ports(ANNA)),
      otherClaim(planOf('q', 'a'), ports(BORIS)),
    ])
    expect(found.filter((each) => each !== null).length).toBeGreaterThan(0)
    expect([...held.keys()]).toEqual(found.flatMap((each, at) => (each === null ? ['p', 'q'][at]! : [])))
    await dropClaim(planOf('p', 'a'), ports(ANNA))
    await dropClaim(planOf('q', 'a'), ports(BORIS))
    expect(held.size).toBe(0)
  })
})
