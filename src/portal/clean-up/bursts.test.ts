import { env } from 'node:process'
import { afterEach, expect, it } from 'vitest'
import type { BarLabel } from '#core/clean-up/bars.ts'
import { burstYears, findBursts, type BurstSearch } from '#core/clean-up/bursts.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createRest } from '../rest/rest.ts'
import { createBaseReader } from './base-reader.ts'

const own = env.TZ
afterEach(() => {
  env.TZ = own
})

async function search(test: TestPortal, years: readonly number[], until = Infinity): Promise<BurstSearch> {
  const reader = createBaseReader(createRest(sendTo(test, 1), test.portal.now), test.portal.now)
  let last: BurstSearch = { counted: 0, uncounted: 0, bursts: [], done: false }
  let steps = 0
  for await (const now of findBursts(reader, years, test.portal.now)) {
    last = now
    if (++steps >= until) break
  }
  return last
}

/** 700 contacts, of which Max imports 130 at 09:50 to 10:10 one morning, and two people 60 each at another hour. */
function withImport(): TestPortal {
  const test = createTestPortal({ contacts: 700 })
  const { store } = test.portal
  const ids = [...store.contactIds()].filter((id) => store.contact(id)?.CATEGORY_ID === 0)
  const at = (hour: number, minute: number): number => new Date(2025, 2, 4, hour, minute).getTime() / 1000
  for (const [place, id] of ids.slice(0, 300).entries())
    store.updateContact(id, { DATE_CREATE: at(9, 0) + place, CREATED_BY_ID: 2 })
  for (const [place, id] of ids.slice(300, 420).entries())
    store.updateContact(id, { DATE_CREATE: at(10, 0) + place, CREATED_BY_ID: 2 })
  for (const [place, id] of ids.slice(420, 540).entries())
    store.updateContact(id, { DATE_CREATE: at(15, 30) + place, CREATED_BY_ID: 1 + (place % 2) })
  return test
}

it('finds hours in which one person created very many, those that follow each other as one', async () => {
  const test = withImport()
  const { bursts, done } = await search(test, [2024, 2025, 2026])
  expect(done).toBe(true)
  expect(bursts).toMatchObject([
    { from: '2025-03-04T09:00', to: '2025-03-04T10:59', creator: { id: 2 }, count: 420 },
  ])
  // The filter of the card finds the same ones.
  const reader = createBaseReader(createRest(sendTo(test, 1), test.portal.now), test.portal.now)
  await reader.directory()
  expect(await reader.counts(bursts.map(({ filters }) => filters))).toEqual([420])
})

it('finds an import in an hour in which others created contacts after it', async () => {
  const test = withImport()
  const { store } = test.portal
  const at = new Date(2025, 4, 6, 12, 0).getTime() / 1000
  const ids = [...store.contactIds()].filter((id) => store.contact(id)?.CATEGORY_ID === 0).slice(0, 180)
  for (const [place, id] of ids.entries())
    store.updateContact(id, { DATE_CREATE: at + place, CREATED_BY_ID: place < 110 ? 2 : 3 + (place % 2) })
  const { bursts } = await search(test, [2025])
  expect(bursts.map(({ from, creator, count }) => [from, creator.id, count])).toContainEqual([
    '2025-05-06T12:00',
    2,
    110,
  ])
})

it.each([
  ['two hours', new Date(2025, 4, 6, 12, 0), '2025-05-06T11:00', '2025-05-06T12:59'],
  ['two days', new Date(2025, 4, 6), '2025-05-05T23:00', '2025-05-06T00:59'],
  ['two months', new Date(2025, 5, 1), '2025-05-31T23:00', '2025-06-01T00:59'],
  ['two years', new Date(2025, 0, 1), '2024-12-31T23:00', '2025-01-01T00:59'],
])('finds an import that fell into %s, with too few in each', async (_, meeting, from, to) => {
  const test = withImport()
  const { store } = test.portal
  const ids = [...store.contactIds()].filter((id) => store.contact(id)?.CATEGORY_ID === 0).slice(540, 700)
  // 60 before and 60 after by Max, and 20 each by somebody else.
  for (const [place, id] of ids.entries())
    store.updateContact(id, {
      DATE_CREATE: meeting.getTime() / 1000 + 10 * (place - 80),
      CREATED_BY_ID: Math.abs(place - 79.5) < 60 ? 2 : 3,
    })
  const { bursts } = await search(test, [2026, 2025, 2024])
  expect(bursts.map((burst) => [burst.from, burst.to, burst.creator.id, burst.count])).toEqual([
    ['2025-03-04T09:00', '2025-03-04T10:59', 2, 420],
    [from, to, 2, 120],
  ])
})

it.each([
  ['begins, in two hours', '2025-03-30T01:00Z', [60, 60], '2025-03-30T01:00', '2025-03-30T03:59', 120],
  ['begins, once', '2025-03-30T01:00Z', [0, 120], '2025-03-30T03:00', '2025-03-30T03:59', 120],
  [
    'ends, in the hour that comes again',
    '2025-10-26T01:00Z',
    [0, 120],
    '2025-10-26T02:00',
    '2025-10-26T02:59',
    120,
  ],
] as const)('finds an import where summer time %s', async (_, meeting, [before, after], from, to, count) => {
  env.TZ = 'Europe/Berlin'
  const test = createTestPortal({ contacts: 700 })
  const { store } = test.portal
  const at = Date.parse(meeting) / 1000
  const ids = [...store.contactIds()].filter((id) => store.contact(id)?.CATEGORY_ID === 0)
  for (const [place, id] of ids.slice(0, before + after).entries())
    store.updateContact(id, { DATE_CREATE: at + place - before, CREATED_BY_ID: 2 })
  const { bursts } = await search(test, [2025])
  expect(bursts.map((burst) => [burst.from, burst.to, burst.count])).toEqual([[from, to, count]])
})

