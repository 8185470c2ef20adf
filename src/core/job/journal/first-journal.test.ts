import { describe, expect, it } from 'vitest'
import { DEFAULT_GUARDS } from '../../plan/guards.ts'
import { freezePlan } from '../../plan/plan.ts'
import { firstThatKeeps } from './first-journal.ts'
import type { JournalStore, DamagedRun } from '../ports.ts'

const plan = freezePlan(
  { id: 'p', plannedAt: 0, me: 1, guards: DEFAULT_GUARDS, contactsInPortal: null },
  [],
  [],
)

/** Remembers its calls. */
function journal(keeps: boolean, run: DamagedRun | null = null): JournalStore & { readonly asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    begin: ({ id }) => Promise.resolve(asked.push(`begin ${id}`) > 0 && keeps),
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
    expect(await both.begin(plan)).toBe(true)
    expect(await both.append('p', 'x')).toBe(true)
    await both.finish('p')
    expect(deaf.asked).toEqual(['begin p'])
    expect(first.asked).toEqual(['begin p', 'append p x', 'finish p'])
    expect(second.asked).toEqual([])
    expect(await both.append('p', 'too late')).toBe(false)
  })

  it('store nothing if none of them can', async () => {
    const none = firstThatKeeps([journal(false), journal(false)])
    expect(await none.begin(plan)).toBe(false)
    expect(await none.append('p', 'x')).toBe(false)
    expect(await none.unfinished()).toBeNull()
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
