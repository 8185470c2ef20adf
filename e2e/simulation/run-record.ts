import type { RunRecord } from '../../src/core/records/record.ts'

/** The record of a deletion that has just begun and has deleted nobody yet, but for `parts`. */
export function runRecord(parts: Partial<RunRecord> = {}): RunRecord {
  return {
    version: 1,
    id: 'run',
    kind: 'deletion',
    user: { id: 7, name: 'Mary Manager' },
    startedAt: 0,
    endedAt: null,
    reference: '',
    query: null,
    guards: null,
    planned: 0,
    counts: {},
    archive: null,
    later: [],
    ...parts,
  }
}
