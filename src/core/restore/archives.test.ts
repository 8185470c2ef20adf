import { describe, expect, it } from 'vitest'
import { DAY, PROOF, silentStore, store, world } from '../../../e2e/simulation/erasure-world.ts'
import type { ArchiveStore } from '../archive/ports.ts'
import { createArchives, type Archives } from './archives.ts'
import { listDeleted } from './deleted-contacts.ts'
import type { RestoreLookup } from './ports.ts'

type World = Awaited<ReturnType<typeof world>>

function archivesOf(
  { portsOf, browser, portal, state }: World,
  here: ArchiveStore = browser,
  lookup = {} as RestoreLookup,
): Archives {
  const { recovery } = portsOf(here, portal)
  const retention = { read: () => Promise.resolve(30), write: () => Promise.resolve() }
  return createArchives({ ...recovery, retention, lookup }, () => state.now)
}

describe('the archives of all places', () => {
  it('are erased with a note, after what they prove is stored', async () => {
    const own = await world([12, 14])
    const done: number[] = []
    expect(await archivesOf(own).erase(['run'], (each) => done.push(each))).toEqual([
      { archiveId: 'run', takenFrom: ['browser', 'portal-storage'], leftIn: [] },
    ])
    expect(done).toEqual([0])
    expect(own.kept.get('run')).toMatchObject({
      proof: { contacts: 2, sealed: true },
      later: [{ kind: 'archive-erased', archiveId: 'run', places: ['browser', 'portal-storage'] }],
    })
  })

  it('stay where that could not be read, or the records could not', async () => {
    const own = await world([12])
    own.browser.open = silentStore
    own.portal.open = silentStore
    const left = [{ leftIn: [{ place: 'browser' }, { place: 'portal-storage' }] }]
    expect(await archivesOf(own).erase(['run'], () => undefined)).toMatchObject(left)
    own.trouble.silent = true
    expect(await archivesOf(own).erase(['run'], () => undefined)).toMatchObject(left)
    expect([own.browser.stored.size, own.portal.stored.size]).toEqual([1, 1])
    expect(own.kept.get('run')?.later).toEqual([])
  })

  it('are erased at the first look if their time is over, but not those that would have to be read before', async () => {
    const own = await world([12])
    own.portal.stored.clear()
    const old = store('browser', own.browser.stored, 4)
    expect((await archivesOf(own, old).index()).archives).toHaveLength(1)
    own.kept.set('run', { ...own.record, proof: PROOF })
    expect((await archivesOf(own, old).index()).archives).toEqual([])
    expect(own.kept.get('run')?.later).toMatchObject([{ places: ['browser'], automatic: true }])
  })

  it('tell of contacts that this user does not see only what the record of their run says', async () => {
    const own = await world([12, 13], { contacts: { deleted: '12' } })
    const none = () => Promise.resolve([])
    const archives = archivesOf(own, own.browser, { there: none, origins: none, hidden: none } as never)
    const [{ reading } = {}] = await archives.openAll(['run'])
    if (reading?.kind !== 'read') throw new Error('not read')
    const contacts = listDeleted([{ archiveId: 'run', reading }])
    expect([...((await archives.since(contacts, 1, () => false)) ?? [])]).toEqual([
      [12, { kind: 'deleted' }],
      [13, { kind: 'unseen' }],
    ])
  })

  it('have the dates at which the records of their runs erase them', async () => {
    const own = await world([12], { eraseCopyAfterDays: 7 })
    expect([...(await archivesOf(own).eraseDates())]).toEqual([['run', 7 * DAY + 1]])
    expect([...(await archivesOf(await world([12])).eraseDates())]).toEqual([])
  })
})
