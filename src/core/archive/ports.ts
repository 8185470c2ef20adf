import type { ArchivedContact } from './archived-contact.ts'
import type { PartSeal } from './file/format.ts'
import type { Failure } from '../failure.ts'
import type { Known } from '../plan/guards.ts'

/** Encoding, packing and hashing, which `core` cannot do. In the browser TextEncoder, CompressionStream, `crypto.subtle`. */
export interface ArchiveCodec {
  /** UTF-8. The text has no lone surrogates: JSON escapes them. */
  encode(text: string): Uint8Array
  /** UTF-8. Never throws: invalid bytes become U+FFFD, and the hash of their part shows that they were altered. */
  decode(bytes: Uint8Array): string
  gzip(bytes: Uint8Array): Promise<Uint8Array>
  /**
   * Never rejects: returns what could be unpacked before an error, so that a file without its end still gives its
   * contacts. `whole` false: the packed data was cut off or damaged.
   */
  gunzip(bytes: Uint8Array): Promise<{ readonly bytes: Uint8Array; readonly whole: boolean }>
  /** Pauses long work so that the page can draw and react. Absent where there is no page. */
  rest?(): Promise<void>
  /** 64 lower-case hex digits. */
  sha256(bytes: Uint8Array): Promise<string>
}

/**
 * Reads everything that is copied of contacts, before their deletes are sent
 * (portal README, "What is linked to a contact"; by which methods: src/portal/archive/README.md).
 *
 * Empty maps arrive as `[]`. Every list shows only what this user may read, so a refusal becomes `unsaved` with
 * `refused`, never an empty section. Reading can be repeated: after a lost answer it is asked again.
 */
export interface ArchiveReader {
  /**
   * Yields some contacts at a time, in any order. A contact that the portal does not show is absent and must not be
   * deleted. Rejects with PortalFailure only if nothing at all can be read. Stop iterating to cancel.
   */
  read(contactIds: readonly number[]): AsyncIterable<readonly ArchivedContact[]>
  /**
   * Reads a contact once more that was read before, to compare the two: everything but names and the bytes of files. All
   * of it is asked for at once, by the ids known from before, and once only. Null: the portal does not show it where it
   * did before. Rejects with PortalFailure if anything was not answered that was answered before.
   * @param onListed called before that with whether the protect list names the contact now; not called where that is not known yet
   */
  readAgain(before: ArchivedContact, onListed: (named: Known) => void): Promise<ArchivedContact | null>
}

/**
 * Stores the parts of archives (portal README, "Storage"): the frame's IndexedDB or the app's storage in the portal. A part
 * is a text of `writeArchive`, stored as it is: its hash is in the file's last line. An archive has one writer at a
 * time, as a run has: if two writers used the same part number, the second would overwrite the first, although the
 * first knows its part as stored.
 */
export interface ArchiveStore {
  readonly place: 'browser' | 'portal-storage'
  /**
   * Whether it can store anything, as far as can be known beforehand: false if the browser refuses storage to a frame,
   * or the portal refuses the app its storage for good. Absent: nothing speaks against it. Asks the outside once, and
   * again after a failure that may pass, which counts as true: only `keep` shows for certain. Never rejects.
   */
  ready?(): Promise<boolean>
  /**
   * Resolves to true only when the part was read back and is the same, so that contacts in it may be deleted. False: it
   * is not stored. Idempotent: the same archive, number and text twice is one part; another text replaces the one
   * before. Without its first part an archive does not exist: if somebody has erased it, no other part is stored, since
   * it could not be found and erased any more. Never rejects.
   */
  keep(archiveId: string, number: number, text: string): Promise<boolean>
  /**
   * Stores all parts of a new archive as `keep` would; absent if that is no quicker. False: not all parts are stored,
   * and the rest may be erased. Never rejects.
   * @param onSent called when they were sent, and only their reading back is left
   * @param grows more parts will follow
   */
  keepNew?(
    archiveId: string,
    parts: readonly string[],
    onSent?: () => void,
    grows?: boolean,
  ): Promise<boolean>
  /**
   * The parts in their order; empty: no such archive. Rejects with PortalFailure when it cannot be asked.
   * @param from the number of the first part to yield; 0 if absent.
   */
  open(archiveId: string, from?: number): AsyncIterable<string>
  /** Whether the archive is where `keep` stores its parts. Rejects with PortalFailure when it cannot be asked. */
  holds(archiveId: string): Promise<boolean>
  /** The archives stored here, newest first; `until` as shown to the person. */
  list(): Promise<readonly StoredArchive[]>
  /** Erases archives for good. Idempotent. */
  erase(archiveIds: readonly string[]): Promise<void>
  /** Absent in the browser: no other person sees its store, and one browser runs one restore at a time. */
  readonly claims?: ClaimStore
}

