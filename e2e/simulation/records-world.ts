import type { ArchiveStore } from '../../src/core/archive/ports.ts'
import type { RecordsPorts } from '../../src/core/records/ports.ts'
import { nodeCodec } from './codec.ts'
import { memoryRecords } from './memory-records.ts'

/** A run or a restore that a test moves on by hand. */
export function byHand<RunPlan, State>(plan: RunPlan, state: State) {
  const watchers = new Set<() => void>()
  const run = {
    plan,
    state,
    watch(changed: () => void) {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    becomes(next: State) {
      run.state = next
      for (const tell of watchers) tell()
    },
  }
  return run
}

const store = (place: ArchiveStore['place'], ids: readonly string[]): ArchiveStore => ({
  place,
  keep: () => Promise.resolve(true),
  holds: (archiveId) => Promise.resolve(ids.includes(archiveId)),
  open: () => ({
    [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
  }),
  list: () => Promise.resolve(ids.map((archiveId) => ({ archiveId, header: '', until: null }))),
  erase: () => Promise.resolve(),
})

/** Records in memory, of a manager whose run `run` is archived in the browser and in the portal. */
export function recordsWorld() {
  const { store: records, kept, writes, trouble } = memoryRecords()
  const clock = { at: 100 }
  const ports: RecordsPorts = {
    facts: { bin: 'not-known', isAdmin: false },
    clock: { now: () => clock.at },
    recovery: {
      records,
      about: {
        appVersion: '1',
        portal: { memberId: 'm', host: 'h' },
        user: { id: 7, name: 'Mary Manager' },
      },
      codec: nodeCodec,
      browserStore: store('browser', ['run']),
      portalStore: () => Promise.resolve(store('portal-storage', ['run', 'other'])),
    },
  }
  return { kept, writes, clock, ports, silence: (on: boolean) => (trouble.silent = on) }
}
