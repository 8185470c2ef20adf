import { describe, expect, it } from 'vitest'
import { FULL_SHARE, USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import type { Manner } from '#core/job/ports.ts'
import { drive } from '#core/deletion/run/driver.ts'
import { afterEvent } from '#core/deletion/run/reducer/reducer.ts'
import { readyRun } from '#core/deletion/run/state.ts'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import { freezePlan, type PlannedRow } from '#core/plan/plan.ts'
import { createTestPortal } from '../../../e2e/portal/testing.ts'
import { deafJournal } from '../../../e2e/simulation/memory-journal.ts'
import { clockOf } from '../../../e2e/tools/passing-clock.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createRest } from '../rest/rest.ts'
import { createPortalWork } from '../work-ports.ts'

const MANAGER = 2

/** Runs with a share of the bucket, and returns how the page was told to read, and what the portal refused. */
async function runWith(share: number) {
  const test = createTestPortal({ contacts: 900 })
  const ids = [...test.portal.store.contactIds()].filter((id) => id > 300 && id % 200 !== 0).slice(0, 120)
  for (const id of ids) test.portal.store.updateContact(id, { ASSIGNED_BY_ID: MANAGER })
  test.pass(60)
  const clock = clockOf(test)
  const wait = (ms: number): Promise<void> => {
    test.pass(ms / 1000)
    return Promise.resolve()
  }
  const work = await createPortalWork(createRest(sendTo(test, MANAGER), test.portal.now), {
    now: test.portal.now,
    wait,
  })
  const rows: PlannedRow[] = []
  for await (const portion of work.rows.read(ids)) rows.push(...portion.rows)
  const context = {
    id: 'p',
    plannedAt: test.portal.now(),
    me: MANAGER,
    guards: DEFAULT_GUARDS,
    contactsInPortal: 9_000,
  }
  const plan = freezePlan(context, rows, [])
  const told: (Manner | null)[] = []
  const requests = {
    ...work.requests,
    keepTo(manner: Manner | null) {
      told.push(manner)
      work.requests.keepTo(manner)
    },
  }
  const running = drive(
    {
      plan,
      state: afterEvent(readyRun(plan), { type: 'resume-asked', at: clock.now() }),
      nextRecord: 0,
      limits: { ...USUAL_BUCKET, share },
    },
    { batches: work.batches, looks: work.looks, journal: deafJournal(), clock, requests },
  )
  await new Promise<void>((resolve) => {
    const end = running.watch(() => {
      if (running.state.phase !== 'done') return
      end()
      resolve()
    })
  })
  await new Promise((resolve) => setImmediate(resolve))
  return { told, refused: test.portal.log.filter(({ httpStatus }) => httpStatus === 503).length }
}

describe('the share of requests that a run takes', () => {
  it.each([USUAL_BUCKET.share, FULL_SHARE])('is that of the whole page while it runs: %d', async (share) => {
    const { told, refused } = await runWith(share)
    expect(told[0]).toMatchObject({ share, gentle: false })
    expect(told.at(-1)).toBeNull()
    expect(refused).toBe(0)
  })
})
