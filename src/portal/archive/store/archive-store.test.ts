import { describe, expect, it } from 'vitest'
import type { ArchiveStore } from '#core/archive/ports.ts'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import type { Fault } from '../../../../e2e/portal/contract.ts'
import { createTestPortal, type TestPortal } from '../../../../e2e/portal/testing.ts'
import { sendTo } from '../../../../e2e/tools/portal-rest.ts'
import { createPacedRest } from '../../rest/paced-rest.ts'
import { createRest } from '../../rest/rest.ts'
import { findPortalPlace } from '../../records/portal-place.ts'

/** Archives in the portal, in both places, compared with what the portal really stores. */

const [ADMIN, MANAGER, COLLEAGUE] = [1, 2, 5]
type Place = 'entity' | 'disk'

function portalWith(...scopes: Place[]): TestPortal {
  const test = createTestPortal()
  test.portal.app.scopes.delete('entity')
  for (const scope of scopes) test.portal.app.scopes.add(scope)
  return test
}

async function storeOf(test: TestPortal, user = MANAGER): Promise<ArchiveStore | null> {
  const rest = createRest(sendTo(test, user), test.portal.now)
  const patience = {
    now: test.portal.now,
    wait: (ms: number) => {
      test.pass(ms / 1000)
      return Promise.resolve()
    },
  }
  const paced = createPacedRest(rest, patience, USUAL_BUCKET)
  return (await findPortalPlace({ paced, me: user }, () => Promise.resolve(30)))?.archives ?? null
}
async function inStorage(user = MANAGER) {
  const test = portalWith('entity')
  const store = (await storeOf(test, user))!
  return { test, store }
}
async function partsOf(store: ArchiveStore, archiveId: string): Promise<string[]> {
  const parts: string[] = []
  for await (const part of store.open(archiveId)) parts.push(part)
  return parts
}

const HEADER = '{"format":"tidy-contacts-archive"}\n'
/** Everything that the portal could change on the way, and longer than a chunk. */
const NASTY = `${'{"kind":"contact","name":"<b>🦄</b> 100% %41 $total[c1] $result[x] ünïcode"}\n'.repeat(6_000)} `

function contentsOf({ portal: { store } }: TestPortal): string[] {
  return store.appStorage
    .all()
    .flatMap(({ code }) => store.appStorage.items(code).map((item) => item.DETAIL_TEXT))
}

it('is the app’s storage where that is allowed, and nothing else', async () => {
  expect((await storeOf(portalWith('entity')))?.place).toBe('portal-storage')
  expect(await storeOf(portalWith())).toBeNull()
})

