import { eventually } from '../../../e2e/tools/eventually.ts'
import { clockOf } from '../../../e2e/tools/passing-clock.ts'
import { describe, expect, it } from 'vitest'
import { readArchiveIndex } from '#core/archive/archive-index.ts'
import type { ArchiveStore } from '#core/archive/ports.ts'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import { freezePlan, type Plan, type PlannedRow } from '#core/plan/plan.ts'
import { beginSession, takeUpSession, type RunSession, type SessionPorts } from '#core/deletion/session.ts'
import { archivesOf, verdictOf } from '#core/deletion/run/state.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { nodeCodec } from '../../../e2e/simulation/codec.ts'
import { recordsWorld } from '../../../e2e/simulation/records-world.ts'
import { partStore } from '../../../e2e/simulation/part-store.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createPortalWork, type PortalWork } from '../work-ports.ts'
import { createRest } from '../rest/rest.ts'
import { begunSession, memoryJournal } from '../../../e2e/simulation/memory-journal.ts'

/** Whole runs with copies against the local portal: somebody erases the archive, or the journal loses its end. */

const MANAGER = 2
const CONTACTS = 150

async function planOf(
  { rows, facts }: PortalWork,
  ids: readonly number[],
  guards = DEFAULT_GUARDS,
): Promise<Plan> {
  const read: PlannedRow[] = []
  let plannedAt = 0
  for await (const portion of rows.read(ids)) {
    plannedAt ||= portion.readAt
    read.push(...portion.rows)
  }
  const context = { id: 'run', plannedAt, me: facts.me, guards, contactsInPortal: 9_000 }
  const confirmation = { reference: '', incompleteCopies: 'delete', copiesFirst: false } as const
  return { ...freezePlan(context, read, []), confirmation }
}

function setUp() {
  const test = createTestPortal({ contacts: 900 })
  const { store } = test.portal
  const ids = [...store.contactIds()].filter((id) => id > 300 && id % 200 !== 0).slice(0, CONTACTS)
  for (const id of ids) store.updateContact(id, { ASSIGNED_BY_ID: MANAGER })
  test.pass(60)
  const clock = clockOf(test)
  const patience = { now: test.portal.now, wait: () => Promise.resolve() }
  const { kept, journal } = memoryJournal<Plan>()
  const recorded = recordsWorld()
  /** A later visit knows only what was stored. */
  async function visit(): Promise<{ work: PortalWork; ports: SessionPorts; place: ArchiveStore }> {
    const work = await createPortalWork(createRest(sendTo(test, MANAGER), test.portal.now), patience)
    const about = {
      appVersion: '1',
      portal: { memberId: 'm', host: 'portal.example' },
      user: work.recovery.user,
    }
    const ports: SessionPorts = {
      ...work,
      journal,
      clock,
      lock: {
        hold: () => Promise.resolve({ release: () => undefined }),
        isHeld: () => Promise.resolve(false),
        whenFree: () => () => undefined,
      },
      channel: {
        report: () => undefined,
        onProgress: () => () => undefined,
        onAsked: () => () => undefined,
        ask: () => undefined,
      },
      awake: { keep: () => () => undefined },
      network: { onBack: () => () => undefined },
      recovery: {
        ...work.recovery,
        codec: nodeCodec,
        about,
        browserStore: partStore('browser', 0),
        records: recorded.ports.recovery.records,
      },
    }
    const place = await work.recovery.portalStore()
    if (place === null) throw new Error('the portal keeps nothing')
    return { work, ports, place }
  }
  return { test, ids, kept, visit, records: recorded.writes }
}

function finished(session: RunSession): Promise<void> {
  return new Promise((resolve) => {
    const end = session.watch(() => {
      if (session.state.phase !== 'done') return
      end()
      resolve()
    })
  })
}

const inBin = ({ portal }: TestPortal): Set<number> =>
  new Set(portal.store.bin().map(({ contact }) => contact.ID))

