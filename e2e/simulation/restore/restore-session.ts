/** A restore in one tab of a simulated world, for the tests of its session. */
import { NO_FAULTS, type FaultSource } from '../faults.ts'
import { recordsWorld } from '../records-world.ts'
import { createSimRestorePortal } from './restore-portal.ts'
import { createRestoreWorld } from './restore-world.ts'
import { createVirtualClock } from '../virtual-clock.ts'
import type { ArchivedContact } from '../../../src/core/archive/archived-contact.ts'
import type { RunWish } from '../../../src/core/job/tabs.ts'
import { planRestore, type RestorePlan } from '../../../src/core/restore/plan/plan.ts'
import type { RestoreProgress } from '../../../src/core/restore/run/progress.ts'
import {
  beginRestore,
  type RestoreSession,
  type RestoreSessionPorts,
} from '../../../src/core/restore/session.ts'
import { begunSession, memoryJournal } from '../memory-journal.ts'

export const START = Date.UTC(2026, 0, 10, 10)
const HOUR = 3_600_000

function contact(id: number): ArchivedContact {
  return {
    id,
    readAt: 0,
    fields: { ID: String(id), NAME: `Ann ${id}` },
    communications: [],
    companies: [],
    links: [],
    requisites: [],
    activities: [],
    comments: [
      { id: 900 + id, authorId: 0, createdAt: '2026-01-01', text: 'Called' },
      { id: 500 + id, authorId: 0, createdAt: '2026-01-02', text: 'Called again' },
    ],
    names: [],
    files: [],
    unsaved: [],
  }
}

/** What survives a reload: the journal, the portal, the clock. */
export function setUp(count: number, faults: Partial<FaultSource> = {}, imports = true) {
  const clock = createVirtualClock(START)
  const world = createRestoreWorld()
  const portal = createSimRestorePortal({
    clock,
    world,
    faults: { ...NO_FAULTS, ...faults },
    seconds: () => 0.5,
    refusesDone: () => false,
    vetoed: new Map(),
    imports,
  })
  const { kept, journal } = memoryJournal<RestorePlan>()
  let holder: object | null = null
  let back = (): void => undefined
  let awake = 0
  const recorded = recordsWorld()
  const reported: RestoreProgress[] = []
  const asks = new Set<(what: RunWish) => void>()
  const ports: RestoreSessionPorts = {
    facts: { enterprise: false },
    requests: {
      noteEarlierVisit: () => undefined,
      bucket: () => ({ level: 0, at: clock.now() }),
      keepTo: () => undefined,
      hurry: (work) => work(),
      underWay: () => 0,
    },
    clock,
    awake: {
      keep() {
        awake++
        return () => {
          awake--
        }
      },
    },
    network: {
      onBack(act) {
        back = act
        return () => void (back = () => undefined)
      },
    },
    recovery: {
      ...recorded.ports.recovery,
      sender: portal,
      restoreJournal: journal,
      restoreLock: {
        hold() {
          if (holder !== null) return Promise.resolve(null)
          const own = {}
          holder = own
          return Promise.resolve({ release: () => void (holder = holder === own ? null : holder) })
        },
        isHeld: () => Promise.resolve(false),
        whenFree: () => () => undefined,
      },
      restoreChannel: {
        report: (progress) => void reported.push(progress),
        onProgress: () => () => undefined,
        ask: () => undefined,
        onAsked(heard) {
          asks.add(heard)
          return () => void asks.delete(heard)
        },
      },
    },
  }
  const contacts = Array.from({ length: count }, (_, at) => contact(at + 1))
  const plan = planRestore(
    { id: 'plan', plannedAt: START },
    contacts,
    { origins: [], owners: [], gone: [], there: [] },
    { conflicts: new Map(), completeReturned: false },
  )
  return {
    ports,
    plan,
    world,
    kept,
    /** The record of the restore, as it was written last. */
    record: () => recorded.kept.get(plan.id),
    silence: recorded.silence,
    reported,
    /** Another tab asks. */
    ask: (what: RunWish) => asks.forEach((heard) => heard(what)),
    awake: () => awake,
    /** The page dies: the browser frees its lock. */
    die: () => void (holder = null),
    connect: () => back(),
    clock,
    requests: () => portal.requests,
    until: (over: () => boolean) => clock.runUntil(over, clock.now() + HOUR),
  }
}

export async function begun(at: ReturnType<typeof setUp>): Promise<RestoreSession> {
  return begunSession(await beginRestore(at.plan, at.ports))
}