describe('the app’s storage of archives', () => {
  it('stores parts unchanged, and returns them in order', async () => {
    const { store } = await inStorage()
    for (const [number, text] of [HEADER, NASTY, 'last\n'].entries())
      expect(await store.keep('run-1', number, text)).toBe(true)
    await store.keep('run-2', 0, 'another\n')
    expect(await partsOf(store, 'run-1')).toEqual([HEADER, NASTY, 'last\n'])
    expect(await partsOf(store, 'nothing')).toEqual([])
  })

  it('stores the same part once', async () => {
    const { test, store } = await inStorage()
    await store.keep('run-1', 0, NASTY)
    const before = contentsOf(test)
    expect(await store.keep('run-1', 0, NASTY)).toBe(true)
    expect(contentsOf(test)).toEqual(before)
  })

  it('lists archives with their headers, newest first, and until when they are kept', async () => {
    const { test, store } = await inStorage()
    expect(await store.list()).toEqual([])
    await store.keep('run-1', 0, HEADER)
    await store.keep('run-1', 1, 'contacts\n')
    const at = test.portal.now()
    test.pass(600)
    await store.keep('run-2', 0, 'newer\n')
    expect(await store.list()).toMatchObject([
      { archiveId: 'run-2', header: 'newer\n' },
      { archiveId: 'run-1', header: HEADER, until: at + 30 * 86_400_000 },
    ])
  })

  it('erases one archive and leaves the others', async () => {
    const { test, store } = await inStorage()
    for (const run of ['run-1', 'run-2'])
      for (const number of [0, 1]) await store.keep(run, number, `${run}\n`)
    await store.erase(['run-1'])
    await store.erase(['run-1'])
    expect(await partsOf(store, 'run-1')).toEqual([])
    expect(await partsOf(store, 'run-2')).toHaveLength(2)
    expect(contentsOf(test)).toHaveLength(2)
  })

  it('finds again what an erasure left, whichever deletion the portal refuses', async () => {
    for (const skip of [0, 1, 2]) {
      const { test, store } = await inStorage()
      for (const number of [0, 1, 2]) await store.keep('run-1', number, `part ${number}\n`)
      const kind = { type: 'refuse', error: 'ERROR_CORE', description: 'try again' } as const
      test.portal.faults.add({ method: 'entity.item.delete', kind, skip })
      await expect(store.erase(['run-1'])).rejects.toThrow()
      expect((await store.list()).map(({ archiveId }) => archiveId)).toEqual(['run-1'])
      await store.erase(['run-1'])
      expect(contentsOf(test)).toEqual([])
    }
  })
  it('erases twelve archives with hardly more requests than one', async () => {
    const { test, store } = await inStorage()
    const runs = Array.from({ length: 12 }, (_, at) => `run-${at}`)
    for (const run of ['alone', ...runs])
      for (const number of [0, 1]) await store.keep(run, number, `${run}\n`)
    const requestsOf = async (archiveIds: readonly string[]): Promise<number> => {
      const before = test.portal.log.length
      await store.erase(archiveIds)
      return test.portal.log.length - before
    }
    // Which storages there are, what is there, erase it, then the headers, look once more.
    expect(await requestsOf(['alone'])).toBe(5)
    expect(await requestsOf(runs)).toBeLessThan(12)
    expect(contentsOf(test)).toEqual([])
  })

  it.each<Fault['kind']>([
    { type: 'drop-after' },
    { type: 'drop-before' },
    { type: 'malformed-json' },
    { type: 'empty-200' },
    { type: 'http', status: 500 },
  ])(
    'a part whose answer is lost (%j) is looked for before it is sent again, and there once',
    async (kind) => {
      const { test, store } = await inStorage()
      await store.keep('run-1', 0, HEADER)
      test.portal.faults.add({ method: 'entity.item.add', kind })
      expect(await store.keep('run-1', 1, 'contacts\n')).toBe(true)
      expect(contentsOf(test)).toHaveLength(2)
      expect(await partsOf(store, 'run-1')).toEqual([HEADER, 'contacts\n'])
    },
  )

  it('can be made although the answer is lost', async () => {
    const { test, store } = await inStorage()
    test.portal.faults.add({ method: 'entity.add', kind: { type: 'drop-after' } })
    expect(await store.keep('run-1', 0, HEADER)).toBe(true)
  })

  it('is not stored if the portal refuses or does not answer', async () => {
    const { test, store } = await inStorage()
    test.portal.faults.add({
      method: 'entity.item.add',
      kind: { type: 'refuse', error: 'ACCESS_DENIED', description: 'Access denied', status: 403 },
    })
    expect(await store.keep('run-1', 0, HEADER)).toBe(false)
    test.portal.faults.add({ method: '*', times: 100, kind: { type: 'drop-before' } })
    expect(await store.keep('run-1', 0, HEADER)).toBe(false)
    await expect(store.list()).rejects.toMatchObject({ failure: { kind: 'network' } })
    test.portal.faults.clear()
    expect(await store.keep('run-1', 0, HEADER)).toBe(true)
  })

  it('a part that was altered is written again when it is stored again', async () => {
    const { test, store } = await inStorage()
    await store.keep('run-1', 0, HEADER)
    const { appStorage } = test.portal.store
    for (const { code } of appStorage.all())
      for (const { ID } of appStorage.items(code))
        appStorage.changeItem(code, ID, { DETAIL_TEXT: '|altered|' })
    expect(await partsOf(store, 'run-1')).not.toEqual([HEADER])
    expect(await store.keep('run-1', 0, HEADER)).toBe(true)
    expect(await partsOf(store, 'run-1')).toEqual([HEADER])
  })
})

