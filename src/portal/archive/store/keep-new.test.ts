import { describe, expect, it } from 'vitest'
import type { ArchiveStore } from '#core/archive/ports.ts'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import type { Fault } from '../../../../e2e/portal/contract.ts'
import { createTestPortal, type TestPortal } from '../../../../e2e/portal/testing.ts'
import { sendTo } from '../../../../e2e/tools/portal-rest.ts'
import { createPacedRest } from '../../rest/paced-rest.ts'
import { createRest, type Send } from '../../rest/rest.ts'
import { findPortalPlace } from '../../records/portal-place.ts'

/** An archive that is stored at once, in the portal's storage. */

const PARTS = ['{"format":"tidy-contacts-archive"}\n', `${'x'.repeat(400_000)}\n`, 'last\n']
/** The second part takes two items. */
const ITEMS = 4

async function setUp(
  through = (send: Send): Send => send,
): Promise<{ test: TestPortal; store: ArchiveStore }> {
  const test = createTestPortal()
  const patience = {
    now: test.portal.now,
    wait: (ms: number) => {
      test.pass(ms / 1000)
      return Promise.resolve()
    },
  }
  const paced = createPacedRest(createRest(through(sendTo(test, 2)), test.portal.now), patience, USUAL_BUCKET)
  const place = { paced, me: 2, download: () => Promise.resolve(null) }
  const found = await findPortalPlace(place, () => Promise.resolve(30))
  if (found === null) throw new Error('the portal keeps nothing for the app')
  return { test, store: found.archives }
}

async function partsOf(store: ArchiveStore): Promise<string[]> {
  const parts: string[] = []
  for await (const part of store.open('one')) parts.push(part)
  return parts
}

function itemsIn({ portal: { store } }: TestPortal): number {
  return store.keptByApp().length
}

const adds = (kind: Fault['kind'], more: Partial<Fault> = {}): Fault => ({
  method: 'entity.item.add',
  kind,
  ...more,
})

const SMALL = ['{"format":"tidy-contacts-archive"}\n', 'Ünï 🎈 $result[c1] %25\n', 'last\n']

describe('a small new archive', () => {
  it('is there whole in one item: a request to write it and one to look', async () => {
    const { test, store } = await setUp()
    await store.keep('other', 0, 'makes the storage\n')
    const before = test.portal.log.length
    expect(await store.keepNew?.('one', SMALL)).toBe(true)
    expect(test.portal.log.length - before).toBe(2)
    expect(await partsOf(store)).toEqual(SMALL)
    expect(itemsIn(test)).toBe(2)
    expect((await store.list()).find(({ archiveId }) => archiveId === 'one')?.header).toBe(SMALL[0])
    await store.erase(['one'])
    expect([await partsOf(store), itemsIn(test)]).toEqual([[], 1])
  })

  it('that will grow is stored in three requests, and its next part in two', async () => {
    const { test, store } = await setUp()
    await store.keep('other', 0, 'makes the storage\n')
    const before = test.portal.log.length
    expect(await store.keepNew?.('one', SMALL.slice(0, 2), undefined, true)).toBe(true)
    expect(test.portal.log.length - before).toBe(3)
    expect(await store.keep('one', 2, 'next\n')).toBe(true)
    expect(test.portal.log.length - before).toBe(5)
    expect(await partsOf(store)).toEqual([...SMALL.slice(0, 2), 'next\n'])
  })

  it('leaves no contacts where nobody would find them if only its header is refused', async () => {
    const { test, store } = await setUp((send) => (method, params, limitMs) => {
      const isHeader = method === 'entity.item.add' && JSON.stringify(params).includes('"part":"0"')
      const refusal = { error: 'ERROR_CORE', error_description: 'Refused' }
      return isHeader ? Promise.resolve(refusal) : send(method, params, limitMs)
    })
    expect(await store.keepNew?.('one', SMALL.slice(0, 2), undefined, true)).toBe(false)
    expect(itemsIn(test)).toBe(0)
  })

  it.each<Fault['kind']>([
    { type: 'drop-after' },
    { type: 'drop-before' },
    { type: 'malformed-json' },
    { type: 'empty-200' },
    { type: 'http', status: 500 },
  ])('is there once, whichever answer is lost: %j', async (kind) => {
    for (const method of ['entity.item.add', 'entity.item.get']) {
      const { test, store } = await setUp()
      test.portal.faults.add({ method, kind })
      expect(await store.keepNew?.('one', SMALL)).toBe(true)
      expect(await partsOf(store)).toEqual(SMALL)
    }
  })

  it('has the last version if it is written again because the contact has changed', async () => {
    const { test, store } = await setUp()
    expect(await store.keepNew?.('one', SMALL)).toBe(true)
    const later = [...SMALL.slice(0, 1), 'other\n', 'last\n']
    expect(await store.keepNew?.('one', later)).toBe(true)
    expect(await partsOf(store)).toEqual(later)
    await store.erase(['one'])
    expect(itemsIn(test)).toBe(0)
  })

  it('can be read if an earlier write arrives late, with a lower number', async () => {
    const { test, store } = await setUp()
    await store.keepNew?.('one', SMALL)
    const { appStorage } = test.portal.store
    const [code = ''] = appStorage.all().map((each) => each.code)
    // The portal is still at work on it: an item exists before it has its properties.
    const [late] = appStorage.items(code)
    const { values } = late!
    appStorage.changeItem(code, late!.ID, { values: {} })
    // Too large for one item, so each part has its own.
    expect(await store.keepNew?.('one', PARTS)).toBe(true)
    appStorage.changeItem(code, late!.ID, { values })
    expect(await partsOf(store)).toEqual(PARTS)
    expect(await store.list()).toMatchObject([{ archiveId: 'one', header: PARTS[0] }])
    await store.erase(['one'])
    expect(itemsIn(test)).toBe(0)
  })

  it('that was altered is not read as whole, and can be erased', async () => {
    const { test, store } = await setUp()
    await store.keepNew?.('one', SMALL)
    const { appStorage } = test.portal.store
    for (const { code } of appStorage.all())
      for (const { ID } of appStorage.items(code)) appStorage.changeItem(code, ID, { DETAIL_TEXT: '|short|' })
    await expect(partsOf(store)).rejects.toMatchObject({ failure: { kind: 'copy-unreadable' } })
    expect(await store.list()).toMatchObject([{ archiveId: 'one', header: '' }])
    await store.erase(['one'])
    expect(itemsIn(test)).toBe(0)
  })
})

