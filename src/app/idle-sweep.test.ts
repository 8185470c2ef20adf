import { memoryRecords } from '../../e2e/simulation/memory-records.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ArchiveStore, StoredArchive } from '#core/archive/ports.ts'
import { PortalFailure } from '#core/failure.ts'
import type { DayMark, WorkPorts } from '#core/ports.ts'
import { sweepIfDue, whenIdle } from './idle-sweep.ts'

const NOW = 1_000_000

beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => void vi.useRealTimers())

describe('a quiet minute', () => {
  it('comes some time after the start, and after each pause in the input', () => {
    const target = new EventTarget()
    const act = vi.fn<() => void>()
    const end = whenIdle(target, 60_000, act)
    vi.advanceTimersByTime(59_000)
    target.dispatchEvent(new Event('keydown'))
    vi.advanceTimersByTime(59_000)
    expect(act).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1_000)
    expect(act).toHaveBeenCalledTimes(1)
    target.dispatchEvent(new Event('pointerdown'))
    vi.advanceTimersByTime(60_000)
    expect(act).toHaveBeenCalledTimes(2)
    end()
    vi.advanceTimersByTime(600_000)
    expect(act).toHaveBeenCalledTimes(2)
  })
})

function markOf(due: boolean): DayMark & { due: boolean } {
  const mark = {
    due,
    isDue: () => mark.due,
    note: () => void (mark.due = false),
    clear: () => void (mark.due = true),
  }
  return mark
}

function storeWith(archives: Map<string, number | null>): ArchiveStore {
  return {
    place: 'portal-storage',
    keep: () => Promise.resolve(true),
    holds: () => Promise.resolve(true),
    async *open() {
      yield await Promise.resolve('')
    },
    list: () =>
      Promise.resolve(
        [...archives].map(([archiveId, until]): StoredArchive => ({ archiveId, header: '', until })),
      ),
    erase(archiveIds) {
      for (const each of archiveIds) archives.delete(each)
      return Promise.resolve()
    },
  }
}

describe('the sweep of a quiet minute', () => {
  const setUp = (due: boolean, portal: Map<string, number | null> | 'silent') => {
    const browser = new Map([['old', NOW - 1]])
    const portalStore = (): Promise<ArchiveStore> =>
      portal === 'silent'
        ? Promise.reject(new PortalFailure({ kind: 'network', code: '', portalText: '' }))
        : Promise.resolve(storeWith(portal))
    const { store: records } = memoryRecords()
    const about = { user: { id: 1 } }
    const recovery = { browserStore: storeWith(browser), portalStore, records, about }
    const load = vi.fn(() =>
      Promise.resolve({ recovery, clock: { now: () => NOW } } as unknown as Pick<
        WorkPorts,
        'recovery' | 'clock'
      >),
    )
    return { mark: markOf(due), load, browser }
  }

  it('removes expired archives, once', async () => {
    const portal = new Map([
      ['old', NOW - 1],
      ['young', NOW + 1],
    ])
    const { mark, load, browser } = setUp(true, portal)
    await sweepIfDue(mark, load)
    await sweepIfDue(mark, load)
    expect([[...browser.keys()], [...portal.keys()], load.mock.calls.length]).toEqual([[], ['young'], 1])
  })

  it('loads nothing when it is not due', async () => {
    const { mark, load } = setUp(false, new Map())
    await sweepIfDue(mark, load)
    expect(load).not.toHaveBeenCalled()
  })

  it('is due again if the portal could not be asked', async () => {
    const { mark, load, browser } = setUp(true, 'silent')
    await sweepIfDue(mark, load)
    // Only the browser's copy still knows the expiry time, so it is removed only together with the portal's.
    expect([mark.due, [...browser.keys()]]).toEqual([true, ['old']])
    load.mockRejectedValue(new PortalFailure({ kind: 'network', code: '', portalText: '' }))
    await sweepIfDue(mark, load)
    expect(mark.due).toBe(true)
  })
})
