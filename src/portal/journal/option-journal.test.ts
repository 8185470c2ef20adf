import { eventually } from '../../../e2e/tools/eventually.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import { freezePlan, type Plan } from '#core/plan/plan.ts'
import { writeRecord } from '#core/deletion/run/journal.ts'
import { arbitraryPlan } from '../../../e2e/simulation/arbitrary-plan.ts'
import type { Fault } from '../../../e2e/portal/contract.ts'
import { createTestPortal } from '../../../e2e/portal/testing.ts'
import { held, ME, openPage, optionsOf, PROFILE } from '../../../e2e/tools/option-page.ts'
import { NOT_STORED, STORED, WHOLE_BATCH } from '#core/job/ports.ts'
import { arbitraryVisits, neverReplaces } from '../../../e2e/tools/journal-contract.ts'

const plan = planNamed('run 1')

function planNamed(id: string, contacts = 3): Plan {
  const rows = Array.from({ length: contacts }, (_, at) => ({
    id: at + 1,
    name: `Анна ${at}`,
    createdAt: 1_000 * at,
    modifiedAt: null,
    responsibleId: 1,
    typeId: '',
    sourceId: '',
  }))
  return freezePlan({ id, plannedAt: 1, me: ME, guards: DEFAULT_GUARDS, contactsInPortal: 9_000 }, rows, [])
}

const record = (number: number, at = number): string => writeRecord(number, { type: 'restored', at })
const fault = (method: string, kind: Fault['kind'], skip = 0, times = 1): Fault => ({
  method,
  kind,
  skip,
  times,
})

describe('a run that the portal keeps', () => {
  it('comes back on any page of the same user, whole and in order, and of no other', async () => {
    const test = createTestPortal()
    const page = openPage(test)
    expect(await page.journal.begin(plan)).toEqual(STORED)
    for (let at = 0; at < 4; at++) {
      expect(await page.journal.append(plan.id, record(at))).toBe(true)
      await page.batch()
    }
    const later = openPage(test)
    const records = [0, 1, 2, 3].map((at) => record(at))
    expect(await later.journal.unfinished()).toEqual({ kind: 'whole', plan, records })
    expect([...later.held]).toEqual(['runPlan'])
    expect(await openPage(test, 3).journal.unfinished()).toBeNull()
  })

  it('is the plan that was confirmed, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPlan, async (any) => {
        const test = createTestPortal()
        expect(await openPage(test).journal.begin(any)).toEqual(STORED)
        expect(await openPage(test).journal.unfinished()).toEqual({ kind: 'whole', plan: any, records: [] })
      }),
      { numRuns: 30 },
    )
  })

  it('costs no request of its own while batches are sent, and its command comes first', async () => {
    const test = createTestPortal()
    const page = openPage(test)
    await page.journal.begin(plan)
    const begun = page.sent.length
    await page.journal.append(plan.id, record(0))
    await page.batch({ c5: PROFILE, c6: PROFILE })
    await page.batch({ c7: PROFILE })
    expect(page.sent.slice(begun)).toEqual([['journal', 'c5', 'c6'], ['c7']])
    expect(page.journal.room.commands).toBe(49)
    expect(openPage(test).journal.room).toEqual(WHOLE_BATCH)
  })

  it('hides its own command from the run', async () => {
    const page = openPage(createTestPortal())
    await page.journal.begin(plan)
    await page.journal.append(plan.id, record(0))
    const { answers, times } = await page.batch({ c5: PROFILE })
    expect(answers.c5).toMatchObject({ kind: 'result' })
    expect([...times.keys()]).toEqual(['c5'])
  })

  it('is written by a single call when no batch is sent', async () => {
    const test = createTestPortal()
    const page = openPage(test)
    await page.journal.begin(plan)
    await page.journal.append(plan.id, record(0))
    await page.journal.append(plan.id, record(1))
    await page.pass()
    await eventually(() => expect(page.sent.at(-1)).toEqual(['user.option.set']))
    const calls = page.sent.length
    await page.pass()
    expect(page.sent).toHaveLength(calls)
    expect(await openPage(test).journal.unfinished()).toMatchObject({ records: [record(0), record(1)] })
  })

  it('loses nothing with a batch that is lost, before or after the portal worked on it', async () => {
    for (const type of ['drop-before', 'drop-after'] as const) {
      const test = createTestPortal()
      const page = openPage(test)
      await page.journal.begin(plan)
      await page.journal.append(plan.id, record(0))
      test.portal.faults.add(fault('batch', { type }))
      await expect(page.batch()).rejects.toThrow()
      // An unreachable portal gets no call for the journal alone.
      const calls = page.sent.length
      await page.pass()
      expect(page.sent).toHaveLength(calls)
      expect(await page.journal.append(plan.id, record(1))).toBe(true)
      await page.batch()
      const found = await openPage(test).journal.unfinished()
      expect(new Set(found?.kind === 'whole' ? found.records : [])).toEqual(new Set([record(0), record(1)]))
    }
  })

  it('goes on after it was resumed; late writes of the earlier page change nothing', async () => {
    const test = createTestPortal()
    const first = openPage(test)
    await first.journal.begin(plan)
    await first.journal.append(plan.id, record(0))
    await first.batch()
    const second = openPage(test)
    expect(await second.journal.unfinished()).toMatchObject({ records: [record(0)] })
    await second.journal.append(plan.id, record(1, 777))
    await first.journal.append(plan.id, record(1, 1))
    await first.journal.append(plan.id, record(2, 2))
    await second.batch()
    await first.batch()
    expect(await openPage(test).journal.unfinished()).toMatchObject({ records: [record(0), record(1, 777)] })
  })

  it('waits for late writes of the earlier page before it is read again', async () => {
    const test = createTestPortal()
    const first = openPage(test)
    await first.journal.begin(plan)
    await first.journal.append(plan.id, record(0))
    const second = openPage(test)
    expect(await second.journal.unfinished()).toMatchObject({ records: [] })
    test.pass(1)
    const again = second.journal.unfinished()
    await first.batch()
    await second.pass()
    expect(await again).toMatchObject({ records: [record(0)] })
  })

  it('is never replaced, by no page or machine of the user', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryVisits, async (acts) => {
        const test = createTestPortal()
        await neverReplaces(acts, {
          open() {
            const page = openPage(test)
            return { journal: page.journal, settled: page.batch }
          },
          planNamed,
          line: (number) => record(number),
        })
      }),
      { numRuns: 30 },
    )
  })

  it('that another page discarded does not disturb the next one', async () => {
    const test = createTestPortal()
    const old = openPage(test)
    await old.journal.begin(plan)
    await old.journal.append(plan.id, record(0))
    await old.batch()
    const other = planNamed('run 2')
    const page = openPage(test)
    await page.journal.finish(plan.id)
    await page.journal.begin(other)
    await old.journal.append(plan.id, record(1))
    await old.batch()
    expect(await openPage(test).journal.unfinished()).toEqual({ kind: 'whole', plan: other, records: [] })
    // Its end does not remove what belongs to the other run.
    await old.journal.finish(plan.id)
    expect(await openPage(test).journal.unfinished()).not.toBeNull()
  })

  it('leaves what cannot be read as it is, and says so', async () => {
    const test = createTestPortal()
    test.call('user.option.set', { options: { runPlan: 'of a later version' } }, ME)
    expect(await openPage(test).journal.begin(plan)).toEqual({ kind: 'occupied', planId: 'a' })
    expect(optionsOf(test).runPlan).toBe('of a later version')
  })

  it('leaves nothing behind when it is finished, and other options alone', async () => {
    const test = createTestPortal()
    test.call('user.option.set', { options: { columns: 'name' } }, ME)
    const page = openPage(test)
    await page.journal.begin(plan)
    await page.journal.append(plan.id, record(0))
    await page.batch()
    expect(held(test)).toEqual(['columns', 'runPlan', 'run0_0'])
    await page.journal.finish(plan.id)
    expect(held(test)).toEqual(['columns'])
    expect(page.held.size).toBe(0)
    expect(await page.journal.unfinished()).toBeNull()
    expect(await page.journal.append(plan.id, record(1))).toBe(false)
  })
})

