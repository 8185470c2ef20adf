import { expect, it } from 'vitest'
import { EVERYBODY } from '../../contact/contact-query.ts'
import type { FoundRow, RowReader } from '../ports.ts'
import { selectAllThatMatch } from '../selection.ts'
import { idsThatMatch } from './ids-that-match.ts'

const query = {
  ...EVERYBODY,
  filters: { responsible: { kind: 'these', people: [{ id: 5, name: '' }] } },
} as const

function rowsOf(
  ...all: readonly [id: number, responsibleId: number][]
): Pick<RowReader, 'walk'> & { read: number } {
  const reader = {
    read: 0,
    async *walk() {
      await Promise.resolve()
      for (const [id, responsibleId] of all) {
        reader.read++
        const shown = { id, createdAt: 1, modifiedAt: 1, responsibleId }
        const row: FoundRow = { ...shown, name: null, typeId: '', sourceId: '', shown, owns: false }
        yield { rows: [row], readAt: 2 }
      }
    },
  }
  return reader
}

it('names those that match, without the unticked ones, and without rows that the portal lists in excess', async () => {
  const selection = { ...selectAllThatMatch(query, 3), except: new Set([2]) }
  expect(await idsThatMatch(selection, rowsOf([1, 5], [2, 5], [3, 6], [4, 5]), 10)).toEqual([1, 4])
})

it('gives up once there are too many, and reads no further', async () => {
  const rows = rowsOf([1, 5], [2, 5], [3, 5], [4, 5], [5, 5])
  expect(await idsThatMatch(selectAllThatMatch(query, 5), rows, 2)).toBeNull()
  expect(rows.read).toBe(3)
})
