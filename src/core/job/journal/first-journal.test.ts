import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryJournal } from '../../../../e2e/simulation/memory-journal.ts'
import { arbitraryVisits, neverReplaces } from '../../../../e2e/tools/journal-contract.ts'
import { DEFAULT_GUARDS } from '../../plan/guards.ts'
import { freezePlan } from '../../plan/plan.ts'
import type { AnyPlan } from '../kind.ts'
import { firstThatKeeps } from './first-journal.ts'
import { NOT_STORED, STORED, type DamagedRun, type JournalStore } from '../ports.ts'

const plan = freezePlan(
  { id: 'p', plannedAt: 0, me: 1, guards: DEFAULT_GUARDS, contactsInPortal: 9_000 },
  [],
  [],
)

/** Remembers its calls. */
function journal(keeps: boolean, run: DamagedRun | null = null): JournalStore & { readonly asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    begin: ({ id }) => Promise.resolve(asked.push(`begin ${id}`) > 0 && keeps ? STORED : NOT_STORED),
    append: (id, record) => Promise.resolve(asked.push(`append ${id} ${record}`) > 0 && keeps),
    unfinished: () => Promise.resolve(run),
    finish: (id) => Promise.resolve(void asked.push(`finish ${id}`)),
  }
}

describe('several journals as one', () => {
  it('store a run in the first journal that can, and do not ask the others', async () => {
    const [deaf, first, second] = [journal(false), journal(true), journal(true)]
    const both = firstThatKeeps([deaf, first, second])
    expect(await both.append('p', 'too soon')).toBe(false)
    expect(await both.begin(plan)).toEqual(STORED)
    expect(await both.append('p', 'x')).toBe(true)
    await both.finish('p')
    expect(deaf.asked).toEqual(['begin p'])
    expect(first.asked).toEqual(['begin p', 'append p x', 'finish p'])
    expect(second.asked).toEqual([])
    expect(await both.append('p', 'too late')).toBe(false)
  })

  it('store nothing if none of them can', async () => {
    const none = firstThatKeeps([journal(false), journal(false)])
    expect(await none.begin(plan)).toEqual(NOT_STORED)
    expect(await none.append('p', 'x')).toBe(false)
    expect(await none.unfinished()).toBeNull()
  })

  it('never replace a plan, whether the first or the second stores it', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryVisits, fc.boolean(), async (acts, firstIsDeaf) => {
        const { journal: first } = memoryJournal<AnyPlan>()
        const deaf = { ...first, begin: () => Promise.resolve(NOT_STORED) }
        const { journal: second } = memoryJournal<AnyPlan>()
        await neverReplaces(acts, {
          open: () => ({ journal: firstThatKeeps([firstIsDeaf ? deaf : first, second]) }),
          planNamed: (id) => ({ id }),
          line: String,
        })
      }),
    )
  })

  it('remove what lay in the way where it lies', async () => {
    const { journal: first } = memoryJournal<AnyPlan>()
    const { journal: second, kept } = memoryJournal<AnyPlan>()
    await second.begin({ id: 'left' })
    const both = firstThatKeeps([{ ...first, begin: () => Promise.resolve(NOT_STORED) }, second])
    expect(await both.begin({ id: 'next' })).toEqual({ kind: 'occupied', planId: 'left' })
    await both.finish('left')
    expect(kept.plan).toBeNull()
    expect(await both.begin({ id: 'next' })).toEqual(STORED)
  })

  it('find a run in any of them and finish it there; an unknown run is finished in all', async () => {
    const damaged = { kind: 'damaged', planId: 'old' } as const
    const [empty, holder] = [journal(true), journal(true, damaged)]
    const both = firstThatKeeps([empty, holder])
    expect(await both.unfinished()).toEqual(damaged)
    expect(await both.append('old', 'x')).toBe(true)
    await both.finish('old')
    expect([empty.asked, holder.asked]).toEqual([[], ['append old x', 'finish old']])
    await both.finish('never seen')
    expect(empty.asked).toEqual(['finish never seen'])
  })
})
