import { describe, expect, it } from 'vitest'
import type { Picture } from '#core/clean-up/counted.ts'
import { drawPicture } from '#core/clean-up/picture.ts'
import type { PictureStore } from '#core/clean-up/ports.ts'
import type { User } from '../../../e2e/portal/contract.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { isAskedFor } from '../../../e2e/simulation/arbitrary-filters.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createRest } from '../rest/rest.ts'
import { createBaseReader } from './base-reader.ts'

const CONTACTS = 200

function portalWith(contacts = CONTACTS): TestPortal {
  const test = createTestPortal({ contacts })
  for (const id of [5, 7]) test.portal.store.users.get(id)!.active = false
  for (let id = 20; id <= contacts; id++) {
    if (test.portal.store.contact(id) === undefined) continue
    test.portal.store.updateContact(id, {
      ...(id % 6 === 0 ? { LAST_ACTIVITY_TIME: 0 } : {}),
      ...(id % 4 === 0 ? { NAME: '', SECOND_NAME: '', LAST_NAME: id % 8 === 0 ? 'Test 1' : '' } : {}),
    })
  }
  return test
}

const readerOf = (test: TestPortal, user = 1) =>
  createBaseReader(createRest(sendTo(test, user), test.portal.now), test.portal.now)

const contactsOf = ({ portal }: TestPortal) =>
  [...portal.store.contactIds()]
    .map((id) => portal.store.contact(id)!)
    .filter((contact) => contact.CATEGORY_ID === 0)

/** A store as a browser has it: text. */
function newStore(): PictureStore {
  let text = 'null'
  return {
    read: () => JSON.parse(text) as unknown,
    write: (picture) => void (text = JSON.stringify(picture)),
  }
}

async function picturesOf(test: TestPortal, store = newStore(), now = test.portal.now): Promise<Picture[]> {
  const pictures: Picture[] = []
  for await (const picture of drawPicture(readerOf(test), store, now)) pictures.push(picture)
  return pictures
}

