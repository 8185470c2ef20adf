import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDayMark } from './day-mark.ts'

const NOON = Date.UTC(2026, 0, 10, 12)
const HOUR = 3_600_000

function storageOf(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOON })
  vi.stubGlobal('window', { localStorage: storageOf() })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const later = (ms: number): void => void vi.setSystemTime(Date.now() + ms)

describe('what is to be done once a day', () => {
  it('is due at first, and again a day after it was done, in each portal and on another visit', () => {
    const mark = openDayMark('portal', 'swept')
    expect(mark.isDue()).toBe(true)
    mark.note()
    later(23 * HOUR)
    expect([openDayMark('portal', 'swept').isDue(), openDayMark('other', 'swept').isDue()]).toEqual([
      false,
      true,
    ])
    later(HOUR)
    expect(mark.isDue()).toBe(true)
  })

  it('is due at once when there is a reason', () => {
    const mark = openDayMark('portal', 'swept')
    mark.note()
    mark.clear()
    expect([mark.isDue(), openDayMark('portal', 'swept').isDue()]).toEqual([true, true])
  })

  it('is not postponed by a clock that was set back, nor by an unreadable mark', () => {
    const mark = openDayMark('portal', 'swept')
    mark.note()
    later(-48 * HOUR)
    expect(mark.isDue()).toBe(true)
    window.localStorage.setItem('tidy-contacts:swept:portal', 'nonsense')
    expect(openDayMark('portal', 'swept').isDue()).toBe(true)
  })

  it('is remembered by the page where the browser refuses storage to a frame', () => {
    vi.stubGlobal('window', {
      get localStorage(): Storage {
        throw new DOMException('denied', 'SecurityError')
      },
    })
    const mark = openDayMark('portal', 'swept')
    expect(mark.isDue()).toBe(true)
    mark.note()
    expect([mark.isDue(), openDayMark('portal', 'swept').isDue()]).toEqual([false, true])
  })
})
