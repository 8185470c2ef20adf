import { changedSince, type Check } from './changed-since.ts'
import { eraseCopy, keepOne, missingOf, readOne, type ArchiveOfOne } from '../../archive/copy-one.ts'
import type { ArchivedContact, ArchiveSection } from '../../archive/archived-contact.ts'
import { additionsSince } from './since-question.ts'
import { BAD_ANSWER, failureOfKind, PortalFailure, type Failure } from '../../failure.ts'
import type { ContactDeleter, PresenceReader } from '../ports.ts'
import type { Presence, Verdict } from '../verdict.ts'
import type { AskAgain, OneDeletion, OnePorts, OneWish, SentDelete } from './ports.ts'
import { copyPortsOf, outcomeOf, unsent } from './settle-one.ts'
import { createRetries, type Retries } from './try-later.ts'

/** A copy that is stored, or in the person's hand. */
interface KeptCopy {
  readonly contact: ArchivedContact
  readonly archive: ArchiveOfOne
  /** It was read before the press. */
  readonly early: boolean
  /** The copy needs no file, or was offered as one. */
  readonly offered: boolean
}

/** How often a contact is copied at most: again if the reading missed it, or if it changed after its copy. */
const MOST_COPIES = 3
/** The same if it is not certain that anybody changed anything: in the end the copy is a second old. */
const MOST_UNCERTAIN = 2
/** A check older than this is made again when the delete is about to be sent. Ms. */
const CHECK_GOOD_FOR = 5_000

/**
 * Copies one contact and then deletes it: no copy, no delete. A copy that can be stored nowhere is offered as a file
 * first. If something was linked to the contact since the question, nothing is sent; if it changed after its copy, it
 * is copied again. The archive is erased only if the contact certainly stays. Never rejects.
 * @param archiveId a new id.
 * @param ahead what was read of the contact since the question was opened; null: nothing, or it failed. Never rejects.
 */
export async function deleteOne(
  contactId: number,
  archiveId: string,
  wish: OneWish,
  deleter: Pick<ContactDeleter, 'delete'>,
  ports: OnePorts,
  ahead: Promise<ArchivedContact | null> = Promise.resolve(null),
): Promise<OneDeletion | AskAgain> {
  const retries = createRetries(ports.clock, ports.onPause)
  try {
    return await attempt({ contactId, archiveId, wish, ahead }, deleter, ports, retries)
  } finally {
    // A check that was begun beside the copy asks nothing more.
    retries.end()
  }
}

interface Task {
  readonly contactId: number
  readonly archiveId: string
  readonly wish: OneWish
  readonly ahead: Promise<ArchivedContact | null>
}