it('names how many the same person created in the hours beside, which are not counted', async () => {
  const test = createTestPortal({ contacts: 700 })
  const { store } = test.portal
  const ids = [...store.contactIds()].filter((id) => store.contact(id)?.CATEGORY_ID === 0)
  const eleven = new Date(2025, 4, 6, 11, 0).getTime() / 1000
  // From 11:50 to 13:10 by Max, with some by others; and one of his at 15:00.
  for (const [place, id] of ids.slice(0, 161).entries())
    store.updateContact(id, {
      DATE_CREATE: place === 160 ? eleven + 4 * 3600 : eleven + 3000 + 30 * place,
      CREATED_BY_ID: place % 10 === 9 ? 3 : 2,
    })
  const by = [...store.contactIds()]
    .map((id) => store.contact(id)!)
    .filter((one) => one.CATEGORY_ID === 0 && one.CREATED_BY_ID === 2)
    .map((one) => Math.floor((one.DATE_CREATE - eleven) / 3600))
  const inHour = (hour: number): number => by.filter((one) => one === hour).length
  const { bursts } = await search(test, [2025])
  const beside = inHour(0) + inHour(2)
  expect(beside).toBeGreaterThan(30)
  expect(bursts).toMatchObject([{ from: '2025-05-06T12:00', count: inHour(1), beside }])
})

it('says what the portal did not count, and whose creators it does not name', async () => {
  const test = withImport()
  const { faults } = test.portal
  const kind = { type: 'refuse', error: 'OPERATION_TIME_LIMIT', description: '' } as const
  // Two of the directory, and the years before.
  faults.add({ method: 'crm.contact.list', skip: 3, times: 1, kind })
  expect(await search(test, [2024, 2025, 2026])).toMatchObject({ bursts: [], uncounted: 1, done: true })
  // After the years, twelve months, the days of March, and the hours of the fourth.
  faults.add({ method: 'crm.contact.list', skip: 2 + 1 + 12 + 31 + 24, times: 20, kind })
  const { bursts, uncounted } = await search(test, [2025])
  expect([bursts, uncounted > 0]).toEqual([[], true])
})

it('looks into each year in which there may be contacts, also where an import is newer than the picture', () => {
  const now = Date.UTC(2026, 10, 1)
  const bar = (label: BarLabel, count: number) => ({ group: 'created', label, count, filters: {} }) as const
  const years = [bar({ kind: 'year', year: 2026 }, 3), bar({ kind: 'year', year: 2025 }, 0)]
  expect(burstYears([...years, bar({ kind: 'before', year: 2025 }, 0)], now)).toEqual([2025, 2026])
  expect(burstYears([...years, bar({ kind: 'before', year: 2025 }, 1)], now)[0]).toBe(2000)
  // The clock of the device was set back since.
  expect(burstYears(years, Date.UTC(2024, 10, 1))).toEqual([2024, 2025, 2026])
})

it('counts and walks through nothing: some requests, each of at most 50 counts', async () => {
  const test = withImport()
  const { counted } = await search(test, [2024, 2025, 2026])
  // 36 months, the days of those with enough contacts, 24 hours of a day, some creators.
  expect(counted).toBeLessThan(200)
  expect(test.portal.log.length).toBeLessThan(12)
})

it('has what it found so far when it is stopped', async () => {
  const { counted, done } = await search(withImport(), [2025], 1)
  expect([counted, done]).toEqual([1, false])
})

it('finds nothing where nobody created many at once', async () => {
  const { bursts, done } = await search(createTestPortal({ contacts: 700 }), [2024, 2025, 2026])
  expect([bursts, done]).toEqual([[], true])
})

it('counts no period that the portal refused to count', async () => {
  const test = withImport()
  const reader = createBaseReader(createRest(sendTo(test, 1), test.portal.now), test.portal.now)
  const blind = { ...reader, counts: (all: readonly unknown[]) => Promise.resolve(all.map(() => null)) }
  for await (const now of findBursts(blind, [2025], test.portal.now)) expect(now.counted).toBe(0)
})

it('finds what it can where the portal refuses a page of the creators, and says that there may be more', async () => {
  const test = withImport()
  const reader = createBaseReader(createRest(sendTo(test, 1), test.portal.now), test.portal.now)
  const refused = { type: 'refuse', error: 'OPERATION_TIME_LIMIT', description: '' } as const
  const lame: typeof reader = {
    ...reader,
    creators(filters, count) {
      test.portal.faults.add({ method: 'crm.contact.list', times: 1, kind: refused })
      return reader.creators(filters, count)
    },
  }
  let last: BurstSearch | undefined
  for await (const found of findBursts(lame, [2025], test.portal.now)) last = found
  expect(last).toMatchObject({ bursts: [{ count: 420 }], uncounted: 3, done: true })
})
