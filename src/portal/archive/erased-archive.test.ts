import { describe, expect, it } from 'vitest'
import type { ArchiveStore } from '#core/archive/ports.ts'
import { eraseSeen, lookForExpired } from '#core/archive/sweep.ts'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import { partStore } from '../../../e2e/simulation/part-store.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createPacedRest } from '../rest/paced-rest.ts'
import { createRest } from '../rest/rest.ts'
import { findPortalPlace } from '../records/portal-place.ts'

/** An archive that is erased while it is being written, compared with what the portal stores afterwards. */

const USER = 2

function inStorage(): { test: TestPortal; visit: () => Promise<ArchiveStore> } {
  const test = createTestPortal()
  const patience = { now: test.portal.now, wait: () => Promise.resolve() }
  return {
    test,
    async visit() {
      const found = await findPortalPlace(
        {
          paced: createPacedRest(createRest(sendTo(test, USER), test.portal.now), patience, USUAL_BUCKET),
          me: USER,
        },
        () => Promise.resolve(30),
      )
      if (found === null) throw new Error('the portal keeps nothing for the app')
      return found.archives
    },
  }
}

function filesIn({ portal: { store } }: TestPortal): string[] {
  return store.appStorage
    .all()
    .flatMap(({ code }) => store.appStorage.items(code).map(({ DETAIL_TEXT }) => DETAIL_TEXT))
}

function eraseAll({ portal: { store } }: TestPortal): void {
  for (const { code } of store.appStorage.all())
    for (const { ID } of store.appStorage.items(code)) store.appStorage.removeItem(code, ID)
}

function requestsFor(test: TestPortal, work: () => Promise<unknown>): Promise<number> {
  const before = test.portal.log.length
  return work().then(() => test.portal.log.length - before)
}

describe('an archive that another browser erases', () => {
  it('accepts no further part, and nothing of it remains', async () => {
    const { test, visit } = inStorage()
    const [mine, another] = [await visit(), await visit()]
    await mine.keep('run', 0, 'header\n')
    expect(await mine.keep('run', 1, 'one\n')).toBe(true)
    expect(await mine.holds('run')).toBe(true)
    await another.erase(['run'])
    expect(await mine.holds('run')).toBe(false)
    expect(await mine.keep('run', 2, 'two\n')).toBe(false)
    expect(filesIn(test)).toEqual([])
    expect(await mine.list()).toEqual([])
    // Nor if an earlier visit began it.
    expect(await (await visit()).keep('run', 3, 'three\n')).toBe(false)
    expect(filesIn(test)).toEqual([])
  })

  it('just while a part is on its way: the part is removed again', async () => {
    const { test, visit } = inStorage()
    const mine = await visit()
    await mine.keep('run', 0, 'header\n')
    const act = (): void => eraseAll(test)
    test.portal.faults.add({
      method: 'entity.item.add',
      kind: { type: 'colleague', act },
    })
    expect(await mine.keep('run', 1, 'one\n')).toBe(false)
    expect(filesIn(test)).toEqual([])
  })

  it('leaves the archive of another run alone', async () => {
    const { test, visit } = inStorage()
    const [mine, another] = [await visit(), await visit()]
    for (const run of ['run', 'other']) await mine.keep(run, 0, `${run}\n`)
    await another.erase(['run'])
    expect(await mine.keep('other', 1, 'one\n')).toBe(true)
    expect(filesIn(test)).toHaveLength(2)
  })

  it('is noticed without an extra request', async () => {
    const { test, visit } = inStorage()
    const mine = await visit()
    await mine.keep('run', 0, 'header\n')
    expect(await requestsFor(test, () => mine.keep('run', 1, 'one\n'))).toBe(2)
    expect(await requestsFor(test, () => mine.holds('run'))).toBe(1)
  })
})

describe('the sweep of a quiet minute', () => {
  it('removes expired archives, and sends few requests if there are none', async () => {
    const { test, visit } = inStorage()
    test.portal.auth.lifetimeSeconds = 1e9
    const store = await visit()
    await store.keep('old', 0, 'old\n')
    test.pass(20 * 86_400)
    await store.keep('young', 0, 'young\n')
    const places = { browserStore: partStore('browser', 0), portalStore: () => Promise.resolve(store) }
    const look = () => lookForExpired(places, test.portal.now())
    expect(await requestsFor(test, look)).toBeLessThanOrEqual(2)
    test.pass(11 * 86_400)
    test.portal.faults.add({ method: '*', times: 3, kind: { type: 'drop-before' } })
    expect(await look()).toBeNull()
    const { seen, expired } = (await look())!
    expect(await eraseSeen(seen, expired)).toEqual([
      { archiveId: 'old', takenFrom: [store.place], leftIn: [] },
    ])
    expect((await store.list()).map(({ archiveId }) => archiveId)).toEqual(['young'])
  })
})

describe('the parts from a number on', () => {
  it('are returned without the earlier ones', async () => {
    const { visit } = inStorage()
    const store = await visit()
    for (const [number, text] of ['header\n', 'one\n', 'two\n'].entries())
      await store.keep('run', number, text)
    const from = async (number: number): Promise<string[]> => {
      const texts: string[] = []
      for await (const text of store.open('run', number)) texts.push(text)
      return texts
    }
    expect([await from(1), await from(2), await from(3)]).toEqual([['one\n', 'two\n'], ['two\n'], []])
  })
})
