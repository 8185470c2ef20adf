import type { ArchiveCodec } from '../../archive/ports.ts'
import type { PartSeal } from '../../archive/file/format.ts'
import type { ArchivedContact } from '../../archive/archived-contact.ts'
import type { ArchiveSource } from './archive-source.ts'
import { countTraces, TRACE_KINDS, type TraceKind, type Traces } from './attachment-counts.ts'
import { identityHash } from './fingerprint.ts'
import { readIds } from '../id-text.ts'
import type { ContactProof, Proof } from './proof.ts'
import { archivesIn, type RunRecord } from '../record.ts'

/** Contacts whose own fingerprints a record holds, some 100 characters each: a page of 50 records stays below 3 MB. */
export const MOST_KEPT = 500
/** A longer copy is not read again by itself when its run ends: only when somebody erases it or opens the certificate. */
export const MOST_READ = 10_000

/** What the archives of a run hold. */
export interface CopyReading {
  readonly each: ReadonlyMap<number, ContactProof>
  readonly traces: Traces | null
  readonly sealed: boolean
}

export type ReadingCodec = Pick<ArchiveCodec, 'encode' | 'sha256' | 'rest'>

/** Contacts that are read before the page may draw. */
const AT_ONCE = 50

/**
 * Reads all archives of a run. Null: none can be found. Rejects with PortalFailure if that is not certain.
 * @param written the parts of the newest archive by the run's journal: its last line may not be there yet.
 */
export async function readCopies(
  record: RunRecord,
  source: ArchiveSource,
  codec: ReadingCodec,
  written?: readonly PartSeal[],
): Promise<CopyReading | null> {
  const deletedIds = record.contacts === undefined ? null : new Set(readIds(record.contacts.deleted ?? ''))
  const isDeleted = (id: number): boolean => deletedIds?.has(id) === true
  const counter = countTraces(isDeleted)
  const each = new Map<number, ContactProof>()
  let found = 0
  let sealed = true
  for (const [at, { archiveId, seal }] of archivesIn(record).entries()) {
    // A contact in two archives was copied again before it was deleted: the later copy counts.
    const before = new Set(each.keys())
    const parts = at === 0 ? written : undefined
    const seen = await source.read(
      archiveId,
      async (contact) => {
        if (before.has(contact.id)) return
        if (each.size % AT_ONCE === AT_ONCE - 1) await codec.rest?.()
        each.set(contact.id, await proofOfContact(contact, record.id, isDeleted, codec))
        if (isDeleted(contact.id)) counter.add(contact)
      },
      parts,
    )
    if (seen !== null) found++
    sealed &&= seen?.whole === true && seen.seal === (parts === undefined ? seal : null)
  }
  if (found === 0) return null
  // Without verdicts it is unknown which contacts were deleted.
  return { each, traces: deletedIds === null ? null : counter.traces(), sealed }
}

async function proofOfContact(
  contact: ArchivedContact,
  salt: string,
  isDeleted: (id: number) => boolean,
  codec: ReadingCodec,
): Promise<ContactProof> {
  const own = countTraces(isDeleted)
  own.add(contact)
  return { hash: await identityHash(contact, salt, codec), traces: own.traces() }
}

/** The proof of what was read. @param now Unix ms of our clock. */
async function proofOf(reading: CopyReading, codec: ReadingCodec, now: number): Promise<Proof> {
  const { each, traces, sealed } = reading
  return {
    at: now,
    sealed,
    contacts: each.size,
    digest: await digestOf(each, codec),
    traces,
    ...(each.size > MOST_KEPT ? {} : { each: Object.fromEntries(each) }),
  }
}

/** The proof of a contact that was deleted singly, from the copy that was just made of it. */
export async function proofOfOne(
  contact: ArchivedContact,
  salt: string,
  deleted: boolean,
  codec: ReadingCodec,
  now: number,
): Promise<Proof> {
  const isDeleted = (id: number): boolean => deleted && id === contact.id
  const own = await proofOfContact(contact, salt, isDeleted, codec)
  const traces = deleted ? own.traces : { counts: {}, atLeast: [] }
  return proofOf({ each: new Map([[contact.id, own]]), traces, sealed: true }, codec, now)
}

/** As the README of this room says, to be made by hand from a downloaded list. */
export function digestOf(
  each: ReadonlyMap<number, Pick<ContactProof, 'hash'>>,
  codec: ReadingCodec,
): Promise<string> {
  const lines = [...each].toSorted(([a], [b]) => a - b).map(([id, { hash }]) => `${id} ${hash}`)
  return codec.sha256(codec.encode(lines.join('\n')))
}

/**
 * Whether the record has all that its copies can prove: a run that went on afterwards may have copied more contacts.
 */
export function isProven({ proof = null, endedAt }: Pick<RunRecord, 'proof' | 'endedAt'>): boolean {
  return proof !== null && endedAt !== null && proof.at >= endedAt
}

/**
 * The record with what its copies prove; without it if there are none. Rejects with PortalFailure if they could not be
 * read: then they must not be erased.
 */
export async function withProof(
  record: RunRecord,
  source: ArchiveSource,
  codec: ReadingCodec,
  now: number,
  written?: readonly PartSeal[],
): Promise<RunRecord> {
  const reading = await readCopies(record, source, codec, written)
  if (reading === null) return record
  const proof = await mergedProof(record.proof ?? null, await proofOf(reading, codec, now), codec)
  return { ...record, proof }
}

/** One proof of both, where a run went on after its copy was erased: the earlier proof is the last trace of that copy. */
async function mergedProof(before: Proof | null, proof: Proof, codec: ReadingCodec): Promise<Proof> {
  if (before?.each === undefined || proof.each === undefined) return proof
  const own = proof.each
  const added = Object.entries(before.each).filter(([id]) => own[id] === undefined)
  if (added.length === 0) return proof
  const each = new Map([...added, ...Object.entries(own)].map(([id, one]) => [Number(id), one]))
  const traces = before.traces === null || proof.traces === null ? null : sumOf([before.traces, proof.traces])
  return proofOf({ each, traces, sealed: before.sealed && proof.sealed }, codec, proof.at)
}

/** What was linked to contacts in both copies counts twice here. */
function sumOf(all: readonly Traces[]): Traces {
  const counts: Partial<Record<TraceKind, number>> = {}
  for (const kind of TRACE_KINDS) {
    const sum = all.reduce((total, one) => total + (one.counts[kind] ?? 0), 0)
    if (sum > 0) counts[kind] = sum
  }
  return { counts, atLeast: TRACE_KINDS.filter((kind) => all.some(({ atLeast }) => atLeast.includes(kind))) }
}