async function attempt(
  { contactId, archiveId, wish, ahead }: Task,
  deleter: Pick<ContactDeleter, 'delete'>,
  ports: OnePorts,
  retries: Retries,
): Promise<OneDeletion | AskAgain> {
  const startedAt = ports.clock.now()
  const copyPorts = copyPortsOf(ports)
  let isStored = false
  let sent = null as SentDelete | null
  const withoutCopy = (verdict: Verdict, missing: readonly ArchiveSection[] = []): OneDeletion => ({
    ...unsent(verdict),
    missing,
    settled: isStored ? eraseCopy(archiveId, copyPorts) : Promise.resolve(),
  })
  const failed = (failure: Failure): OneDeletion => withoutCopy({ kind: 'failed', failure })
  /** If a limit refused its delete, it may be gone all the same: then its copy stays. */
  const unseen = (failure: Failure): OneDeletion =>
    sent === null ? failed(failure) : outcomeOf(sent, { kind: 'failed', failure }, ports, false, false)
  const askAgain = (why: Omit<AskAgain, 'settled'>): AskAgain => ({
    ...why,
    settled: isStored ? eraseCopy(archiveId, copyPorts) : Promise.resolve(),
  })
  const look = (contact: ArchivedContact): Promise<Check> =>
    changedSince(contact, ports.recovery.archives, ports.clock, retries)

  const read = await ahead
  let early = read?.id === contactId ? read : null
  let held = null as KeptCopy | null
  for (let copies = 0; ;) {
    // The check takes no longer than the reading back of the copy, so both go at once.
    let checking = null as Promise<Check> | null
    if (held === null) {
      ports.onStep?.('copying')
      copies++
      const reading: Reading = early === null ? await readNow(contactId, ports) : { contact: early }
      if ('failure' in reading) return unseen(reading.failure)
      const { contact: copied } = reading
      if (copied === null) {
        // It may be there after all, and must not be deleted without a copy.
        const presence = await presenceOf(contactId, ports.looks)
        if (presence.kind === 'there' && copies < MOST_COPIES) continue
        return sent === null ? withoutCopy(unsentVerdict(presence)) : afterRefusal(sent, presence, ports)
      }
      const additions = additionsSince(copied, wish.shown)
      if (additions !== null) {
        return askAgain({ additions, protectedSince: false })
      }
      const missing = missingOf(copied)
      if (missing.length > 0 && wish.incompleteCopies === 'keep') {
        if (early === null)
          return withoutCopy({ kind: 'failed', failure: failureOfKind('copy-incomplete') }, missing)
        // What failed before the press may have passed.
        early = null
        continue
      }
      isStored = true
      const kept = await keepOne(copied, archiveId, !wish.withoutPortal, copyPorts, () => {
        checking = look(copied)
      })
      if (kept.kind === 'failed') return unsent({ kind: 'failed', failure: kept.failure })
      const { archive } = kept
      if (sent !== null) sent = { ...sent, contact: copied, archive }
      held = { contact: copied, archive, early: early !== null, offered: archive.inHand === null }
      early = null
    }
    const { archive, contact, offered }: KeptCopy = held
    const isBeside: boolean = checking !== null
    ports.onStep?.('checking')
    const { since, onProtectList, askedAt }: Check = await (checking ?? look(contact))
    if (since.kind === 'unread') return unseen(since.failure)
    if (since.kind !== 'absent' && onProtectList !== 'no' && !wish.shown.despiteProtection) {
      // If a limit refused its delete and it could not be seen since, its copy stays.
      if (sent !== null && since.kind === 'unchecked') return unseen(BAD_ANSWER)
      return askAgain({ additions: null, protectedSince: true })
    }
    if (since.kind === 'absent' && sent === null) {
      const presence = await presenceOf(contactId, ports.looks)
      if (presence.kind !== 'there' || copies === MOST_COPIES) return withoutCopy(unsentVerdict(presence))
    }
    const isOutdated = since.kind === 'changed' || (since.kind === 'absent' && sent === null)
    const most = since.kind === 'changed' && !since.certain ? MOST_UNCERTAIN : MOST_COPIES
    // A copy that was read before the press counts only if a check confirms it.
    if (isOutdated ? copies < most : held.early && since.kind === 'unchecked') {
      held = null
      continue
    }
    if (since.kind === 'changed' && since.certain) return failed(failureOfKind('copy-outdated'))
    if (!offered && archive.inHand !== null && !(await isOffered(archive.inHand, archiveId, ports))) {
      return failed(failureOfKind('copy-not-saved'))
    }
    held = { ...held, offered: true }
    if ((isBeside || !offered) && ports.clock.now() - askedAt > CHECK_GOOD_FOR) continue
    sent = { contactId, contact, archive, startedAt, sentAt: ports.clock.now() }
    ports.onStep?.('deleting')
    const verdict = await deleter.delete(contactId)
    // The delete was not carried out, and the contact may have changed during the pause: check it again.
    if (verdict.kind === 'failed' && (await retries.tryLater(verdict.failure))) continue
    if (verdict.kind !== 'failed' || verdict.failure.kind !== 'rate-limit')
      return outcomeOf(sent, verdict, ports, false)
    // A limit refuses before any work, but it was not looked at yet: if the browser sent the delete twice
    // (portal README, "A request may arrive twice"), only the second arrival was refused.
    const { kind } = await presenceOf(contactId, ports.looks)
    return kind === 'gone'
      ? outcomeOf(sent, { kind: 'gone' }, ports, false)
      : outcomeOf(sent, verdict, ports, false, kind === 'there')
  }
}

/** Null: the portal does not show it. */
type Reading = { readonly contact: ArchivedContact | null } | { readonly failure: Failure }

async function readNow(contactId: number, { recovery }: Pick<OnePorts, 'recovery'>): Promise<Reading> {
  try {
    return { contact: await readOne(contactId, recovery.archives) }
  } catch (thrown) {
    if (thrown instanceof PortalFailure) return { failure: thrown.failure }
    throw thrown
  }
}

/** A limit refused the delete of a contact that the portal no longer shows: perhaps it was carried out all the same. */
function afterRefusal(sent: SentDelete, presence: Presence, ports: OnePorts): OneDeletion {
  const verdict: Verdict = presence.kind === 'gone' ? { kind: 'gone' } : unsentVerdict(presence)
  return outcomeOf(sent, verdict, ports, false, false)
}

async function isOffered(parts: readonly string[], archiveId: string, ports: OnePorts): Promise<boolean> {
  try {
    await ports.offerFile(archiveId, parts)
    return true
  } catch {
    return false
  }
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
