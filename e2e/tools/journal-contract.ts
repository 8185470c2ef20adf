import fc from 'fast-check'
import { expect } from 'vitest'
import type { JournalStore } from '../../src/core/job/ports.ts'

/** A page of one user with its journal. */
interface JournalPage<Plan> {
  readonly journal: Pick<JournalStore<Plan>, 'begin' | 'append' | 'unfinished' | 'finish'>
  /** Resolves when everything appended so far is where another page finds it. */
  settled?(): Promise<unknown>
}

interface JournalUnderTest<Plan> {
  /** Another page of the same user. */
  open(): JournalPage<Plan>
  planNamed(id: string): Plan
  /** A record of a plan's journal that can be believed. */
  line(number: number): string
}

const PAGES = 3

/** What pages do one after another; `plan` counts back from the plan that was wanted last. */
export const arbitraryVisits = fc.array(
  fc.record({
    act: fc.constantFrom('begin', 'begin', 'append', 'append', 'finish'),
    page: fc.nat(PAGES - 1),
    plan: fc.nat(2),
  }),
  { maxLength: 14 },
)
type Visits = typeof arbitraryVisits extends fc.Arbitrary<infer Acts> ? Acts : never

/**
 * What the port of journals promises: a plan and its records stay until `finish`, whichever page wants to begin another
 * one, and that page is told which plan lies there.
 */
export async function neverReplaces<Plan>(acts: Visits, at: JournalUnderTest<Plan>): Promise<void> {
  const pages = Array.from({ length: PAGES }, () => at.open())
  const pageOf = (number: number): JournalPage<Plan> => pages[number] ?? at.open()
  const wanted: string[] = []
  let lying: { readonly id: string; readonly page: number; readonly records: string[] } | null = null
  for (const { act, page, plan } of acts) {
    if (act === 'begin') {
      const id = `plan ${wanted.length}`
      wanted.push(id)
      const begun = await pageOf(page).journal.begin(at.planNamed(id))
      expect(begun).toEqual(lying === null ? { kind: 'stored' } : { kind: 'occupied', planId: lying.id })
      lying ??= { id, page, records: [] }
    } else if (act === 'finish') {
      const id = wanted.at(-1 - plan) ?? 'never begun'
      await pageOf(page).journal.finish(id)
      if (lying?.id === id) lying = null
    } else if (lying !== null) {
      const owner = pageOf(lying.page)
      const line = at.line(lying.records.length)
      expect(await owner.journal.append(lying.id, line)).toBe(true)
      await owner.settled?.()
      lying.records.push(line)
    }
    const found = await at.open().journal.unfinished()
    expect(found).toEqual(
      lying === null ? null : { kind: 'whole', plan: at.planNamed(lying.id), records: lying.records },
    )
  }
}
