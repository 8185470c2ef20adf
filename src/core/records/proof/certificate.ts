import type { ArchiveCodec, AppFacts } from '../../archive/ports.ts'
import type { Bin } from '../../plan/review.ts'
import { PortalFailure } from '../../failure.ts'
import type { ArchiveSource } from './archive-source.ts'
import { readIds } from '../id-text.ts'
import type { ContactProof } from './proof.ts'
import { digestOf, readCopies } from './read-copies.ts'
import { archivesIn, type RunRecord } from '../record.ts'
import type { Traces } from './attachment-counts.ts'

/**
 * Shows a deletion to a person who asked to be erased, or to an authority. It contains no names: a contact is listed by
 * its id and a hash. Someone who knows a contact's data can find it; the data cannot be read from the hash.
 */
export interface Certificate {
  readonly record: RunRecord
  readonly portal: AppFacts['portal']
  readonly appVersion: string
  /** Unix ms of our clock. */
  readonly madeAt: number
  /** The user who asked for the certificate. */
  readonly madeBy: AppFacts['user']
  /** Hashed together with the contact's data. It is the run's id: random, and the same on every print. */
  readonly salt: string
  /** Deleted contacts first, then in the order of their ids. */
  readonly contacts: readonly CertifiedContact[]
  readonly hashes: Hashes
  /** What was linked to the deleted contacts; null: no archive could be read, or the record has no verdicts. */
  readonly traces: Traces | null
  readonly bin: Bin
}

export interface CertifiedContact {
  readonly id: number
  /** What a list called it, such as the number of a request; '' for nothing. */
  readonly reference: string
  /** `RunVerdict['kind']`; null: the record has no verdicts. */
  readonly verdict: string | null
  /** From `identityHash`; null: the contact is not in the archive. */
  readonly hash: string | null
  /** What was linked to it; null as for `hash`. */
  readonly traces: Traces | null
}

/** Where the hashes come from, or why there are none. */
export type Hashes =
  /** The record has them. `sealed`: the archive was as it was written when they were made, at this time. */
  | { readonly kind: 'stored'; readonly sealed: boolean; readonly at: number }
  /** The record has too many contacts for them, but the hash of them all. */
  | { readonly kind: 'digest'; readonly digest: string }
  /** `sealed` true: the archive is as it was written, by its seal in the record. False: altered, or without a seal. */
  | { readonly kind: 'made'; readonly sealed: boolean }
  /** The run has no archive. */
  | { readonly kind: 'no-archive' }
  /** It was erased, or its time was over. */
  | { readonly kind: 'gone' }
  /** It may still be there. */
  | { readonly kind: 'unreadable' }

export interface CertificateContext {
  readonly about: AppFacts
  readonly now: number
  readonly bin: Bin
  readonly source: ArchiveSource
}

/** The certificate of a deletion. Does not reject if the archive cannot be read: then the certificate says so. */
export async function certify(
  record: RunRecord,
  { about, now, bin, source }: CertificateContext,
  codec: Pick<ArchiveCodec, 'encode' | 'sha256'>,
): Promise<Certificate> {
  const verdicts = verdictsOf(record)
  const archived = await readArchived(record, source, codec)
  const ids = new Set([...verdicts.keys(), ...archived.each.keys()])
  const contacts = [...ids].map((id): CertifiedContact => {
    const { hash = null, traces = null } = archived.each.get(id) ?? NO_PROOF
    const reference = record.references?.[String(id)] ?? ''
    return { id, reference, verdict: verdicts.get(id) ?? null, hash, traces }
  })
  return {
    record,
    portal: about.portal,
    appVersion: about.appVersion,
    madeAt: now,
    madeBy: about.user,
    salt: record.id,
    contacts: contacts.toSorted((a, b) => Number(isGone(b)) - Number(isGone(a)) || a.id - b.id),
    hashes: archived.hashes,
    traces: archived.traces,
    bin,
  }
}

const NO_PROOF: Partial<ContactProof> = {}

function isGone({ verdict }: CertifiedContact): boolean {
  return verdict === 'deleted'
}

function verdictsOf({ contacts = {} }: RunRecord): Map<number, string> {
  return new Map(
    Object.entries(contacts).flatMap(([verdict, text]) =>
      readIds(text).map((id): [number, string] => [id, verdict]),
    ),
  )
}

interface Archived {
  readonly each: ReadonlyMap<number, ContactProof>
  readonly hashes: Hashes
  readonly traces: Traces | null
}

/** What the record has of the copy outlives it; else the copy is read. */
async function readArchived(
  record: RunRecord,
  source: ArchiveSource,
  codec: Pick<ArchiveCodec, 'encode' | 'sha256'>,
): Promise<Archived> {
  const none = (hashes: Hashes): Archived => ({
    each: new Map(),
    hashes,
    traces: record.proof?.traces ?? null,
  })
  const { proof = null } = record
  if (proof?.each !== undefined) {
    const each = new Map(Object.entries(proof.each).map(([id, own]) => [Number(id), own]))
    return { each, hashes: { kind: 'stored', sealed: proof.sealed, at: proof.at }, traces: proof.traces }
  }
  if (archivesIn(record).length === 0) return none({ kind: 'no-archive' })
  try {
    const reading = await readCopies(record, source, codec)
    if (reading !== null) {
      const { each, traces, sealed } = reading
      const same = proof === null || proof.digest === (await digestOf(each, codec))
      return { each, hashes: { kind: 'made', sealed: sealed && same }, traces }
    }
    return none(proof === null ? { kind: 'gone' } : { kind: 'digest', digest: proof.digest })
  } catch (thrown) {
    if (!(thrown instanceof PortalFailure)) throw thrown
    return none({ kind: 'unreadable' })
  }
}
