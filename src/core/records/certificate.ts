import type { ArchiveCodec, AppFacts } from '../archive/ports.ts'
import type { Bin } from '../plan/review.ts'
import { PortalFailure } from '../failure.ts'
import type { ArchiveSource } from './archive-source.ts'
import { readIds } from './id-text.ts'
import { identityHash } from './fingerprint.ts'
import { archivesIn, type RunRecord } from './record.ts'
import { countTraces, type Traces } from './attachment-counts.ts'

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
  /** `RunVerdict['kind']`; null: the record has no verdicts. */
  readonly verdict: string | null
  /** From `identityHash`; null: the contact is not in the archive. */
  readonly hash: string | null
}

/** Whether hashes could be made from the archive. */
export type Hashes =
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
  const archived = await readArchived(record, verdicts, source, codec)
  const ids = new Set([...verdicts.keys(), ...archived.digests.keys()])
  const contacts = [...ids].map((id): CertifiedContact => ({
    id,
    verdict: verdicts.get(id) ?? null,
    hash: archived.digests.get(id) ?? null,
  }))
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
  readonly digests: ReadonlyMap<number, string>
  readonly hashes: Hashes
  readonly traces: Traces | null
}

async function readArchived(
  record: RunRecord,
  verdicts: ReadonlyMap<number, string>,
  source: ArchiveSource,
  codec: Pick<ArchiveCodec, 'encode' | 'sha256'>,
): Promise<Archived> {
  const none = (hashes: Hashes): Archived => ({ digests: new Map(), hashes, traces: null })
  const archives = archivesIn(record)
  if (archives.length === 0) return none({ kind: 'no-archive' })
  const digests = new Map<number, string>()
  const deleted = (id: number): boolean => verdicts.get(id) === 'deleted'
  const counter = countTraces(deleted)
  try {
    let found = 0
    let sealed = true
    for (const { archiveId, seal } of archives) {
      // A contact in two archives was copied again before it was deleted: the later copy counts.
      const before = new Set(digests.keys())
      const seen = await source.read(archiveId, async (contact) => {
        if (before.has(contact.id)) return
        digests.set(contact.id, await identityHash(contact, record.id, codec))
        if (deleted(contact.id)) counter.add(contact)
      })
      if (seen !== null) found++
      sealed &&= seen?.whole === true && seen.seal === seal
    }
    if (found === 0) return none({ kind: 'gone' })
    return {
      digests,
      hashes: { kind: 'made', sealed },
      // Without verdicts it is unknown which contacts were deleted.
      traces: verdicts.size > 0 ? counter.traces() : null,
    }
  } catch (thrown) {
    if (!(thrown instanceof PortalFailure)) throw thrown
    return none({ kind: 'unreadable' })
  }
}
