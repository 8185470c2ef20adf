import type { ArchiveOfOne } from '../../archive/copy-one.ts'
import type { ArchivedContact, ArchiveSection } from '../../archive/archived-contact.ts'
import type { ArchivePorts } from '../../archive/ports.ts'
import type { Failure } from '../../failure.ts'
import type { PlanConfirmation } from '../../plan/plan.ts'
import type { RecordStore } from '../../records/record.ts'
import type { RunPorts } from '../ports.ts'
import type { Verdict } from '../verdict.ts'
import type { Additions, Shown } from './since-question.ts'

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
export type OnePorts = Pick<RunPorts, 'looks' | 'clock'> & {
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
  /** What is new on the contact; null: nothing. */
  readonly additions: Additions | null
  /** The protect list names it now, or can no longer be read. */
  readonly protectedSince: boolean
  /** Resolves when the copy is erased. Never rejects. */
  readonly settled: Promise<void>
}
