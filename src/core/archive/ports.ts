import type { ArchivedContact } from './archived-contact.ts'
import type { PartSeal } from './file/format.ts'
import type { Failure } from '../failure.ts'

/** What the archive needs of the outside. `device/` implements the codec, `portal/` and `device/` the rest. */

/** Bytes and their packing: `core` has neither. In the browser TextEncoder, CompressionStream and `crypto.subtle`. */
export interface ArchiveCodec {
  /** UTF-8. Lone surrogates never come: JSON escapes them. */
  encode(text: string): Uint8Array
  /** UTF-8; bytes that are none become U+FFFD and never throw: their part's hash says that they were altered. */
  decode(bytes: Uint8Array): string
  gzip(bytes: Uint8Array): Promise<Uint8Array>
  /**
   * Never rejects: what could be unpacked before the trouble is given, so that a file whose end is missing still gives
   * its contacts. `whole` false: the packing was cut off or damaged.
   */
  gunzip(bytes: Uint8Array): Promise<{ readonly bytes: Uint8Array; readonly whole: boolean }>
  /** Between two pieces of long work: whoever looks at the page sees and moves it. Absent where nobody does. */
  rest?(): Promise<void>
  /** 64 lower-case hex digits. */
  sha256(bytes: Uint8Array): Promise<string>
}

/**
 * Reads all that is saved of contacts, before their deletes are sent (portal README, "What is linked to a contact").
 *
 * | part | method | |
 * |---|---|---|
 * | fields, communications | `crm.contact.list {filter:{'@ID':[…]}, select:['*','UF_*','PHONE','EMAIL','WEB','IM','LINK'], start:-1}` | 50 a command; has category 0 only, others singly by `crm.contact.get {id}` |
 * | companies | `crm.contact.company.items.get {id}` | all rows at once |
 * | links | `crm.item.list {entityTypeId, filter:{contactIds:[…]}, select:['id','title','contactId','contactIds'], start:-1}` for 1, 2, 7, 31 and each of `crm.type.list` | 50 a page, go on by `>id`; `contactIds` only with `start:-1` |
 * | requisites | `crm.requisite.list {filter:{ENTITY_TYPE_ID:3,'@ENTITY_ID':[…]}}`, then `crm.requisite.bankdetail.list {filter:{'@ENTITY_ID':[requisite ids]}}` and `crm.address.list {filter:{ENTITY_TYPE_ID:8,'@ENTITY_ID':[requisite ids]}}` | |
 * | activities | `crm.activity.list {filter:{BINDINGS:[{OWNER_TYPE_ID:3,OWNER_ID}],COMPLETED:'N'}}`, bindings by `crm.activity.binding.list {activityId}` | several pairs may give a row twice |
 * | comments | `crm.timeline.comment.list {filter:{ENTITY_TYPE:'contact',ENTITY_ID}}` | one contact a command, both keys mandatory |
 * | names | `user.get`, `crm.company.list`, `crm.status.list`, `crm.contact.fields` | scope `user_brief` for users |
 * | files | PHOTO and UF files are addresses valid while the contact lives; a frame may not be let fetch them | else `unsaved` with `no-way` |
 *
 * Empty maps arrive as `[]`. Every list tells only what this user may read, so a refusal becomes `unsaved` with
 * `refused`, never an empty part. Asking is repeatable: a lost answer is asked again.
 */
export interface ArchiveReader {
  /**
   * In any order, some at a time; a contact that is not there (or not for this user) is simply absent and must not be
   * deleted. Rejects with PortalFailure only where nothing at all can be read. Stop iterating to cancel.
   */
  read(contactIds: readonly number[]): AsyncIterable<readonly ArchivedContact[]>
}

/**
 * Keeps the parts of archives (portal README, "Storage"): the frame's IndexedDB or the app's `entity.*` storage. A part
 * is a text of `writeArchive`, kept as it is: its hash is in the file's last line. An archive has one writer at a time,
 * as a run has: of two that keep different texts under one number the later one would take away what the earlier one
 * was told is kept.
 *
 * `entity.*` (scope `entity`): a storage `tidy_<user id>` for each user (ENTITY has at most 13 characters), made with
 * `entity.add {ENTITY, NAME, ACCESS:{G1:'X'}}` (the creator gets X, administrators read; no `AU`: it would show contacts
 * to people without a right to them), then `entity.item.add {ENTITY, NAME, DETAIL_TEXT, PROPERTY_VALUES}`, some items a
 * part, OUTSIDE batches (tokens such as `$result[…]` in a text are replaced in batches), read back with
 * `entity.item.get {ENTITY, FILTER}`. Characters of 4 bytes, which old portals refuse, are written as in an address.
 */
