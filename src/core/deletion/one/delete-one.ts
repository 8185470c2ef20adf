import { changedSince, type Since } from './changed-since.ts'
import {
  copyOne,
  eraseCopy,
  type ArchiveOfOne,
  type CopyOfOne,
  type CopyOnePorts,
} from '../../archive/copy-one.ts'
import type { ArchivedContact, ArchiveSection } from '../../archive/archived-contact.ts'
import { recordOne } from './record-one.ts'
import { additionsSince, type Additions, type Shown } from './since-question.ts'
import { mayBeDone, type Failure, BAD_ANSWER, failureOfKind, NO_ANSWER } from '../../failure.ts'
import type { PlanConfirmation } from '../../plan/plan.ts'
import type { ArchivePorts } from '../../archive/ports.ts'
import type { RecordStore } from '../../records/record.ts'
import type { ContactDeleter, PresenceReader, RunPorts } from '../ports.ts'
import { type Presence, type Verdict } from '../verdict.ts'
import { createTryLater } from './try-later.ts'
import { MAY_STILL_WORK_MS } from '../../job/timing.ts'

/** What a person confirmed in the question about one contact. */
export interface OneWish extends Pick<PlanConfirmation, 'incompleteCopies'> {
  /** The question said that the portal could not store a copy before, so this one may be stored elsewhere. */
  readonly withoutPortal: boolean
  /** What the question said about the contact. */
  readonly shown: Shown
}

/** What the deletion of one contact is doing. After a wait it may check, and even copy, once more. */
export type DeletionStep = 'copying' | 'checking' | 'deleting'

/** The ports of deleting one contact, besides the deleter itself. */
export type OnePorts = Pick<RunPorts, 'looks' | 'clock' | 'batches'> & {
  /**
   * Offers an archive as a file if it can be stored nowhere else. Rejects if that is impossible; the app cannot know
   * whether the browser then saves the file.
   */
  readonly offerFile: (archiveId: string, parts: readonly string[]) => Promise<void>
  /** Called with true when a wait for the portal's request limit begins, and with false when it is over. */
  readonly onPause?: (paused: boolean) => void
  /** Called when a step begins. */
  readonly onStep?: (step: DeletionStep) => void
  readonly recovery: Omit<ArchivePorts, 'retention'> & { readonly records: RecordStore }
}

/** A delete that was sent for a contact, after it had been copied. */
export interface SentDelete {
  readonly contactId: number
  /** As it was copied. */
  readonly contact: ArchivedContact
  readonly archive: ArchiveOfOne
  /** Unix ms of our clock. */
  readonly startedAt: number
  /** When the delete was sent; Unix ms of our clock. */
  readonly sentAt: number
  /** The failure that left its result unknown; absent: the result is known. */
  readonly lost?: Failure
}

type KeptCopy = Extract<CopyOfOne, { kind: 'kept' }> & {
  /** The copy needs no file, or was offered as one. */
  readonly offered: boolean
}

export interface OneDeletion {
  readonly verdict: Verdict
  /** Null: nothing was sent. */
  readonly sent: SentDelete | null
  /** The sections that could not be copied, if the contact was not deleted because of them. */
  readonly missing: readonly ArchiveSection[]
  /** Resolves when the record is written and an unneeded copy is erased. Never rejects. */
  readonly settled: Promise<void>
}

/** Nothing was sent: the contact is no longer as the question described it, so the person must be asked again. */
export interface AskAgain {
  readonly additions: Additions
  /** Resolves when the copy is erased. Never rejects. */
  readonly settled: Promise<void>
}

/** How often a contact is copied at most: again if the reading missed it, or if it changed after its copy. */
const MOST_COPIES = 3

/**
 * Copies one contact and then deletes it: no copy, no delete. A copy that can be stored nowhere is offered as a file
 * first. If something was linked to the contact since the question, nothing is sent; if it changed after its copy, it
 * is copied again. The archive is erased only if the contact certainly stays. Never rejects.
 * @param archiveId a new id.
 */
