import { eraseCopy, type CopyOnePorts } from '../../archive/copy-one.ts'
import { mayBeDone, NO_ANSWER } from '../../failure.ts'
import { MAY_STILL_WORK_MS } from '../../job/timing.ts'
import type { ContactDeleter } from '../ports.ts'
import { stays, type Verdict } from '../verdict.ts'
import type { OneDeletion, OnePorts, SentDelete } from './ports.ts'
import { recordOne } from './record-one.ts'

/** The time until which the portal may be at work on a delete whose answer was lost; Unix ms of our clock. */
export function workingUntil({ sentAt }: SentDelete): number {
  return sentAt + MAY_STILL_WORK_MS
}

/**
 * Checks a contact whose verdict was `unknown`, records its new verdict, and erases a copy that is not needed. A contact
 * that is there counts as not deleted only when the portal can no longer be at work on it. Never rejects.
 */
export async function settleOne(
  sent: SentDelete,
  deleter: Pick<ContactDeleter, 'settle'>,
  ports: OnePorts,
): Promise<OneDeletion> {
  const over = ports.clock.now() >= workingUntil(sent)
  const verdict = await deleter.settle(sent.contactId, over, sent.lost ?? NO_ANSWER)
  // Nothing new: the record says so already.
  if (verdict.kind === 'unknown') return { ...unsent(verdict), sent }
  return outcomeOf(sent, verdict, ports, true)
}

/**
 * What became of a delete that was sent. Erases the copy of a contact that stays, and records the rest.
 * @param again its record may exist already
 * @param mayErase false: the contact was not seen to be still there, so its copy stays.
 */
export function outcomeOf(
  sent: SentDelete,
  verdict: Verdict,
  ports: OnePorts,
  again: boolean,
  mayErase = true,
): OneDeletion {
  const { archiveId } = sent.archive
  const erases = mayErase && isCertainToStay(verdict, ports.clock.now() - sent.sentAt)
  const settled = Promise.all([
    erases ? eraseCopy(archiveId, copyPortsOf(ports)) : undefined,
    recordOne({ ...sent, id: archiveId, verdict, archive: erases ? null : sent.archive }, ports, again),
  ])
  const known = verdict.kind === 'unknown' ? { ...sent, lost: verdict.failure } : sent
  return { verdict, sent: known, missing: [], settled: settled.then(() => undefined) }
}

/** @param since ms since the delete was sent: after a lost answer a contact that is there may still be deleted. */
function isCertainToStay(verdict: Verdict, since: number): boolean {
  const mayStillWork = verdict.kind === 'failed' && mayBeDone(verdict.failure) && since < MAY_STILL_WORK_MS
  return stays(verdict) && !mayStillWork
}

/** Nothing was sent. */
export function unsent(verdict: Verdict): OneDeletion {
  return { verdict, sent: null, missing: [], settled: Promise.resolve() }
}

export function copyPortsOf({ recovery, clock }: OnePorts): CopyOnePorts {
  const { codec, about, browserStore } = recovery
  const portalStore = (): ReturnType<typeof recovery.portalStore> => recovery.portalStore()
  return { codec, about, browserStore, portalStore, now: () => clock.now() }
}
