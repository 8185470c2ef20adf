import { describe, expect, it } from 'vitest'
import { EVERYBODY } from '../contact/contact-query.ts'
import { NO_FILTERS, type ContactFilters } from '../filter/filters.ts'
import { DEFAULT_GUARDS } from './guards.ts'
import { makePlan, type PlanningProgress } from './make-plan.ts'
import type { FoundRow, PlanningPorts } from './ports.ts'
import { relationsOf } from './relations.ts'
import { NOTHING_SELECTED, selectAllThatMatch, type ChosenContacts, type Selection } from './selection.ts'

const BEGUN = Date.UTC(2026, 0, 10)
const context = { id: 'plan', guards: DEFAULT_GUARDS }

function row(
  id: number,
  createdAt: number | null = BEGUN - 1000,
  responsibleId: number | null = 1,
): FoundRow {
  const shown = { id, createdAt, modifiedAt: createdAt, responsibleId }
  return { ...shown, name: `N ${id}`, typeId: '', sourceId: '', shown, owns: false }
}

function portal(rows: readonly FoundRow[], page = 2): PlanningPorts & { asked: string[] } {
  const asked: string[] = []
  async function* pages(of: readonly FoundRow[]) {
    await Promise.resolve()
    for (let at = 0; at < of.length; at += page) {
      asked.push('rows')
      yield { rows: of.slice(at, at + page), readAt: BEGUN + at }
    }
  }
  return {
    asked,
    facts: { me: 7, isAdmin: true, enterprise: false, bin: 'not-known' },
    counter: {
      count: () => {
        asked.push('count')
        return Promise.resolve({ matching: rows.length, all: 1000 })
      },
    },
    rows: {
      walk: () => pages(rows),
      read: (ids) => pages(rows.filter(({ id }) => ids.includes(id))),
    },
    relations: {
      async *read(ids) {
        await Promise.resolve()
        asked.push('relations')
        yield {
          contactIds: ids,
          relations: ids.map((contactId) => ({
            contactId,
            kind: 'deal' as const,
            typeId: 0,
            id: contactId * 10,
            open: true,
            amount: null,
          })),
          partial: [],
        }
      },
    },
  }
}

function ticked(...ids: number[]): Selection {
  return { ...NOTHING_SELECTED, chosen: new Map(ids.map((id) => [id, ''])) }
}

async function make(selection: Selection, ports: PlanningPorts, cancelAfter = Infinity) {
  const reported: PlanningProgress[] = []
  const made = await makePlan(
    selection,
    context,
    ports,
    (progress) => reported.push(progress),
    () => reported.length > cancelAfter,
  )
  return { made, reported }
}

describe('makePlan', () => {
  it('takes over what a list said: the references of contacts, and whom it did not find', async () => {
    const note = { rows: 2, found: 1, unread: 0, notFound: 1, missing: [{ row: 3, reference: 'R-2' }] }
    const listed = { references: new Map([[5, 'R-1']]), notes: [note] }
    const { made } = await make({ ...(ticked(3, 5) as ChosenContacts), listed }, portal([row(3), row(5)]))
    expect(made?.plan.references).toEqual(['', 'R-1'])
    expect(made?.plan.lists).toEqual([note])
    expect((await make(ticked(3), portal([row(3)]))).made?.plan).not.toHaveProperty('references')
  })

  it('freezes the chosen contacts with what is linked to them, and says how many are missing', async () => {
    const { made } = await make(ticked(5, 3, 9), portal([row(3), row(4), row(5)]))
    expect([...(made?.plan.ids ?? [])]).toEqual([3, 5])
    expect(made).toMatchObject({ missing: 1, late: 0, selectedTotal: null })
    expect(made?.plan).toMatchObject({ me: 7, contactsInPortal: 1000, plannedAt: BEGUN, source: null })
    expect(made && relationsOf(made.plan.relations, 1, 5).map(({ id }) => id)).toEqual([50])
  })

  it('leaves out the exceptions of all that match, and contacts created after the walk began', async () => {
    const all = selectAllThatMatch(EVERYBODY, 4)
    const { made } = await make(
      { ...all, except: new Set([2]) },
      portal([row(1), row(2), row(3), row(4, BEGUN + 500)]),
    )
    expect([...(made?.plan.ids ?? [])]).toEqual([1, 3])
    expect(made?.plan.source).toEqual(EVERYBODY)
    expect(made).toMatchObject({ missing: 0, late: 1, selectedTotal: 3 })
  })

  it.each<[string, Partial<ContactFilters>, number[]]>([
    [
      'created in a period, both days included',
      { created: { from: '2026-01-02', to: '2026-01-03' } },
      [2, 3],
    ],
    ['changed since a day', { changed: { from: '2026-01-03', to: null } }, [3, 4]],
    ['somebody’s', { responsible: { kind: 'these', people: [{ id: 2, name: 'Two' }] } }, [4]],
    ['these ids', { only: [1, 3] }, [1, 3]],
  ])('leaves out what the portal lists although it was not asked for: %s', async (_, filters, ids) => {
    const day = (date: number, hour: number) => new Date(2026, 0, date, hour).getTime()
    const dated = [row(1, day(1, 23)), row(2, day(2, 0)), row(3, day(3, 23)), row(4, day(4, 0), 2)]
    const dateless = row(5, null, null)
    const { made } = await make(
      selectAllThatMatch({ ...EVERYBODY, filters: { ...NO_FILTERS, ...filters } }, 5),
      portal([...dated, dateless]),
    )
    expect([...(made?.plan.ids ?? [])]).toEqual(ids)
    expect(made?.unmatched).toBe(5 - ids.length)
  })

  it('reports its progress, each step to its end', async () => {
    const { reported } = await make(selectAllThatMatch(EVERYBODY, 3), portal([row(1), row(2), row(3)]))
    expect(reported).toEqual([
      { phase: 'counting', done: 0, of: null },
      { phase: 'rows', done: 0, of: 3 },
      { phase: 'rows', done: 2, of: 3 },
      { phase: 'rows', done: 3, of: 3 },
      { phase: 'relations', done: 0, of: 3 },
      { phase: 'relations', done: 3, of: 3 },
    ])
  })

  it.each([0, 1, 2, 4])('asks for nothing more once it is cancelled (after %i reports)', async (after) => {
    const ports = portal([row(1), row(2), row(3), row(4), row(5)])
    const { made } = await make(selectAllThatMatch(EVERYBODY, 5), ports, after)
    expect(made).toBeNull()
    expect(ports.asked).not.toContain('relations')
  })
})