export async function deleteOne(
  contactId: number,
  archiveId: string,
  wish: OneWish,
  deleter: Pick<ContactDeleter, 'delete'>,
  ports: OnePorts,
): Promise<OneDeletion | AskAgain> {
  const startedAt = ports.clock.now()
  const copyPorts = copyPortsOf(ports)
  const withoutCopy = (failure: Failure, missing: readonly ArchiveSection[] = []): OneDeletion => ({
    ...unsent({ kind: 'failed', failure }),
    missing,
    settled: eraseCopy(archiveId, copyPorts),
  })
  const tryLater = createTryLater(ports.clock, ports.onPause)
  let held: KeptCopy | null = null
  for (let copies = 0; ;) {
    // The check takes no longer than the reading back of the copy, so both go at once.
    let checking = null as Promise<Since> | null
    if (held === null) {
      copies++
      ports.onStep?.('copying')
      const copy = await copyOne(contactId, archiveId, !wish.withoutPortal, copyPorts, (read) => {
        checking = changedSince(read, ports.batches, tryLater)
      })
      if (copy.kind === 'failed') return unsent({ kind: 'failed', failure: copy.failure })
      if (copy.kind === 'not-there') {
        // It may be there after all, and must not be deleted without a copy.
        const presence = await presenceOf(contactId, ports.looks)
        if (presence.kind === 'there' && copies < MOST_COPIES) continue
        return unsent(unsentVerdict(presence))
      }
      held = { ...copy, offered: copy.archive.inHand === null }
    }
    const { archive, contact, offered }: KeptCopy = held
    const additions = additionsSince(contact, wish.shown)
    if (additions !== null) return { additions, settled: eraseCopy(archiveId, copyPorts) }
    if (archive.missing.length > 0 && wish.incompleteCopies === 'keep') {
      return withoutCopy(failureOfKind('copy-incomplete'), archive.missing)
    }
    ports.onStep?.('checking')
    const since: Since = await (checking ?? changedSince(contact, ports.batches, tryLater))
    if (since.kind === 'unread') return withoutCopy(since.failure)
    if (since.kind === 'changed') {
      // In the end an uncertain change is no reason to skip it: the copy is a second old.
      if (copies < MOST_COPIES) {
        held = null
        continue
      }
      if (since.certain) return withoutCopy(failureOfKind('copy-outdated'))
    }
    if (!offered && archive.inHand !== null && !(await isOffered(archive.inHand, archiveId, ports))) {
      return withoutCopy(failureOfKind('copy-not-saved'))
    }
    held = { ...held, offered: true }
    const sent: SentDelete = { contactId, contact, archive, startedAt, sentAt: ports.clock.now() }
    ports.onStep?.('deleting')
    const verdict = await deleter.delete(contactId)
    // The delete was not carried out, and the contact may have changed during the pause: check it again.
    if (verdict.kind === 'failed' && (await tryLater(verdict.failure))) continue
    if (verdict.kind !== 'failed' || verdict.failure.kind !== 'rate-limit')
      return outcomeOf(sent, verdict, ports, false)
    // A limit refuses before any work, but nobody has looked yet: if the browser sent the delete twice
    // (portal README, "A request may arrive twice"), only the second arrival was refused.
    const { kind } = await presenceOf(contactId, ports.looks)
    return kind === 'gone'
      ? outcomeOf(sent, { kind: 'gone' }, ports, false)
      : outcomeOf(sent, verdict, ports, false, kind === 'there')
  }
}

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

async function isOffered(parts: readonly string[], archiveId: string, ports: OnePorts): Promise<boolean> {
  try {
    await ports.offerFile(archiveId, parts)
    return true
  } catch {
    return false
  }
}

/** @param mayErase false: nobody has seen that the contact is still there, so its copy stays. */
function outcomeOf(
  sent: SentDelete,
  verdict: Verdict,
  ports: OnePorts,
  again: boolean,
  mayErase = true,
): OneDeletion {
  const { archiveId } = sent.archive
  const stays = mayErase && isCertainToStay(verdict, ports.clock.now() - sent.sentAt)
  const settled = Promise.all([
    stays ? eraseCopy(archiveId, copyPortsOf(ports)) : undefined,
    recordOne({ ...sent, id: archiveId, verdict, archive: stays ? null : sent.archive }, ports, again),
  ])
  const known = verdict.kind === 'unknown' ? { ...sent, lost: verdict.failure } : sent
  return { verdict, sent: known, missing: [], settled: settled.then(() => undefined) }
}

/** @param since ms since the delete was sent: after a lost answer a contact that is there may still be deleted. */
function isCertainToStay(verdict: Verdict, since: number): boolean {
  // The portal says that it deleted the contact, and still shows it: the copy may be needed.
  if (verdict.kind === 'failed' && verdict.failure.kind === 'still-there') return false
  if (verdict.kind === 'failed') return !mayBeDone(verdict.failure) || since >= MAY_STILL_WORK_MS
  return verdict.kind === 'access-denied'
}

function unsent(verdict: Verdict): OneDeletion {
  return { verdict, sent: null, missing: [], settled: Promise.resolve() }
}

function copyPortsOf({ recovery, clock }: OnePorts): CopyOnePorts {
  const { archives, codec, about, browserStore } = recovery
  const portalStore = (): ReturnType<typeof recovery.portalStore> => recovery.portalStore()
  return { archives, codec, about, browserStore, portalStore, now: () => clock.now() }
}

async function presenceOf(contactId: number, looks: PresenceReader): Promise<Presence> {
  const reply = await looks.look([contactId])
  if (reply.kind === 'failed') return { kind: 'unread', failure: reply.failure }
  return reply.presences.get(contactId) ?? { kind: 'unread', failure: BAD_ANSWER }
}

/** For a contact whose delete was never sent. */
function unsentVerdict(presence: Presence): Verdict {
  switch (presence.kind) {
    case 'gone':
      return { kind: 'already-gone' }
    case 'hidden':
      return { kind: 'access-denied', canRead: false }
    case 'there':
      return { kind: 'failed', failure: BAD_ANSWER }
    case 'unread':
      return { kind: 'failed', failure: presence.failure }
  }
}
