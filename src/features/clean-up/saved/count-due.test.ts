import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import type { SavedCleanUp } from '#core/plan/saved/saved-clean-up.ts'
import { withCleanUp, writeCleanUps, type StoredCleanUps } from '#core/plan/saved/stored-clean-ups.ts'
import { cleanUpsQuery } from '../../shared/saved-clean-up/clean-up-query.ts'
import { countDue } from './count-due.ts'

const NOTHING: StoredCleanUps = { cleanUps: [], unread: [], runs: {} }

const cleanUp = (id: string, change: Partial<SavedCleanUp> = {}): SavedCleanUp => ({
  id,
  name: id,
  subject: { kind: 'suggestion', name: 'unreachable' },
  guards: DEFAULT_GUARDS,
  newerDays: 30,
  mostPercent: 10,
  interval: 'monthly',
  savedAt: 0,
  ...change,
})

const text = (...all: SavedCleanUp[]) => JSON.stringify(writeCleanUps(all.reduce(withCleanUp, NOTHING)))
const opened = (own: string | null, everybodys: string | null) => ({
  atOpening: () => [own, everybodys] as const,
})

it('counts what the portal sent when it opened the app: one’s own and everybody’s', () => {
  const client = new QueryClient()
  const own = text(cleanUp('due'), cleanUp('no reminder', { interval: null }))
  expect(countDue(opened(own, null), client)).toBe(1)
  expect(countDue(opened(own, text(cleanUp('all'), cleanUp('new', { savedAt: Date.now() }))), client)).toBe(2)
  expect(countDue(opened('damaged', '{}'), client)).toBe(0)
})

it('believes what was read since', () => {
  const client = new QueryClient()
  client.setQueryData(cleanUpsQuery(null).queryKey, { listed: [], unreadable: [] })
  expect(countDue(opened(text(cleanUp('due')), null), client)).toBe(0)
})
