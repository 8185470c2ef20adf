import { expect, it } from 'vitest'
import { createCopyKeeper } from '#core/archive/keeper.ts'
import { readArchive } from '#core/archive/file/read-file.ts'
import { eraseArchives } from '#core/archive/sweep.ts'
import { packArchive } from '#core/archive/file/write-file.ts'
import type { ArchiveStore } from '#core/archive/ports.ts'
import { download } from '../../../e2e/portal/server/downloads.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { nodeCodec } from '../../../e2e/simulation/codec.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createPortalWork, type PortalRecovery } from '../work-ports.ts'
import { createRest } from '../rest/rest.ts'

/**
 * From the contacts in the portal to a file in a person's hands, through each place where the portal stores archives.
 */

const ADMIN = 1
const IDS = Array.from({ length: 60 }, (_, at) => at + 1)

async function recoveryOf(test: TestPortal): Promise<PortalRecovery> {
  const patience = { now: test.portal.now, wait: () => Promise.resolve() }
  const files = {
    fetchFile: () => Promise.resolve(null),
    download: (address: string) => Promise.resolve(download(test.portal, address)?.bytes ?? null),
  }
  const rest = createRest(sendTo(test, ADMIN), test.portal.now)
  return (await createPortalWork(rest, patience, new Set(), files)).recovery
}

function keeperIn(recovery: PortalRecovery, store: ArchiveStore, now: () => number) {
  const task = { planId: 'run-1', reference: 'R-7 $result[c1]', planned: IDS.length, fresh: true }
  const about = { appVersion: '1.0', portal: { memberId: 'm', host: 'portal.example' }, user: recovery.user }
  return createCopyKeeper(task, {
    archives: recovery.archives,
    codec: nodeCodec,
    about,
    stores: () => Promise.resolve([store]),
    now,
  })
}

it('what was copied is read back byte for byte, and is gone when erased', async () => {
  const test = createTestPortal()
  const recovery = await recoveryOf(test)
  const store = (await recovery.portalStore())!
  const keeper = keeperIn(recovery, store, test.portal.now)
  const none = { archive: 0, seals: [], contacts: 0, incomplete: 0 }
  const first = await keeper.copy(IDS.slice(0, 40), none)
  if (first.kind !== 'copied') throw new Error(first.kind)
  const second = await keeper.copy(IDS.slice(40), { ...none, seals: first.seals })
  if (second.kind !== 'copied') throw new Error(second.kind)
  const copies = [...first.copies, ...second.copies]
  const seals = [...first.seals, ...second.seals]
  const incomplete = copies.filter(({ whole }) => !whole).length
  expect(await keeper.close({ archive: 0, seals, contacts: copies.length, incomplete })).toBe(true)

  // A later visit, which knows only the id.
  const later = (await (await recoveryOf(test)).portalStore())!
  const [listed] = await later.list()
  expect(listed).toMatchObject({ archiveId: 'run-1', until: test.portal.now() + 30 * 86_400_000 })
  const reading = await readArchive(await packArchive(later.open('run-1'), nodeCodec), 'm', nodeCodec)
  if (reading.kind !== 'read') throw new Error(reading.reason.kind)
  expect([reading.problems, reading.contacts.length]).toEqual([[], IDS.length])
  expect(reading.header).toMatchObject({ reference: 'R-7 $result[c1]', user: { id: ADMIN } })
  for (const { id, fields } of reading.contacts)
    expect(fields.LAST_NAME).toBe(test.portal.store.contact(id)!.LAST_NAME)

  expect(await eraseArchives([later], ['run-1'])).toEqual([
    { archiveId: 'run-1', takenFrom: ['portal-storage'], leftIn: [] },
  ])
  expect(await store.list()).toEqual([])
})
