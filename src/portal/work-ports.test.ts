import { describe, expect, it } from 'vitest'
import { DEFAULT_GUARDS, type GuardSettings } from '#core/plan/guards.ts'
import { createTestPortal, type TestPortal } from '../../e2e/portal/testing.ts'
import { sendTo } from '../../e2e/tools/portal-rest.ts'
import { createPortalWork } from './work-ports.ts'
import { createRest } from './rest/rest.ts'

const [ADMIN, MANAGER, READER] = [1, 2, 3]

function bulkOf(test: TestPortal, userId = ADMIN) {
  const patience = { now: test.portal.now, wait: () => Promise.resolve() }
  return createPortalWork(createRest(sendTo(test, userId), test.portal.now), patience)
}

const refusal = (error: string) => ({ type: 'refuse', error, description: '' }) as const

describe('what a run must know of the portal', () => {
  it('is read in one request', async () => {
    const test = createTestPortal()
    const { facts, batches } = await bulkOf(test)
    expect(facts).toEqual({ me: ADMIN, isAdmin: true, enterprise: false, bin: 'restores' })
    // Rows, three kinds of items and one smart process, activities with two bindings, requisites.
    expect(batches.checkCommands(true)).toBe(9)
    expect(test.portal.log).toHaveLength(1)
  })

  it('knows another user, another plan, a bin that cannot restore', async () => {
    const test = createTestPortal()
    Object.assign(test.portal.settings, { license: 'ent250', binRestore: false })
    expect((await bulkOf(test, MANAGER)).facts).toEqual({
      me: MANAGER,
      isAdmin: false,
      enterprise: true,
      bin: 'does-not-restore',
    })
  })

  it.each(['ERROR_METHOD_NOT_FOUND', 'ACCESS_DENIED'])(
    'a portal that refuses feature.get (%s) says nothing of its bin',
    async (error) => {
      const test = createTestPortal()
      test.portal.faults.add({ method: 'feature.get', kind: refusal(error) })
      expect((await bulkOf(test)).facts.bin).toBe('not-known')
    },
  )

  it('makes smart processes unreadable for every contact if the portal does not list them', async () => {
    const test = createTestPortal()
    test.portal.faults.add({ method: 'crm.type.list', kind: refusal('ACCESS_DENIED') })
    const { relations } = await bulkOf(test)
    for await (const { partial } of relations.read([50])) {
      expect(partial).toEqual([{ contactId: 50, kind: 'item', reading: 'unreadable' }])
    }
  })

  it('knows the user by another method, or calls them unknown', async () => {
    const test = createTestPortal()
    test.portal.faults.add({ method: 'profile', times: 2, kind: refusal('ERROR_METHOD_NOT_FOUND') })
    expect((await bulkOf(test, MANAGER)).facts).toMatchObject({ me: MANAGER, isAdmin: false })
    test.portal.faults.add({ method: 'user.current', kind: refusal('insufficient_scope') })
    expect((await bulkOf(test, MANAGER)).facts).toMatchObject({ me: 0, isAdmin: false })
  })

  it.each([
    ['profile', 'QUERY_LIMIT_EXCEEDED', 'rate-limit'],
    ['crm.type.list', 'QUERY_LIMIT_EXCEEDED', 'rate-limit'],
  ])('without %s (%s) there is no beginning', async (method, error, kind) => {
    const test = createTestPortal()
    test.portal.faults.add({ method, kind: refusal(error) })
    await expect(bulkOf(test)).rejects.toMatchObject({ failure: { kind } })
  })
})

describe('guard rules', () => {
  const rules = (change: Partial<GuardSettings>): GuardSettings => ({ ...DEFAULT_GUARDS, ...change })
  const guardsOf = async (test: TestPortal, userId: number) => (await bulkOf(test, userId)).guards

  it('are the defaults where none were set', async () => {
    const guards = await guardsOf(createTestPortal(), MANAGER)
    expect(await guards.read()).toEqual({ settings: DEFAULT_GUARDS, damaged: false })
  })

  it('of an administrator hold for everybody without rules of their own', async () => {
    const test = createTestPortal()
    const [all, own] = [rules({ protectedIds: [7] }), rules({ changedWithinDays: 30 })]
    await (await guardsOf(test, MANAGER)).write(own)
    await (await guardsOf(test, ADMIN)).write(all)
    expect((await (await guardsOf(test, READER)).read()).settings).toEqual(all)
    expect((await (await guardsOf(test, MANAGER)).read()).settings).toEqual(own)
  })

  it('of an administrator replace the rules they once had for themselves', async () => {
    const test = createTestPortal()
    test.portal.app.userOptions.set(ADMIN, { guards: JSON.stringify(rules({ changedWithinDays: 99 })) })
    const guards = await guardsOf(test, ADMIN)
    expect((await guards.read()).settings.changedWithinDays).toBe(99)
    await guards.write(rules({ changedWithinDays: 3 }))
    expect((await guards.read()).settings.changedWithinDays).toBe(3)
  })

  it.each(['{"modes":', '[1]', 'no'])('that cannot be read (%s) are called damaged', async (stored) => {
    const test = createTestPortal()
    test.portal.app.appOptions.guards = stored
    expect(await (await guardsOf(test, MANAGER)).read()).toEqual({ settings: DEFAULT_GUARDS, damaged: true })
  })

  it('that could not be read are not the defaults', async () => {
    const test = createTestPortal()
    const guards = await guardsOf(test, MANAGER)
    test.portal.faults.add({ method: 'app.option.get', kind: refusal('INTERNAL_SERVER_ERROR') })
    await expect(guards.read()).rejects.toMatchObject({ failure: { kind: 'portal-error' } })
  })

  it('that the portal did not store reject', async () => {
    const test = createTestPortal()
    const guards = await guardsOf(test, ADMIN)
    test.portal.faults.add({ method: 'app.option.set', kind: refusal('ACCESS_DENIED') })
    await expect(guards.write(DEFAULT_GUARDS)).rejects.toMatchObject({ failure: { kind: 'access-denied' } })
    expect(test.portal.app.appOptions).toEqual({})
  })
})
