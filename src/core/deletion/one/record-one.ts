import type { ArchiveOfOne } from '../../archive/copy-one.ts'
import type { Verdict } from '../verdict.ts'
import { writeIds } from '../../records/id-text.ts'
import type { Over, RecordStore, RunRecord } from '../../records/record.ts'
import { withNotes } from '../../records/written-over.ts'
import type { Clock } from '../../job/ports.ts'
import type { ArchivedContact } from '../../archive/archived-contact.ts'
import type { ArchivePorts } from '../../archive/ports.ts'
import { proofOfOne } from '../../records/proof/read-copies.ts'

/** The part of one contact's deletion that its record needs. */
export interface RecordedOne {
  /** The record's id; storing the same id again replaces the record. */
  readonly id: string
  readonly contactId: number
  /** As it was copied. */
  readonly contact: ArchivedContact
  readonly verdict: Verdict
  /** Null: it was erased, since the contact is still there. */
  readonly archive: ArchiveOfOne | null
  /** Unix ms of our clock. */
  readonly startedAt: number
}

/** The record of the deletion of one contact, which has no rules and no filter. */
function recordOfOne(
  { id, contactId, verdict, archive, startedAt }: Omit<RecordedOne, 'contact'>,
  context: Pick<RunRecord, 'user' | 'proof'> & {
    /** Unix ms of our clock. */ readonly now: number
  },
): RunRecord {
  return {
    version: 1,
    id,
    kind: 'deletion',
    user: context.user,
    startedAt,
    // Its end is not known.
    endedAt: verdict.kind === 'unknown' ? null : context.now,
    reference: '',
    query: null,
    guards: null,
    planned: 1,
    counts: { [verdict.kind]: 1 },
    contacts: { [verdict.kind]: writeIds([contactId]) },
    archive:
      archive === null
        ? null
        : {
            archiveId: archive.archiveId,
            places: archive.places,
            contacts: 1,
            incomplete: archive.missing.length > 0 ? 1 : 0,
            seal: archive.seal,
          },
    ...(context.proof ? { proof: context.proof } : {}),
    later: [],
  }
}

/**
 * Stores the record of one contact's deletion. False: it could not be stored. Never rejects.
 * @param again a record of it may exist, with notes that must stay.
 */
export async function recordOne(
  one: RecordedOne,
  {
    recovery,
    clock,
  }: {
    readonly clock: Pick<Clock, 'now'>
    readonly recovery: Pick<ArchivePorts, 'about' | 'codec'> & { readonly records: RecordStore }
  },
  again: boolean,
): Promise<boolean> {
  const { records, about, codec } = recovery
  const now = clock.now()
  const isKnown = one.archive !== null && one.verdict.kind !== 'unknown'
  const proof = isKnown
    ? await proofOfOne(one.contact, one.id, one.verdict.kind === 'deleted', codec, now)
    : null
  const record = recordOfOne(one, { user: about.user, now, proof })
  const over: Over = (stored) => ({ ...record, ...withNotes(record, stored) })
  return (await records.keep(record, again ? over : null)) !== null
}