export interface ArchiveStore {
  readonly place: 'browser' | 'portal-storage'
  /**
   * Whether it will keep anything at all, as far as can be known before: false where the browser refuses storage to a
   * frame, or the portal refuses the app its storage for good. Absent: nothing is known against it. Asks the outside
   * once, and again after a failure that may pass, which counts as true: `keep` has the last word. Never rejects.
   */
  ready?(): Promise<boolean>
  /**
   * Resolves true only when the part was read back and is the same, so that contacts in it may be deleted. False: it is
   * not kept. Idempotent: the same archive, number and text twice is one part; another text takes the place of the one
   * before. The first part is the archive: where it is not, since somebody has erased it, no other is kept, for nobody
   * would find it to erase it. Never rejects.
   */
  keep(archiveId: string, number: number, text: string): Promise<boolean>
  /**
   * All parts of an archive that nobody has begun yet, as `keep` keeps each; absent where that is no quicker. False: not
   * all of it is kept, and what is may be erased. Never rejects.
   */
  keepNew?(archiveId: string, parts: readonly string[]): Promise<boolean>
  /**
   * The parts in their order; empty: no such archive. Rejects with PortalFailure when it cannot be asked.
   * @param from the number of the first one that is wanted; 0 by itself.
   */
  open(archiveId: string, from?: number): AsyncIterable<string>
  /** Whether the archive is where `keep` keeps its parts. Rejects with PortalFailure when it cannot be asked. */
  holds(archiveId: string): Promise<boolean>
  /** What is kept here, newest first; `until` as shown to the person. */
  list(): Promise<readonly StoredArchive[]>
  /** Takes an archive away for good. Idempotent. */
  erase(archiveId: string): Promise<void>
  /** Absent in the browser: another person does not see it, and one browser restores once at a time. */
  readonly claims?: ClaimStore
}

/** Notes of restores at work, beside the archives they restore from. All reject with PortalFailure. */
export interface ClaimStore {
  /** All that this user may read, as `put` has them; one may come several times. */
  list(): Promise<readonly string[]>
  /** In place of the one before. */
  put(planId: string, text: string): Promise<void>
  remove(planId: string): Promise<void>
}

export interface StoredArchive {
  readonly archiveId: string
  /** The first part: the header line of the file; '' where it cannot be read. */
  readonly header: string
  /** Unix ms when it was begun, as the place tells; absent where only the header does. */
  readonly since?: number | null
  /** Unix ms after which it is taken away; null: when somebody erases it. */
  readonly until: number | null
}

/** Copies contacts into the run's archive before they may be deleted (core/archive). */
export interface CopyKeeper {
  /**
   * Reads all that the portal tells of these and keeps it. Never rejects. A part that was kept and is not in the
   * journal, as after a crash, is written over where nothing is lost by that.
   */
  copy(ids: readonly number[], made: MadeCopies): Promise<CopyReply>
  /**
   * Writes the archive's last line, without which it is no whole one. One that holds more than is known of stays
   * without, and that is no trouble. False: it could not be kept. Never rejects.
   */
  close(made: MadeCopies): Promise<boolean>
  /** Whether the archive is still where it must be kept: somebody may have erased it. Never rejects. */
  look(made: MadeCopies): Promise<{ readonly kind: 'there' } | LostCopies | FailedCopies>
}

/** What an archive holds so far, by the journal. */
export interface MadeCopies {
  /** Which of the run's archives it is, see `archiveIdOf`. */
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

/** What a check is held against: whether the contact is still as it was copied. */
export interface CopyNote {
  /** Unix ms of the portal's clock. */
  readonly readAt: number
  /** What it was linked to, as `linkKey` writes it. */
  readonly links: readonly string[]
}

/** The archive cannot be gone on with: another is to be begun. */
export interface LostCopies {
  readonly kind: 'lost'
  /** True: it is there, with parts that the journal does not tell of. False: it was erased. */
  readonly kept: boolean
}

export interface FailedCopies {
  readonly kind: 'failed'
  readonly failure: Failure
}

/** Who writes an archive, and where; all of it stands in the archive's first line. */
export interface AppFacts {
  readonly appVersion: string
  readonly portal: { readonly memberId: string; readonly host: string }
  /** `name` as the portal has it; '' where it told none. */
  readonly user: { readonly id: number; readonly name: string }
}

/**
 * How long archives are kept: 30 days as the portal's bin, unless somebody chose otherwise. What an administrator chose
 * is the longest: a user may choose a shorter time for himself, and a longer one comes to nothing.
 */
export interface Retention {
  /** Days; null: until they are erased by hand. Never rejects: what cannot be read is the default. */
  read(): Promise<number | null>
  /** For everybody when an administrator says so, else for this user; read it again. Rejects with PortalFailure. */
  write(days: number | null): Promise<void>
}

export const DEFAULT_KEEP_DAYS = 30

/** What reading, writing and finding archives needs of the outside. */
export interface ArchivePorts {
  readonly archives: ArchiveReader
  readonly codec: ArchiveCodec
  /** The frame's own store; it keeps nothing where the browser refuses storage to a frame. */
  readonly browserStore: ArchiveStore
  /** Where the portal keeps archives; null: the app may keep nothing there. Rejects with PortalFailure. */
  portalStore(): Promise<ArchiveStore | null>
  readonly retention: Retention
  readonly about: AppFacts
}