describe('a run that the portal cannot store', () => {
  it('does not begin: too many contacts, or the portal refuses options', async () => {
    const test = createTestPortal()
    const page = openPage(test)
    expect(await page.journal.begin(planNamed('p', 100_001))).toEqual(NOT_STORED)
    test.portal.faults.add(fault('user.option.set', { type: 'refuse', error: '', description: '' }))
    expect(await page.journal.begin(plan)).toEqual(NOT_STORED)
    test.portal.faults.add(fault('user.option.get', { type: 'drop-before' }))
    expect(await page.journal.begin(plan)).toEqual(NOT_STORED)
    expect(await page.journal.append(plan.id, record(0))).toBe(false)
    expect(page.held.size).toBe(0)
    expect(page.journal.room).toEqual(WHOLE_BATCH)
    expect(held(test)).toEqual([])
  })

  it('is no longer stored once its records are refused for good; what was stored is removed', async () => {
    const test = createTestPortal()
    const page = openPage(test)
    await page.journal.begin(plan)
    await page.journal.append(plan.id, record(0))
    test.portal.faults.add(fault('user.option.set', { type: 'refuse', error: 'X', description: 'No' }))
    const { answers } = await page.batch({ c5: PROFILE })
    expect(answers.c5).toMatchObject({ kind: 'result' })
    expect(await page.journal.append(plan.id, record(1))).toBe(false)
    await eventually(() => expect(held(test)).toEqual([]))
    await page.batch({ c6: PROFILE })
    expect(page.sent.at(-1)).toEqual(['c6'])
  })
})

describe('what is not a whole run', () => {
  it.each([
    ['another version', (text: string) => text.replace(/^1 /u, '2 ')],
    ['a cut text', (text: string) => text.slice(0, -20)],
    ['altered letters', (text: string) => `${text.slice(0, 40)}AAAA${text.slice(44)}`],
    ['no plan', (text: string) => `${text.split(' ').slice(0, 2).join(' ')} H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA`],
    ['something else', () => 'yes'],
  ])('is called damaged, and can be discarded: %s', async (_, damage) => {
    const test = createTestPortal()
    await openPage(test).journal.begin(plan)
    const text = String(optionsOf(test).runPlan)
    test.call('user.option.set', { options: { runPlan: damage(text) } }, ME)
    const page = openPage(test)
    const found = await page.journal.unfinished()
    expect(found).toMatchObject({ kind: 'damaged' })
    await page.journal.finish(found?.kind === 'damaged' ? found.planId : '')
    expect(await openPage(test).journal.unfinished()).toBeNull()
  })

  it('has one damaged record where only a portion of the log is damaged', async () => {
    const test = createTestPortal()
    const page = openPage(test)
    await page.journal.begin(plan)
    for (const at of [0, 1, 2]) {
      await page.journal.append(plan.id, record(at))
      await page.batch()
    }
    const portion = String(optionsOf(test).run0_1)
    test.call('user.option.set', { options: { run0_1: portion.slice(0, -9) } }, ME)
    expect(await openPage(test).journal.unfinished()).toMatchObject({ records: [record(0), '', record(2)] })
  })
})
