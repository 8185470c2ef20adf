import * as v from 'valibot'
import { TRACE_KINDS, type Traces } from './attachment-counts.ts'

/**
 * What the copy of a run shows about its contacts, without names: it is made when the run ends, stored in the record, and
 * outlives the copy (`read-copies.ts`).
 */
export interface Proof {
  /** When it was made, Unix ms of our clock. */
  readonly at: number
  /** Whether the copy was then as it was written, by its checksums. */
  readonly sealed: boolean
  /** How many contacts have a fingerprint. */
  readonly contacts: number
  /** SHA-256 of the lines `id fingerprint`, in the order of the ids: it confirms a list that was downloaded before. */
  readonly digest: string
  /** What was linked to the deleted contacts; null: the record has no verdicts. */
  readonly traces: Traces | null
  /** By contact id; absent: more than `MOST_KEPT`. */
  readonly each?: Readonly<Record<string, ContactProof>>
}

export interface ContactProof {
  /** From `identityHash`. */
  readonly hash: string
  /** What was linked to this contact. */
  readonly traces: Traces
}

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u))
const kind = v.picklist(TRACE_KINDS)
const traces: v.GenericSchema<unknown, Traces> = v.object({
  counts: v.pipe(
    v.record(v.string(), v.unknown()),
    v.transform((stored): Traces['counts'] =>
      Object.fromEntries(
        Object.entries(stored).filter(([own, count]) => v.is(kind, own) && v.is(natural, count)),
      ),
    ),
  ),
  atLeast: v.array(kind),
})

export const proofSchema: v.GenericSchema<unknown, Proof> = v.object({
  at: v.pipe(v.number(), v.finite()),
  sealed: v.boolean(),
  contacts: natural,
  digest: hash,
  traces: v.nullable(traces),
  each: v.exactOptional(v.record(v.string(), v.object({ hash, traces }))),
})