describe('what the contacts are made of', () => {
  it('is counted in at most three requests, each number as the portal has it', async () => {
    const test = portalWith()
    const pictures = await picturesOf(test)
    expect(test.portal.log.length).toBeLessThanOrEqual(3)
    const last = pictures.at(-1)!
    expect(last).toMatchObject({ complete: true, total: contactsOf(test).length })
    for (const { filters, count } of [...last.bars, ...last.suggestions])
      expect([filters, count]).toEqual([
        filters,
        contactsOf(test).filter((contact) => isAskedFor(filters, contact)).length,
      ])
    // A count that is nobody everywhere would prove nothing.
    for (const group of ['lacks', 'activity', 'created', 'source', 'responsible'] as const)
      expect(last.bars.filter((bar) => bar.group === group && (bar.count ?? 0) > 0).length).toBeGreaterThan(1)
    expect(last.suggestions.map(({ name }) => name)).toContain('left')
    expect(last.suggestions.filter(({ count }) => (count ?? 0) > 0).length).toBeGreaterThan(3)
  })

  it('is shown as it comes; years and times of activity each make the total', async () => {
    const pictures = await picturesOf(portalWith())
    expect(pictures[0]).toMatchObject({ complete: false })
    expect(pictures[0]?.bars.every((bar) => bar.count === undefined)).toBe(true)
    const last = pictures.at(-1)!
    for (const group of ['created', 'activity']) {
      const bars = last.bars.filter((bar) => bar.group === group)
      expect(bars.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(last.total)
    }
  })

  it('is not stored by a count that was given up, even at its end', async () => {
    const test = portalWith()
    const store = newStore()
    for await (const { complete } of drawPicture(readerOf(test), store, test.portal.now)) if (complete) break
    expect(store.read()).toBeNull()
    await picturesOf(test, store)
    expect(store.read()).toMatchObject({ complete: true })
  })

  it('counts fewer at once where counts are slow, and none of its requests takes near 30 seconds', async () => {
    const test = portalWith()
    const PER_COUNT_MS = 2_000
    let waited = 0
    const longest: number[] = []
    const rest = createRest(async (method, params) => {
      const commands = Object.values((params.cmd ?? {}) as Record<string, string>)
      const counted = commands.filter((one) => one.includes('start=0') && one.includes('list')).length
      waited += counted * PER_COUNT_MS
      longest.push(counted * PER_COUNT_MS)
      return sendTo(test, 1)(method, params)
    }, test.portal.now)
    const reader = createBaseReader(rest, test.portal.now)
    let last: Picture | null = null
    for await (const picture of drawPicture(reader, newStore(), () => test.portal.now() + waited))
      last = picture
    expect(last?.complete).toBe(true)
    expect(longest.length).toBeGreaterThan(5)
    expect(Math.max(...longest)).toBeLessThan(20_000)
  })

  it('is shown again for a day after one request, to the same user', async () => {
    const test = portalWith()
    const store = newStore()
    const first = (await picturesOf(test, store)).at(-1)!
    const requests = async (now = test.portal.now): Promise<[number, Picture]> => {
      const before = test.portal.log.length
      const pictures = await picturesOf(test, store, now)
      return [test.portal.log.length - before, pictures.at(-1)!]
    }
    expect(await requests()).toEqual([1, first])
    const tomorrow = test.portal.now() + 90_000_000
    expect((await requests(() => tomorrow))[0]).toBe(3)
    for (const damaged of [
      { ...first, me: 2 },
      { ...first, bars: 1 },
      { ...first, complete: false },
      'x',
      null,
    ]) {
      store.write(damaged)
      expect((await requests())[0]).toBe(3)
    }
  })

  it('is drawn without people where the portal does not name them', async () => {
    const test = portalWith()
    test.portal.app.scopes.delete('user_brief')
    test.portal.app.scopes.delete('user')
    const last = (await picturesOf(test)).at(-1)!
    expect(last).toMatchObject({ peopleRefused: true, complete: true })
    expect(last.bars.some(({ group }) => group === 'responsible')).toBe(false)
  })

  it('is drawn without what a portal cannot count because it has no such field', async () => {
    const test = portalWith()
    test.portal.settings.lacksFields = ['LAST_ACTIVITY_TIME']
    const last = (await picturesOf(test)).at(-1)!
    expect(last.complete).toBe(true)
    for (const { filters, count } of [...last.bars, ...last.suggestions])
      expect([filters, count]).toEqual([filters, 'activity' in filters ? null : expect.any(Number)])
    expect(await readerOf(test).counts([{ activity: 'never' }])).toEqual([null])
  })

  it('knows who has left among more users than it draws', async () => {
    const test = portalWith()
    const users = test.portal.store.users as Map<number, User>
    const like = users.get(6)!
    for (let id = 1000; id < 1300; id++) users.set(id, { ...like, ID: id, active: id < 1290 })
    const { people } = await readerOf(test).directory()
    const left = (people ?? []).filter((one) => one.left).map(({ id }) => id)
    expect(left.toSorted((a, b) => a - b)).toEqual([
      5,
      7,
      ...Array.from({ length: 10 }, (_, at) => 1290 + at),
    ])
  })

  it('shows five of each suggestion, the newest first', async () => {
    const test = portalWith()
    const reader = readerOf(test)
    await reader.directory()
    const filters = [{ withoutPhone: true }, { name: 'test' }] as const
    const samples = await reader.samples(filters)
    for (const [at, each] of filters.entries()) {
      const expected = contactsOf(test)
        .filter((contact) => isAskedFor(each, contact))
        .map(({ ID }) => ID)
        .toSorted((a, b) => b - a)
      expect(samples[at]?.map(({ id }) => id)).toEqual(expected.slice(0, 5))
    }
  })
})
