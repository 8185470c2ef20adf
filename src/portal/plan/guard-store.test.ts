import { expect, it } from 'vitest'
import { DEFAULT_GUARDS, type GuardSettings } from '#core/plan/guards.ts'
import { createRest, type Send } from '../rest/rest.ts'
import { createGuardStore } from './guard-store.ts'

const protecting = (...protectedIds: number[]): GuardSettings => ({ ...DEFAULT_GUARDS, protectedIds })

/** A portal that answers when the test says so, and remembers the order of the requests. */
function slowPortal() {
  const asked: string[] = []
  const answers: (() => void)[] = []
  const send: Send = (_method, params) => {
    asked.push(JSON.stringify(params))
    return new Promise((resolve) => answers.push(() => resolve({ result: true })))
  }
  return { asked, answers, store: createGuardStore(createRest(send), false) }
}

it('sends a later setting only after the earlier one is stored', async () => {
  const { asked, answers, store } = slowPortal()
  const first = store.write(protecting(7))
  const second = store.write(protecting(7, 8))
  await Promise.resolve()
  expect(asked).toHaveLength(1)
  answers[0]?.()
  await first
  await Promise.resolve()
  expect(asked).toHaveLength(2)
  expect(asked[1]).toContain('[7,8]')
  answers[1]?.()
  await second
})

it('reads only the last setting', async () => {
  const { asked, answers, store } = slowPortal()
  const written = store.write(protecting(7))
  void store.read()
  await Promise.resolve()
  expect(asked).toHaveLength(1)
  answers[0]?.()
  await written
  await Promise.resolve()
  expect(asked).toHaveLength(2)
})

it('goes on after a write that failed, and says which one did', async () => {
  const send: Send = (_method, params) =>
    JSON.stringify(params).includes('[7]') ? Promise.resolve({}) : Promise.resolve({ result: true })
  const store = createGuardStore(createRest(send), false)
  const [first, second] = await Promise.allSettled([
    store.write(protecting(7)),
    store.write(protecting(7, 8)),
  ])
  expect([first.status, second.status]).toEqual(['rejected', 'fulfilled'])
})
