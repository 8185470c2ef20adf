import { STORED, type JournalStore } from '../../src/core/job/ports.ts'

/** A journal in memory that can take the page down with it. */
export interface SimJournal extends JournalStore {
  readonly records: string[]
  /** At the n-th append from now the page dies: before or after the record was written. */
  crashAt(append: number, when: 'before' | 'after', crash: () => void): void
}

export function createSimJournal(): SimJournal {
  const records: string[] = []
  let left = Infinity
  let when: 'before' | 'after' = 'before'
  let die = (): void => undefined
  return {
    records,
    begin: () => Promise.resolve(STORED),
    append(_planId, record) {
      left--
      if (left === 0 && when === 'before') {
        die()
        return Promise.resolve(true)
      }
      // Nothing is written by a page that is gone.
      if (left >= 0) records.push(record)
      if (left === 0) die()
      return Promise.resolve(true)
    },
    unfinished: () => Promise.resolve(null),
    finish: () => Promise.resolve(),
    crashAt(append, at, crash) {
      left = append
      when = at
      die = crash
    },
  }
}