describe('the app’s storage, while a run goes on', () => {
  const adds = 'entity.item.add'

  it('may lose its scope: nothing more counts as stored, what is there stays, and it goes on when the scope is back', async () => {
    const { test, store } = await inStorage()
    await store.keep('run-1', 0, HEADER)
    test.portal.app.scopes.delete('entity')
    expect(await store.keep('run-1', 1, 'contacts\n')).toBe(false)
    await expect(store.erase(['run-1'])).rejects.toMatchObject({ failure: { kind: 'scope' } })
    test.portal.app.scopes.add('entity')
    expect(await store.keep('run-1', 1, 'contacts\n')).toBe(true)
    expect(await partsOf(store, 'run-1')).toEqual([HEADER, 'contacts\n'])
  })

  it('may be full: a part that fits only partly does not count as stored, and is completed when there is room again', async () => {
    const { test, store } = await inStorage()
    await store.keep('run-1', 0, HEADER)
    const full = { type: 'refuse', error: 'ERROR_COULD_NOT_SAVE_FILE', description: 'No space left' } as const
    // The second of several items does not fit.
    test.portal.faults.add({ method: adds, skip: 1, times: 3, kind: full })
    expect(await store.keep('run-1', 1, NASTY)).toBe(false)
    test.portal.faults.clear()
    expect(await store.keep('run-1', 1, NASTY)).toBe(true)
    expect(await partsOf(store, 'run-1')).toEqual([HEADER, NASTY])
  })

  it('two browsers of one user that write the same have it once, and both got a true answer', async () => {
    const test = portalWith('entity')
    const [one, another] = [(await storeOf(test))!, (await storeOf(test))!]
    const kept = await Promise.all([one.keep('run-1', 0, HEADER), another.keep('run-1', 0, HEADER)])
    expect(kept).toEqual([true, true])
    expect(await partsOf(one, 'run-1')).toEqual([HEADER])
    expect(contentsOf(test)).toHaveLength(1)
  })
})

describe('the app’s storage', () => {
  it('can be read only by its user and the administrators', async () => {
    const { test, store } = await inStorage()
    await store.keep('run-1', 0, HEADER)
    const others = (await storeOf(test, COLLEAGUE))!
    expect([await others.list(), await partsOf(others, 'run-1')]).toEqual([[], []])
    expect(test.call('entity.item.get', { ENTITY: 'tidy_2' }, COLLEAGUE).body.error).toBe('ACCESS_DENIED')
    const admins = (await storeOf(test, ADMIN))!
    expect(await partsOf(admins, 'run-1')).toEqual([HEADER])
    expect(test.portal.store.appStorage.get('tidy_2')?.access).toEqual({ U2: 'X', G1: 'X' })
    await admins.erase(['run-1'])
    expect(await store.list()).toEqual([])
  })

  it('takes two requests for a part of an archive begun here, and always looks first at one begun elsewhere', async () => {
    const { test, store } = await inStorage()
    const requests = async (work: () => Promise<unknown>): Promise<string[]> => {
      const before = test.portal.log.length
      await work()
      return test.portal.log.slice(before).map(({ method }) => method)
    }
    await store.keep('run-1', 0, HEADER)
    // The look asks for the header, too.
    const [add, look] = ['entity.item.add', 'batch']
    expect(await requests(() => store.keep('run-1', 1, 'contacts\n'))).toEqual([add, look])
    expect(await requests(() => store.keep('run-1', 1, 'contacts\n'))).toEqual([look])
    // A later visit remembers nothing.
    const later = (await storeOf(test))!
    await later.keep('run-1', 0, HEADER)
    expect(await requests(() => later.keep('run-1', 1, 'contacts\n'))).toEqual([look])
    expect(await requests(() => later.keep('run-1', 2, 'more\n'))).toEqual([look, add, look])
  })

  it('is read part by part if the portal cannot return several at once', async () => {
    const { test, store } = await inStorage()
    const parts = [HEADER, 'contacts\n', 'more\n']
    for (const [number, part] of parts.entries()) await store.keep('run-1', number, part)
    test.portal.faults.add({ method: 'batch', times: 100, kind: { type: 'http', status: 500 } })
    expect(await partsOf(store, 'run-1')).toEqual(parts)
  })

  it('a part of which a chunk is missing is damaged, not shorter', async () => {
    const { test, store } = await inStorage()
    await store.keep('run-1', 0, NASTY)
    const { appStorage } = test.portal.store
    appStorage.removeItem('tidy_2', appStorage.items('tidy_2').at(-1)!.ID)
    await expect(partsOf(store, 'run-1')).rejects.toMatchObject({ failure: { kind: 'copy-unreadable' } })
  })
})
