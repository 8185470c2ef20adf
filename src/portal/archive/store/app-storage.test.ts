import { expect, it } from 'vitest'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import { createTestPortal } from '../../../../e2e/portal/testing.ts'
import { sendTo } from '../../../../e2e/tools/portal-rest.ts'
import { createPacedRest } from '../../rest/paced-rest.ts'
import type { Params } from '../../rest/query-string.ts'
import { createRest, type Send } from '../../rest/rest.ts'
import { openAppStorage } from './app-storage.ts'
import { createStorageStore } from './storage-store.ts'

const MANAGER = 2

/** Without the filters, also of the commands of a batch. */
function unfiltered(params: Params): Params {
  const { cmd } = params
  if (typeof cmd !== 'object' || cmd === null) return { ...params, FILTER: {} }
  const commands = Object.entries(cmd).map(([name, command]) => [
    name,
    (command as string).replaceAll(/FILTER(%5B|\[)[^&]*&?/gu, ''),
  ])
  return { ...params, cmd: Object.fromEntries(commands) as Record<string, string> }
}

it('no archive is lost if a portal silently ignores a filter', async () => {
  const test = createTestPortal()
  const send = sendTo(test, MANAGER)
  let drops = false
  const dropping: Send = (method, params, limitMs) =>
    send(method, drops ? unfiltered(params) : params, limitMs)
  const patience = { now: test.portal.now, wait: () => Promise.resolve() }
  const paced = createPacedRest(createRest(dropping, test.portal.now), patience, USUAL_BUCKET)
  const storage = openAppStorage(paced, MANAGER)
  const store = createStorageStore({ paced, storage, keepDays: () => Promise.resolve(30) })
  for (const run of ['run-1', 'run-2']) expect(await store.keep(run, 0, `header of ${run}\n`)).toBe(true)
  drops = true
  await expect(store.erase(['run-1'])).rejects.toMatchObject({ failure: { kind: 'filter-ignored' } })
  expect(await store.keep('run-3', 0, 'header of run-3\n')).toBe(false)
  drops = false
  expect((await store.list()).map(({ archiveId }) => archiveId)).toEqual(
    expect.arrayContaining(['run-1', 'run-2']),
  )
})
