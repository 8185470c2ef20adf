import { describe, expect, it } from 'vitest'
import { controlAfter, rowAfter } from './row-controls.ts'

describe('along a row', () => {
  it.each([
    ['ArrowRight', 'tick', false, 'name'],
    ['ArrowRight', 'delete', false, 'delete'],
    ['ArrowLeft', 'tick', false, 'tick'],
    ['ArrowLeft', 'tick', true, 'name'],
    ['ArrowRight', 'delete', true, 'name'],
    ['Home', 'delete', false, 'tick'],
    ['End', 'tick', false, 'delete'],
    ['Enter', 'tick', false, null],
  ] as const)('%s from %s, right to left %s: %s', (key, from, rightToLeft, to) => {
    expect(controlAfter(key, from, rightToLeft)).toBe(to)
  })

  it('a lock is between the name and Delete', () => {
    expect(controlAfter('ArrowRight', 'name', false, true)).toBe('lock')
    expect(controlAfter('ArrowRight', 'lock', false, true)).toBe('delete')
    expect(controlAfter('ArrowRight', 'delete', true, true)).toBe('lock')
    expect(controlAfter('ArrowRight', 'name', false)).toBe('delete')
  })
})

describe('between rows', () => {
  const press = (key: string, from: number, ctrlKey = false): number | null =>
    rowAfter({ key, ctrlKey, metaKey: false }, from, 100, 9)

  it.each([
    ['ArrowDown', 5, 6],
    ['ArrowDown', 99, 99],
    ['ArrowUp', 0, 0],
    ['PageDown', 95, 99],
    ['PageUp', 20, 11],
    ['Home', 20, null],
  ])('%s from %i: %s', (key, from, to) => {
    expect(press(key, from)).toBe(to)
  })

  it('Ctrl leads to the ends of the list', () => {
    expect([press('Home', 20, true), press('End', 20, true)]).toEqual([0, 99])
  })
})
