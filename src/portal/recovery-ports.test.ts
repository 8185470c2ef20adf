import { runRecord } from '../../e2e/simulation/run-record.ts'
import { describe, expect, it } from 'vitest'
import { createTestPortal, type TestPortal } from '../../e2e/portal/testing.ts'
import { sendTo } from '../../e2e/tools/portal-rest.ts'
import { createPortalWork, type PortalRecovery } from './work-ports.ts'
import { createRest } from './rest/rest.ts'

const [ADMIN, MANAGER, COLLEAGUE] = [1, 2, 5]

/** @param now our clock, where it is not the portal's. */
async function recoveryOf(
  test: TestPortal,
  userId = MANAGER,
  now: () => number = test.portal.now,
): Promise<PortalRecovery> {
  const patience = { now, wait: () => Promise.resolve() }
  return (await createPortalWork(createRest(sendTo(test, userId), now), patience)).recovery
}

const RECORD = runRecord({ user: { id: MANAGER, name: '' }, startedAt: 1 })

describe('what the portal has for archives and records', () => {
  it('takes no request by itself, and knows the user', async () => {
    const test = createTestPortal()
    const { NAME, LAST_NAME } = test.portal.store.users.get(MANAGER)!
    expect((await recoveryOf(test)).user).toEqual({ id: MANAGER, name: `${NAME} ${LAST_NAME}` })
    expect(test.portal.log).toHaveLength(1)
  })

  it('is a place as the scopes allow, asked for once, and again after a failure', async () => {
    const test = createTestPortal()
    test.portal.app.scopes.delete('entity')
    const none = await recoveryOf(test)
    expect(await none.portalStore()).toBeNull()
    expect([await none.records.keep(RECORD, null), await none.records.list()]).toEqual([null, []])
    test.portal.app.scopes.add('entity')
    const some = await recoveryOf(test)
    test.portal.faults.add({ method: 'scope', times: 3, kind: { type: 'drop-before' } })
    await expect(some.portalStore()).rejects.toMatchObject({ failure: { kind: 'network' } })
    const store = await some.portalStore()
    expect(store?.place).toBe('portal-storage')
    expect(await some.portalStore()).toBe(store)
    expect(await some.records.keep(RECORD, null)).toEqual(RECORD)
    expect(await some.records.list()).toEqual([RECORD])
  })
})

describe('how long archives are kept', () => {
  it('is 30 days by default', async () => {
    const { retention, keepDays } = await recoveryOf(createTestPortal())
    expect([await retention.read(), await keepDays('own')]).toEqual([30, 30])
  })

  it('is for everybody what an administrator set, and shorter for a user who set that', async () => {
    const test = createTestPortal()
    await (await recoveryOf(test, ADMIN)).retention.write(90)
    const mine = await recoveryOf(test)
    for (const [said, kept] of [
      [null, 90],
      [365, 90],
      [7, 7],
    ] as const) {
      await mine.retention.write(said)
      expect([await mine.retention.read(), await mine.keepDays('own')]).toEqual([kept, kept])
    }
    const colleague = await recoveryOf(test, COLLEAGUE)
    expect([await colleague.retention.read(), await colleague.keepDays('others')]).toEqual([90, 90])
  })

  it('is what a user set where no administrator set anything, also for ever', async () => {
    const test = createTestPortal()
    const mine = await recoveryOf(test)
    for (const said of [null, 365]) {
      await mine.retention.write(said)
      expect([await mine.retention.read(), await mine.keepDays('own')]).toEqual([said, said])
    }
    // An administrator erases nothing of other users while their retention time is unknown.
    const admins = await recoveryOf(test, ADMIN)
    expect([await admins.retention.read(), await admins.keepDays('others')]).toEqual([30, null])
  })

  it.each([0, -1, 1.5, Number.NaN])('cannot be %s days', async (days) => {
    const { retention } = await recoveryOf(createTestPortal())
    await expect(retention.write(days)).rejects.toThrow('Invalid')
    expect(await retention.read()).toBe(30)
  })

  it('removes nothing by a clock that is far ahead of the portal’s', async () => {
    const test = createTestPortal()
    const hours = 3_600_000
    const ofClock = async (ahead: number): Promise<readonly unknown[]> => {
      const { retention, keepDays } = await recoveryOf(test, MANAGER, () => test.portal.now() + ahead * hours)
      return [await retention.read(), await keepDays('own')]
    }
    expect(await ofClock(29)).toEqual([30, 30])
    expect(await ofClock(31)).toEqual([30, null])
    expect(await ofClock(365 * 24)).toEqual([30, null])
    expect(await ofClock(-365 * 24)).toEqual([30, 30])
  })

  it('is not known where it cannot be read, and nothing is removed then', async () => {
    const test = createTestPortal()
    const { retention, keepDays } = await recoveryOf(test)
    test.portal.faults.add({ method: '*', times: 100, kind: { type: 'drop-before' } })
    expect([await retention.read(), await keepDays('own')]).toEqual(['unread', null])
    test.portal.faults.clear()
    const damaged = { options: { keepArchives: '{"days":"soon"}' } }
    test.call('user.option.set', damaged, MANAGER)
    expect([await retention.read(), await keepDays('own')]).toEqual(['unread', null])
    // It may be longer than the user's own choice, or shorter.
    await retention.write(90)
    expect(await retention.read()).toBe(90)
    test.call('app.option.set', damaged, ADMIN)
    expect([await retention.read(), await keepDays('own')]).toEqual(['unread', null])
    expect(await keepDays('others')).toBe(null)
  })
})
