import { describe, expect, it } from 'vitest'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import type { CleanUpRun, SavedCleanUp } from '#core/plan/saved/saved-clean-up.ts'
import { createTestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createRest } from '../rest/rest.ts'
import { createCleanUpStore } from './clean-up-store.ts'

const [ADMIN, MANAGER, READER] = [1, 2, 3]

const cleanUp = (id: string): SavedCleanUp => ({
  id,
  name: `Clean-up ${id}`,
  subject: { kind: 'suggestion', name: 'unreachable' },
  guards: DEFAULT_GUARDS,
  newerDays: 30,
  mostPercent: 10,
  interval: 'monthly',
  savedAt: 1_000,
})

const run = (by: number, at: number): CleanUpRun => ({
  id: `run ${at}`,
  at,
  by: { id: by, name: '' },
  planned: 3,
  deleted: 2,
  ended: true,
})

function world() {
  const test = createTestPortal()
  const storeOf = (user: number) =>
    createCleanUpStore(createRest(sendTo(test, user), test.portal.now), user === ADMIN)
  const stores = { admin: storeOf(ADMIN), manager: storeOf(MANAGER), reader: storeOf(READER) }
  return { portal: test.portal, app: test.portal.app, ...stores }
}

const seen = async (store: ReturnType<typeof createCleanUpStore>) =>
  (await store.read()).listed.map(({ cleanUp: { id }, scope, last }) => [
    id,
    scope,
    last === null || last === 'unreadable' ? last : last.at,
  ])

describe('saved clean-ups on the portal', () => {
  it('are everybody’s where an administrator says so, and else only their own', async () => {
    const { admin, manager } = world()
    await admin.save('everybody', cleanUp('all'))
    await manager.save('me', cleanUp('mine'))
    expect(await seen(manager)).toEqual([
      ['mine', 'me', null],
      ['all', 'everybody', null],
    ])
    expect(await seen(admin)).toEqual([['all', 'everybody', null]])
    await expect(manager.save('everybody', cleanUp('no'))).rejects.toMatchObject({
      failure: { kind: 'access-denied' },
    })
    expect(await admin.remove('everybody', 'all')).toEqual({ listed: [], unreadable: [] })
  })

  it('have the runs that a person can know of: administrators’ and their own', async () => {
    const { admin, manager, reader } = world()
    await admin.save('everybody', cleanUp('all'))
    const note = { id: 'all', scope: 'everybody', name: '' } as const
    await admin.noteRun(note, run(ADMIN, 10))
    await manager.noteRun(note, run(MANAGER, 20))
    expect(await seen(admin)).toEqual([['all', 'everybody', 10]])
    expect(await seen(manager)).toEqual([['all', 'everybody', 20]])
    expect(await seen(reader)).toEqual([['all', 'everybody', 10]])
  })

  it('lose no change of two at once', async () => {
    const { admin } = world()
    await Promise.all([admin.save('me', cleanUp('a')), admin.save('me', cleanUp('b'))])
    expect((await seen(admin)).map(([id]) => id)).toEqual(['a', 'b'])
  })

  it('are saved in two requests, and a run that is noted already costs one', async () => {
    const { admin, portal } = world()
    const requests = async (act: () => Promise<unknown>): Promise<number> => {
      const before = portal.log.length
      await act()
      return portal.log.length - before
    }
    expect(await requests(() => admin.save('everybody', cleanUp('all')))).toBe(2)
    const note = { id: 'all', scope: 'everybody', name: '' } as const
    expect(await requests(() => admin.noteRun(note, run(ADMIN, 10)))).toBe(2)
    expect(await requests(() => admin.noteRun(note, run(ADMIN, 10)))).toBe(1)
  })

  it('that cannot be read stay as they are when another is saved', async () => {
    const { admin, app } = world()
    app.appOptions.cleanUps = '{"version":1,"cleanUps":[{"name":"Damaged"}]}'
    const after = await admin.save('everybody', cleanUp('new'))
    expect(after).toMatchObject({ unreadable: [{ scope: 'everybody', name: 'Damaged' }] })
    expect(await admin.read()).toEqual(after)
    expect(String(app.appOptions.cleanUps)).toContain('{"name":"Damaged"}')
  })

  it('and that cannot be read are deleted only as they were seen', async () => {
    const { admin, app } = world()
    const store = (...cleanUps: unknown[]) =>
      void (app.appOptions.cleanUps = JSON.stringify({ version: 1, cleanUps }))
    store({ name: 'Damaged', id: 7 })
    const seen = (await admin.read()).unreadable.map(({ part }) => part)
    // Meanwhile a newer version of the app has stored one more that this one cannot read.
    store({ id: 7, name: 'Damaged' }, { name: 'Later' })
    const left = await admin.discardUnread('everybody', seen)
    expect(left.unreadable).toEqual([{ scope: 'everybody', name: 'Later', part: { name: 'Later' } }])
    expect(await admin.read()).toEqual(left)
  })
})
