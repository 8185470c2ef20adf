import { failureOfKind, PortalFailure, type Failure } from '../../failure.ts'
import { eraseSeen, type Erasure, type Seen } from '../../archive/sweep.ts'
import { erasedEntries, type ErasedBy } from '../later-events.ts'
import { isProven, withProof } from '../proof/read-copies.ts'
import { archivesIn, type RunRecord } from '../record.ts'
import { openArchives, type RecordsPorts } from '../ports.ts'
import { amend, withLater } from '../written-over.ts'

type ErasePorts = Pick<RecordsPorts, 'clock' | 'recovery'>

interface EraseManner {
  /** Whether there is time to read long copies. If not, those whose record has no proof stay. */
  readonly mayRead: boolean
  readonly automatic?: true
  /** Called with the number of archives that are done. */
  readonly onDone?: (done: number) => void
}

/** Archives in one go: few requests for each, and a person sees how far it is. */
const TOGETHER = 10

/**
 * Erases archives where they were seen, after what they prove is stored in the records of their runs, and notes it there.
 * Where that cannot be read or stored the archive stays. Rejects with PortalFailure if the records could not be read.
 */
export async function eraseNoted(
  seen: readonly Seen[],
  archiveIds: readonly string[],
  ports: ErasePorts,
  { mayRead, automatic, onDone }: EraseManner,
): Promise<readonly Erasure[]> {
  if (archiveIds.length === 0) return []
  const { clock, recovery } = ports
  const { records, about } = recovery
  const all = await records.list()
  const spared = new Map<string, Failure>()
  for (const record of all) {
    const own = archivesIn(record).flatMap(({ archiveId }) =>
      archiveIds.includes(archiveId) ? archiveId : [],
    )
    if (own.length === 0 || isProven(record)) continue
    const failure = mayRead ? await storeProof(record, ports) : NOT_READ
    if (failure !== null) for (const archiveId of own) spared.set(archiveId, failure)
  }
  const erasures = archiveIds.flatMap((archiveId): Erasure[] => {
    const failure = spared.get(archiveId)
    if (failure === undefined) return []
    return [{ archiveId, takenFrom: [], leftIn: seen.map(({ store }) => ({ place: store.place, failure })) }]
  })
  const free = archiveIds.filter((archiveId) => !spared.has(archiveId))
  for (let done = 0; done < free.length; done += TOGETHER) {
    onDone?.(done)
    erasures.push(...(await eraseSeen(seen, free.slice(done, done + TOGETHER))))
  }
  const by: ErasedBy = { at: clock.now(), by: about.user.id, ...(automatic ? { automatic } : {}) }
  for (const record of all) {
    const entries = erasedEntries(record, erasures, by)
    if (entries.length > 0) await amend(records, record, (stored) => entries.reduce(withLater, stored))
  }
  return erasures
}

/** It is not asked for, since it takes long. */
const NOT_READ: Failure = failureOfKind('not-sent')

/** Null: it is stored, or there is nothing to be proved any more. */
async function storeProof(record: RunRecord, ports: ErasePorts): Promise<Failure | null> {
  const { clock, recovery } = ports
  try {
    const { proof } = await withProof(record, openArchives(ports), recovery.codec, clock.now())
    if (!proof) return null
    const amended = await amend(recovery.records, record, (stored) => ({ ...stored, proof }))
    return amended === null ? failureOfKind('record-not-kept') : null
  } catch (thrown) {
    if (!(thrown instanceof PortalFailure)) throw thrown
    return thrown.failure
  }
}