/** Contacts with a copy in the portal, by archive. */
function copiesIn({ portal: { store } }: TestPortal): Map<string, Set<number>> {
  const copies = new Map<string, Set<number>>()
  for (const { code } of store.appStorage.all())
    for (const { values, DETAIL_TEXT } of store.appStorage.items(code)) {
      const own = copies.get(values.archive ?? '') ?? new Set<number>()
      for (const [, id] of DETAIL_TEXT.matchAll(/"kind":"contact","contact":\{"id":(\d+)/gu))
        own.add(Number(id))
      copies.set(values.archive ?? '', own)
    }
  return copies
}

function eraseAll({ portal: { store } }: TestPortal): void {
  for (const { code } of store.appStorage.all())
    for (const { ID } of store.appStorage.items(code)) store.appStorage.removeItem(code, ID)
}

describe('an administrator erases the archive while the run goes on', () => {
  it('contacts deleted afterwards are copied again, into another archive that the run knows of', async () => {
    const { test, ids, visit, records } = setUp()
    const { work, ports, place } = await visit()
    const plan = await planOf(work, ids)
    const before = new Set<number>()
    test.portal.faults.add({
      method: 'crm.contact.delete',
      skip: 30,
      kind: {
        type: 'colleague',
        act: () => {
          for (const id of inBin(test)) before.add(id)
          eraseAll(test)
          // Longer than a check stays valid.
          test.pass(31)
        },
      },
    })
    const session = begunSession(await beginSession(plan, ports))
    await finished(session)

    const deleted = inBin(test)
    await eventually(() => expect(records.at(-1)).toMatchObject({ counts: { deleted: deleted.size } }))
    expect(records[0]).toMatchObject({ kind: 'deletion', endedAt: null })
    expect(before.size).toBeGreaterThan(10)
    expect(deleted.size - before.size).toBeGreaterThan(50)
    expect(archivesOf(plan, session.state)).toEqual(['run-2'])
    const copies = copiesIn(test)
    expect([...copies.keys()]).toEqual(['run-2'])
    // The rest of the batch in which it happened had its copies when it was sent.
    const uncovered = [...deleted].filter((id) => !before.has(id) && copies.get('run-2')?.has(id) !== true)
    expect(uncovered.length).toBeLessThan(50)
    expect([...deleted].filter((id) => copies.get('run-2')?.has(id) === true).length).toBeGreaterThan(40)
    expect((await readArchiveIndex([place])).archives).toMatchObject([
      { archiveId: 'run-2', header: { planId: 'run' } },
    ])
  })
})

describe('a journal that has lost its end', () => {
  it('leaves the archive as it is, and copies the contacts that are still there into another', async () => {
    const { test, ids, kept, visit } = setUp()
    const first = await visit()
    const plan = await planOf(first.work, ids)
    const session = begunSession(await beginSession(plan, first.ports))
    await new Promise<void>((resolve) => {
      session.watch(() => session.state.counts.deleted > 90 && resolve())
    })
    // The page is gone, and the browser never wrote what came after the first copies.
    await session.leave(false)
    const firstCopies = kept.records.findIndex((line) => line.includes('"copied"'))
    kept.records.length = firstCopies + 1
    const held = copiesIn(test).get('run')
    expect(held?.size).toBeGreaterThan(100)

    const later = await visit()
    const again = await takeUpSession(later.ports)
    if (again === null) throw new Error('no session')
    again.ask('resume-asked')
    await finished(again)
    const copies = copiesIn(test)
    // Requests that the gone page had sent may have arrived after that.
    expect([...(held ?? [])].filter((id) => copies.get('run')?.has(id) !== true)).toEqual([])
    expect(archivesOf(plan, again.state)).toEqual(['run-2', 'run'])
    const everywhere = new Set([...copies.values()].flatMap((own) => [...own]))
    expect([...inBin(test)].filter((id) => !everywhere.has(id))).toEqual([])
    expect((await readArchiveIndex([later.place])).archives).toHaveLength(2)
  })
})

describe('a colleague adds something after the copy, and no rule asks for it', () => {
  it('skips exactly the contacts with a new comment or link', async () => {
    const { test, ids, visit } = setUp()
    const { work, ports } = await visit()
    const modes = {
      ...DEFAULT_GUARDS.modes,
      'open-deals': 'off',
      'unpaid-invoices': 'off',
      'new-relation': 'off',
    } as const
    const plan = await planOf(work, ids, { ...DEFAULT_GUARDS, modes })
    const deals = test.portal.store.items.get(2)
    let [commented, linked, before] = [0, 0, 0]
    const act = (): void => {
      // Their part is just being read back, so they are not checked yet.
      const copied = [...(copiesIn(test).get('run') ?? [])].toSorted((a, b) => b - a)
      ;[commented = 0, linked = 0] = copied
      before = test.portal.store.contact(commented)?.DATE_MODIFY ?? 0
      test.pass(2)
      const at = Math.floor(test.portal.now() / 1000)
      const fields = { ENTITY_TYPE: 'contact', ENTITY_ID: commented, COMMENT: 'Called back' }
      test.call('crm.timeline.comment.add', { fields }, 1)
      const deal = deals?.get(70)
      if (deal !== undefined)
        deals?.add({ ...deal, contactIds: [linked], createdTime: at, updatedTime: at, closed: true })
    }
    test.portal.faults.add({ method: 'entity.item.get', skip: 5, kind: { type: 'colleague', act } })
    const session = begunSession(await beginSession(plan, ports))
    await finished(session)
    expect(before).toBeGreaterThan(0)
    expect(test.portal.store.contact(commented)?.DATE_MODIFY).toBe(before)
    const kept = ids.filter((_, index) => verdictOf(session.state, index).kind === 'guarded')
    expect(kept).toEqual([linked, commented])
    expect(verdictOf(session.state, ids.indexOf(commented))).toMatchObject({
      reason: { rule: 'copy-outdated' },
    })
    expect([inBin(test).has(commented), inBin(test).has(linked)]).toEqual([false, false])
  })
})