describe('a large new archive', () => {
  it('is there whole, in a request for each item and one to look', async () => {
    const { test, store } = await setUp()
    await store.keep('other', 0, 'makes the storage\n')
    const before = test.portal.log.length
    expect(await store.keepNew?.('one', PARTS)).toBe(true)
    expect(test.portal.log.length - before).toBe(ITEMS + 1)
    expect(await partsOf(store)).toEqual(PARTS)
  })

  it.each<Fault['kind']>([
    { type: 'drop-after' },
    { type: 'drop-before' },
    { type: 'malformed-json' },
    { type: 'empty-200' },
    { type: 'http', status: 500 },
  ])('is there once, whichever answer is lost: %j', async (kind) => {
    for (let skip = 0; skip < ITEMS; skip++) {
      const { test, store } = await setUp()
      test.portal.faults.add(adds(kind, { skip }))
      expect(await store.keepNew?.('one', PARTS)).toBe(true)
      expect(await partsOf(store)).toEqual(PARTS)
      expect(itemsIn(test)).toBe(ITEMS)
    }
  })

  it('is not stored if the portal refuses, and can be erased', async () => {
    const { test, store } = await setUp()
    const full = { type: 'refuse', error: 'ERROR_CORE', description: 'No space left' } as const
    test.portal.faults.add(adds(full, { skip: 2, times: 100 }))
    expect(await store.keepNew?.('one', PARTS)).toBe(false)
    await store.erase(['one'])
    expect(itemsIn(test)).toBe(0)
  })

  it('does not count as stored if it cannot be read back', async () => {
    const { test, store } = await setUp()
    test.portal.faults.add({ method: 'entity.item.get', times: 100, kind: { type: 'drop-before' } })
    expect(await store.keepNew?.('one', PARTS)).toBe(false)
  })

  it.each([PARTS, SMALL])('does not count as stored if the portal altered a text', async (...parts) => {
    const { test, store } = await setUp()
    const alter: Fault['kind'] = {
      type: 'colleague',
      act: () => {
        const { appStorage } = test.portal.store
        for (const { code } of appStorage.all())
          for (const { ID } of appStorage.items(code))
            appStorage.changeItem(code, ID, { DETAIL_TEXT: '|altered|' })
      },
    }
    test.portal.faults.add({ method: 'entity.item.get', times: 100, kind: alter })
    expect(await store.keepNew?.('one', parts)).toBe(false)
  })
})

it('a large archive is read several parts a request, in order, up to the first damaged one', async () => {
  const { test, store } = await setUp()
  const parts = Array.from({ length: 20 }, (_, number) => `part ${number}\n`)
  for (const [number, text] of parts.entries()) await store.keep('one', number, text)
  const before = test.portal.log.length
  expect(await partsOf(store)).toEqual(parts)
  expect(test.portal.log.length - before).toBeLessThanOrEqual(5)
  const { appStorage } = test.portal.store
  const tenth = appStorage.items('tidy_2').find(({ DETAIL_TEXT }) => DETAIL_TEXT.includes('10'))
  appStorage.changeItem('tidy_2', tenth?.ID ?? 0, { NAME: '1/2' })
  const read: string[] = []
  const reading = (async () => {
    for await (const part of store.open('one')) read.push(part)
  })()
  await expect(reading).rejects.toMatchObject({ failure: { kind: 'copy-unreadable' } })
  expect(read).toEqual(parts.slice(0, 10))
})
