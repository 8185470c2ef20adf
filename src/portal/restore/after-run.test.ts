import { describe, expect, it } from 'vitest'
import type { ArchivedContact } from '#core/archive/archived-contact.ts'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import { freezePlan, type PlannedRow } from '#core/plan/plan.ts'
import { readForRestore } from '#core/restore/plan/make-restore-plan.ts'
import { planRestore } from '#core/restore/plan/plan.ts'
import { restoreReport } from '#core/restore/report.ts'
import { beginRestore } from '#core/restore/session.ts'
import { beginSession } from '#core/deletion/session.ts'
import { deleterWithCopy } from '#core/deletion/one/delete-with-copy.ts'
import { undoAtOnce } from '#core/restore/undo.ts'
import { createTestPortal } from '../../../e2e/portal/testing.ts'
import { nodeCodec } from '../../../e2e/simulation/codec.ts'
import { partStore } from '../../../e2e/simulation/part-store.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { ADMIN } from '../../../e2e/tools/settings/restore-setting.ts'
import { clockOf } from '../../../e2e/tools/passing-clock.ts'
import { createPortalWork } from '../work-ports.ts'
import { createContactDeleter } from '../deletion/contact-deleter.ts'
import { createRest } from '../rest/rest.ts'
import { begunSession, deafJournal } from '../../../e2e/simulation/memory-journal.ts'

/** A restore right after something else of the same page, on the usual plan. */

const CONTACTS = 150
/** A step of a restore sends up to three requests: read the links, write them, read them again. */
const MORE_THAN_ONE_A_STEP = 3

async function page() {
  const test = createTestPortal({ contacts: 900 })
  // Colleagues use the other half of the fifty.
  test.portal.settings.limits.bucketSize = 25 + MORE_THAN_ONE_A_STEP
  const patience = {
    now: test.portal.now,
    wait(ms: number) {
      test.pass(ms / 1000)
      return Promise.resolve()
    },
  }
  const rest = createRest(sendTo(test, ADMIN), test.portal.now)
  const work = await createPortalWork(rest, patience)
  const lock = {
    hold: () => Promise.resolve({ release: () => undefined }),
    isHeld: () => Promise.resolve(false),
    whenFree: () => () => undefined,
  }
  const journal = deafJournal<never>()
  const about = { appVersion: '1', portal: { memberId: 'm', host: 'h' }, user: work.recovery.user }
  const channel = {
    report: () => undefined,
    onProgress: () => () => undefined,
    onAsked: () => () => undefined,
    ask: () => undefined,
  }
  const ports = {
    ...work,
    journal,
    clock: clockOf(test),
    lock,
    channel,
    awake: { keep: () => () => undefined },
    network: { onBack: () => () => undefined },
    recovery: { ...work.recovery, codec: nodeCodec, about, browserStore: partStore('browser') },
  }
  const ids = [...test.portal.store.contactIds()]
    .filter((id) => id > 300 && id % 200 !== 0)
    .slice(0, CONTACTS)
  return {
    test,
    rest,
    ids,
    ports,
    restoring: {
      ...ports,
      recovery: {
        ...ports.recovery,
        restoreJournal: journal,
        restoreLock: lock,
        restoreChannel: channel,
      },
    },
  }
}

function over(session: {
  watch(changed: () => void): () => void
  readonly state: { phase: string }
}): Promise<void> {
  return new Promise((resolve) => {
    session.watch(() => session.state.phase === 'done' && resolve())
  })
}

describe('a restore right after a run', () => {
  it('shares the run’s part of the bucket, so the portal refuses no request', async () => {
    const { test, ids, ports, restoring } = await page()
    const contacts: ArchivedContact[] = []
    for await (const portion of ports.recovery.archives.read(ids)) contacts.push(...portion)
    const rows: PlannedRow[] = []
    for await (const portion of ports.rows.read(ids)) rows.push(...portion.rows)
    const context = {
      id: 'run',
      plannedAt: test.portal.now(),
      me: ADMIN,
      guards: DEFAULT_GUARDS,
      contactsInPortal: 9_000,
    }
    const confirmation = { reference: '', incompleteCopies: 'delete', copiesFirst: false } as const
    const plan = { ...freezePlan(context, rows, []), confirmation }
    await over(begunSession(await beginSession(plan, ports)))
    expect(test.portal.store.bin()).toHaveLength(CONTACTS)
    const sentByRun = test.portal.log.length

    const reading = await readForRestore(
      contacts,
      restoring.recovery.lookup,
      () => undefined,
      () => false,
    )
    const choices = {
      conflicts: new Map(ids.map((id) => [id, 'create' as const])),
      completeReturned: false,
    }
    const restorePlan = planRestore(
      { id: 'p', plannedAt: test.portal.now() },
      contacts,
      reading!.findings,
      choices,
    )
    const restore = begunSession(await beginRestore(restorePlan, restoring))
    await over(restore)

    expect(
      restoreReport(restorePlan, restore.state).contacts.map(({ reason, tasks }) => [
        reason.kind,
        tasks.length,
      ]),
    ).toEqual([['restored', CONTACTS]])
    const refused = test.portal.log.filter(({ httpStatus }) => httpStatus === 503)
    expect({
      refused: refused.length,
      sentByRun: sentByRun > 25,
      sent: test.portal.log.length > sentByRun + 25,
    }).toEqual({
      refused: 0,
      sentByRun: true,
      sent: true,
    })
  })
})

describe('one contact after another, each deleted and brought back', () => {
  it('is not held up by what the one before took', async () => {
    const { test, rest, ids, ports, restoring } = await page()
    test.portal.settings.limits.bucketSize = 50
    let made = 0
    const newId = (): string => `${++made}`
    const files = { saveBytes: () => Promise.resolve() }
    const deleter = deleterWithCopy(
      { deleter: createContactDeleter(rest), newId, fileName: '' },
      { ...ports, files },
    )
    const shown = { dossier: null, named: null, despiteProtection: false }
    const wish = { incompleteCopies: 'keep', withoutPortal: false, shown } as const
    const waited: number[] = []
    for (const id of ids.slice(0, 2)) {
      const from = test.portal.now()
      const outcome = await deleter.delete(id, wish, {}, deleter.read(id))
      if ('additions' in outcome || outcome.sent === null) throw new Error('it was not deleted')
      const { archiveId } = outcome.sent.archive
      const undo = undoAtOnce({ archiveId, contactIds: [id] }, { ...restoring, newId })
      await new Promise<void>((resolve) => {
        undo.watch(() => undo.state.stage === 'restored' && resolve())
      })
      waited.push((test.portal.now() - from) / 1000)
      // The person reads, and chooses the next one.
      test.pass(30)
    }
    expect(waited).toEqual([0, 0])
    expect(test.portal.log.filter(({ httpStatus }) => httpStatus === 503)).toEqual([])
  })
})