/** Notes of running restores, beside the archives they restore from. All methods reject with PortalFailure. */
export interface ClaimStore {
  /**
   * Writes a note of a plan that has none, and then reads all that this user may read, as they were written; one may come
   * several times.
   */
  claim(planId: string, text: string): Promise<readonly string[]>
  /** Replaces the note before, if there is one. */
  put(planId: string, text: string): Promise<void>
  remove(planId: string): Promise<void>
}

export interface StoredArchive {
  readonly archiveId: string
  /** The first part: the header line of the file; '' if it cannot be read. */
  readonly header: string
  /** When it was begun, Unix ms, if the place knows; absent: only the header does. */
  readonly since?: number | null
  /** When it will be erased, Unix ms; null: only when somebody erases it. */
  readonly until: number | null
}

/** Copies contacts into the run's archive before they may be deleted (core/archive). */
export interface CopyKeeper {
  /**
   * Reads everything that the portal shows of these contacts, and stores it. A part that is stored but not journalled,
   * as after a crash, is overwritten if that loses nothing. Never rejects.
   */
  copy(ids: readonly number[], made: MadeCopies): Promise<CopyReply>
  /**
   * Begins to read the portions that `copy` will be given next, so that reading goes on while a part is stored. Nothing is
   * stored. What was read too early, or for other contacts, is read anew.
   */
  readAhead?(portions: readonly (readonly number[])[]): void
  /**
   * Writes the archive's last line. An archive that was erased or holds unknown parts gets none, which counts as true.
   * False: the line could not be stored. Never rejects.
   */
  close(made: MadeCopies): Promise<boolean>
  /** Whether the archive is still where it must be: somebody may have erased it. Never rejects. */
  look(made: MadeCopies): Promise<{ readonly kind: 'there' } | LostCopies | FailedCopies>
}

/** The content of an archive so far, by the journal. */
export interface MadeCopies {
  /** Which of the run's archives, see `archiveIdOf`. */
  readonly archive: number
  /** Its parts, the header first. */
  readonly seals: readonly PartSeal[]
  readonly contacts: number
  readonly incomplete: number
}

export type CopyReply =
  | {
      readonly kind: 'copied'
      readonly seals: readonly PartSeal[]
      readonly copies: readonly ({ readonly id: number; readonly whole: boolean } & CopyNote)[]
    }
  | LostCopies
  | FailedCopies

/** What a check compares a contact with, to see whether it is still as it was copied. */
export interface CopyNote {
  /** Unix ms of the portal's clock. */
  readonly readAt: number
  /** The items it was linked to, as keys of `linkKey`. */
  readonly links: readonly string[]
}

/** The run cannot go on with the archive and must begin another. */
export interface LostCopies {
  readonly kind: 'lost'
  /** True: the archive exists and holds parts that are not in the journal. False: it was erased. */
  readonly kept: boolean
}

export interface FailedCopies {
  readonly kind: 'failed'
  readonly failure: Failure
}

/** Who writes an archive, and where; part of the archive's first line. */
export interface AppFacts {
  readonly appVersion: string
  readonly portal: { readonly memberId: string; readonly host: string }
  /** `name` as the portal has it; '' if the portal gave none. */
  readonly user: { readonly id: number; readonly name: string }
}

/**
 * How long archives are stored: 30 days like the portal's recycle bin, unless somebody chose otherwise. An
 * administrator's choice is the limit for everyone: a user may choose a shorter time, but a longer one has no effect.
 */
export interface Retention {
  /** Never rejects. */
  read(): Promise<KeepTime>
  /** An administrator sets it for everyone, a user for themselves. Read it again after. Rejects with PortalFailure. */
  write(days: number | null): Promise<void>
}

/** Days; null: until they are erased by hand; `unread`: the setting cannot be read, and nothing is erased meanwhile. */
export type KeepTime = number | null | 'unread'

export const DEFAULT_KEEP_DAYS = 30

/** The ports for reading, writing and finding archives. */
export interface ArchivePorts {
  readonly archives: ArchiveReader
  readonly codec: ArchiveCodec
  /** The frame's own store; it stores nothing if the browser refuses storage to a frame. */
  readonly browserStore: ArchiveStore
  /** The portal's store; null: the app may store nothing there. Rejects with PortalFailure. */
  portalStore(): Promise<ArchiveStore | null>
  readonly retention: Retention
  readonly about: AppFacts
}
