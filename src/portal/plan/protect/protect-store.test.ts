import { expect, it } from 'vitest'
import type { ProtectEntry } from '#core/plan/protect/protect-list.ts'
import { createTestPortal } from '../../../../e2e/portal/testing.ts'
import { sendTo } from '../../../../e2e/tools/portal-rest.ts'
import { createRest } from '../../rest/rest.ts'
import { createProtectStore } from './protect-store.ts'

const [ADMIN, MANAGER] = [1, 2]
const entry = (id: number): ProtectEntry => ({ id, reason: 'VIP', until: null, by: ADMIN, at: 1_000 })

function world() {
  const test = createTestPortal()
  const storeOf = (user: number) => createProtectStore(createRest(sendTo(test, user), test.portal.now))
  return {
    app: test.portal.app,
    faults: test.portal.faults,
    admin: storeOf(ADMIN),
    manager: storeOf(MANAGER),
  }
}

it('shows everybody what an administrator protects, and one’s own only to oneself', async () => {
  const { admin, manager } = world()
  await admin.protect('everybody', [entry(7)])
  await manager.protect('me', [entry(8)])
  const seen = async (store: typeof admin) => (await store.read()).entries.map(({ id, scope }) => [id, scope])
  expect(await seen(manager)).toEqual([
    [7, 'everybody'],
    [8, 'me'],
  ])
  expect(await seen(admin)).toEqual([[7, 'everybody']])
})

it('refuses everybody’s list to others, and changes nothing then', async () => {
  const { app, manager } = world()
  await expect(manager.protect('everybody', [entry(7)])).rejects.toMatchObject({
    failure: { kind: 'access-denied' },
  })
  expect(app.appOptions).not.toHaveProperty('protected')
})

it('does not call failed what was stored although its answer was lost', async () => {
  const { app, faults, admin, manager } = world()
  faults.add({ method: 'app.option.set', kind: { type: 'drop-after' } })
  await admin.protect('everybody', [entry(7)])
  faults.add({ method: 'app.option.set', kind: { type: 'empty-200' } })
  expect((await admin.lift([{ id: 7, scope: 'everybody' }])).entries).toEqual([])
  expect(JSON.parse(String(app.appOptions.protected))).toMatchObject({ entries: [] })

  faults.add({ method: 'user.option.set', kind: { type: 'drop-before' } })
  await expect(manager.protect('me', [entry(8)])).rejects.toMatchObject({ failure: { kind: 'network' } })
  // What is stored cannot be read either.
  faults.add({ method: 'user.option.set', kind: { type: 'drop-after' } })
  // Two are read before the change.
  faults.add({ method: 'user.option.get', kind: { type: 'drop-before' }, skip: 2 })
  await expect(manager.protect('me', [entry(8)])).rejects.toMatchObject({ failure: { kind: 'network' } })
  expect(faults.active).toEqual([])
})

it('keeps two changes at once', async () => {
  const { admin } = world()
  await Promise.all([admin.protect('me', [entry(7)]), admin.protect('me', [entry(8)])])
  expect((await admin.read()).entries.map(({ id }) => id)).toEqual([7, 8])
})

it('counts an old list inside the rules, and lifts from it without losing a rule', async () => {
  const { app, admin } = world()
  app.appOptions.guards = JSON.stringify({ modes: { 'open-deals': 'warn' }, protectedIds: [7, 8] })
  expect((await admin.read()).entries).toContainEqual({
    id: 7,
    reason: '',
    until: null,
    by: null,
    at: null,
    scope: 'everybody',
  })
  const left = await admin.lift([{ id: 7, scope: 'everybody' }])
  expect(left.entries.map(({ id }) => id)).toEqual([8])
  expect(JSON.parse(String(app.appOptions.guards))).toEqual({
    modes: { 'open-deals': 'warn' },
    protectedIds: [8],
  })
})

it('is damaged by an old list that cannot be read whole, not by other rules', async () => {
  const { app, admin } = world()
  app.appOptions.guards = JSON.stringify({ modes: {}, protectedIds: [7] })
  expect((await admin.read()).damaged).toBe(false)
  app.appOptions.guards = JSON.stringify({ modes: {}, protectedIds: [7, 'x'] })
  expect((await admin.read()).damaged).toBe(true)
})

it.each(['{', '{"version":9}', '{"version":1,"entries":[{"id":"x"}]}'])(
  'says that %s is damaged, what it is, and does not lose it',
  async (stored) => {
    const { app, admin } = world()
    app.appOptions.protected = stored
    expect(await admin.read()).toMatchObject({ entries: [], damaged: true })
    const after = await admin.protect('everybody', [entry(7)])
    expect(after).toMatchObject({ damaged: true, entries: [{ id: 7 }] })
    expect(await admin.read()).toEqual(after)
    expect(after.unread).toEqual([{ scope: 'everybody', parts: [expect.anything()] }])
    // Until somebody deletes just that.
    expect(await admin.discardUnread([{ scope: 'me', parts: after.unread[0]!.parts }])).toEqual(after)
    const left = await admin.discardUnread(after.unread)
    expect(left).toEqual({ ...after, damaged: false, unread: [] })
    expect(await admin.read()).toEqual(left)
  },
)

it('deletes of what cannot be read no more than was seen', async () => {
  const { app, admin } = world()
  const store = (...entries: unknown[]) =>
    void (app.appOptions.protected = JSON.stringify({ version: 1, entries }))
  store(entry(7), { id: 'x', reason: 'VIP' })
  const { unread } = await admin.read()
  // Meanwhile a newer version of the app has stored one more that this one cannot read.
  store(entry(7), { reason: 'VIP', id: 'x' }, { id: 'y' })
  const left = await admin.discardUnread(unread)
  expect(left).toMatchObject({ damaged: true, unread: [{ scope: 'everybody', parts: [{ id: 'y' }] }] })
  expect(await admin.read()).toEqual(left)
})
