import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOT_STORED } from '#core/job/ports.ts'
import { arbitraryVisits, neverReplaces } from '../../../e2e/tools/journal-contract.ts'
import { writeRecord } from '#core/deletion/run/journal.ts'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import { freezePlan } from '#core/plan/plan.ts'
import type { RestorePlan } from '#core/restore/plan/plan.ts'
import { writeRestoreRecord } from '#core/restore/run/journal.ts'
import { createTestPortal } from '../../../e2e/portal/testing.ts'
import { held, ME, openPage, PROFILE } from '../../../e2e/tools/option-page.ts'

const plan = freezePlan(
  { id: 'run 1', plannedAt: 1, me: ME, guards: DEFAULT_GUARDS, contactsInPortal: 9_000 },
  [],
  [],
)
const record = (number: number): string => writeRecord(number, { type: 'restored', at: number })

describe('a restore that the portal keeps', () => {
  const restore: RestorePlan = { version: 1, id: 'restore 1', plannedAt: 1, entries: [], tasks: [] }
  const line = (number: number): string => writeRestoreRecord(number, { type: 'restarted', at: number })

  it('comes back beside a run, and neither takes away what is the other’s', async () => {
    const test = createTestPortal()
    const page = openPage(test)
    await page.journal.begin(plan)
    await page.restores.begin(restore)
    await page.journal.append(plan.id, record(0))
    await page.restores.append(restore.id, line(0))
    await page.batch()
    await page.restores.carrier.timedBatch({ c1: PROFILE })
    expect(held(test)).toEqual(['runPlan', 'restorePlan', 'run0_0', 'restore0_0'])
    const later = openPage(test)
    expect(await later.restores.unfinished()).toEqual({ kind: 'whole', plan: restore, records: [line(0)] })
    expect(await later.journal.unfinished()).toEqual({ kind: 'whole', plan, records: [record(0)] })
    await later.journal.finish(plan.id)
    expect(held(test)).toEqual(['restorePlan', 'restore0_0'])
    expect([...later.held]).toEqual(['restorePlan'])
  })

  it('is told of what leaves alone, or with a whole batch, before that leaves', async () => {
    const page = openPage(createTestPortal())
    await page.restores.begin(restore)
    const begun = page.sent.length
    await page.restores.append(restore.id, line(0))
    await page.restores.carrier.call('profile', {})
    await page.restores.carrier.call('profile', {})
    await page.restores.append(restore.id, line(1))
    const whole = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`c${at}`, PROFILE]))
    await page.restores.carrier.timedBatch(whole)
    expect(page.sent.slice(begun)).toEqual([
      ['user.option.set'],
      ['profile'],
      ['profile'],
      ['user.option.set'],
      Object.keys(whole),
    ])
  })

  it('is never replaced, by no page or machine of the user', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryVisits, async (acts) => {
        const test = createTestPortal()
        await neverReplaces(acts, {
          open() {
            const page = openPage(test)
            return {
              journal: page.restores,
              settled: () => page.restores.carrier.timedBatch({ c1: PROFILE }),
            }
          },
          planNamed: (id) => ({ ...restore, id }),
          line,
        })
      }),
      { numRuns: 30 },
    )
  })

  it('is not begun where its plan is too long', async () => {
    const page = openPage(createTestPortal())
    const fields = { PHOTO: 'x'.repeat(20_000_000) }
    const requisite = { entry: 0, needs: null, kind: 'requisite', mark: '', fields, alone: false } as const
    expect(await page.restores.begin({ ...restore, tasks: [requisite] })).toEqual(NOT_STORED)
    expect(page.sent).toEqual([])
  })
})
