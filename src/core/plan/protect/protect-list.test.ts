import { expect, it } from 'vitest'
import { inForce } from './in-force.ts'
import {
  readProtectList,
  withoutProtected,
  withProtected,
  writeProtectList,
  type ProtectEntry,
} from './protect-list.ts'

const entry = (id: number, change: Partial<ProtectEntry> = {}): ProtectEntry => ({
  id,
  reason: 'VIP',
  until: null,
  by: 1,
  at: 1_000,
  ...change,
})

it('reads what it wrote', () => {
  const list = { entries: [entry(7), entry(8, { until: 5_000 })], unread: [] }
  expect(readProtectList(JSON.parse(JSON.stringify(writeProtectList(list))))).toEqual(list)
  expect(readProtectList(null)).toEqual({ entries: [], unread: [] })
})

it('protects each contact that is named, whatever else is odd, and loses nothing of the rest', () => {
  const stored = { version: 1, entries: [{ id: 7, until: 'soon', by: 'me' }, { id: 'x' }, null] }
  const read = readProtectList(stored)
  expect(read).toEqual({
    entries: [{ id: 7, reason: '', until: null, by: null, at: null }],
    unread: [{ id: 'x' }, null],
  })
  const written = writeProtectList(withProtected(read, [entry(9)]))
  expect(readProtectList(written).unread).toEqual([{ id: 'x' }, null])
})

it.each(['text', { version: 2, entries: [] }, [7]])('calls %j unread, not empty', (stored) => {
  expect(readProtectList(stored).unread).toEqual([stored])
})

it('replaces an entry of the same contact, and takes entries out', () => {
  const list = { entries: [entry(7), entry(8)], unread: [] }
  expect(withProtected(list, [entry(7, { reason: 'new' })]).entries).toEqual([
    entry(8),
    entry(7, { reason: 'new' }),
  ])
  expect(withoutProtected(list, new Set([7])).entries).toEqual([entry(8)])
})

it('holds until its date, and everybody’s goes before one’s own', () => {
  const entries = [
    { ...entry(7, { until: 100 }), scope: 'everybody' as const },
    { ...entry(7), scope: 'me' as const },
    { ...entry(8, { until: 100 }), scope: 'me' as const },
  ]
  expect(inForce({ entries }, 99).get(7)?.scope).toBe('everybody')
  const later = inForce({ entries }, 100)
  expect([...later.keys()]).toEqual([7])
  expect(later.get(7)?.scope).toBe('me')
})
