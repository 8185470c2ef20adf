import type { ContactQuery } from './contact-query.ts'
import type { FoundContacts, WantedValue } from './list/found-contacts.ts'
import type { FileContent } from './list/table.ts'
import type { GuardSettings } from './guards.ts'
import type { KeepingPorts } from './keeping.ts'
import type { Bin } from './review.ts'
import type { Bucket } from './run/bucket.ts'
import type { RelationReader, RowReader, RunLock, RunPorts } from './run/ports.ts'
import type { RunChannel } from './run/tabs.ts'

/**
 * What deleting many needs of the outside besides `Ports`; loaded when somebody selects more than one contact or a
 * run was left unfinished. Methods that ask the portal reject with `PortalFailure` and nothing else.
 */
export interface BulkPorts extends RunPorts {
  readonly facts: PortalFacts
  readonly census: CensusTaker
  readonly rows: RowReader
  readonly relations: RelationReader
  readonly finder: ContactFinder
  readonly guards: GuardStore
  readonly codes: CodeNames
  readonly lock: RunLock
  readonly channel: RunChannel
  readonly awake: WakeKeeper
  readonly network: Network
  readonly files: Files
  readonly requests: RequestAccount
  readonly keeping: KeepingPorts
}

/** What this page reckons with of the portal's bucket of requests (rest-contract.md, 3.4). */
export interface RequestAccount {
  /** Another page of the same person has just used up our share, as before a reload. */
  noteEarlierVisit(): void
  /** What of our share everything that this page sends has used up: what comes next begins with the rest. */
  bucket(): Bucket
}

/** Who is asking, and what the portal allows. */
export interface PortalFacts {
  /** The user's id. */
  readonly me: number
  /** May write the app's options for everybody. */
  readonly isAdmin: boolean
  /** Whether the larger bucket of requests applies (rest-contract.md, 3.4); false where the portal did not say. */
  readonly enterprise: boolean
  readonly bin: Bin
}

export interface CensusTaker {
  /**
   * Counts who matches and who there is in all, in one request, after every key of the filter was seen to be one that
   * the portal knows: it drops an unknown one in silence, and the filter then means everybody (rest-contract.md, 1.3).
   * Rejects with `portal-error` and the code `UNKNOWN_FILTER_KEY` for a key that it does not know.
   */
  count(query: ContactQuery): Promise<Census>
}

export interface Census {
  readonly matching: number
  readonly all: number
}

export interface ContactFinder {
  /** Who has each of these values, in their order, some at a time. Stop iterating to cancel. */
  find(wanted: readonly WantedValue[]): AsyncIterable<readonly FoundContacts[]>
  /**
   * The same for values that hardly anybody is expected to have: many are asked at once, by the portal's index alone.
   * Values nobody has may be left out. Rejects with PortalFailure.
   */
  findFew(wanted: readonly WantedValue[]): Promise<readonly FoundContacts[]>
}

export interface GuardStore {
  /** A user's own rules; where there are none those of the portal; where there are none either the defaults. */
  read(): Promise<{ readonly settings: GuardSettings; readonly damaged: boolean }>
  /** For everybody when an administrator says so, else for this user. Resolves when the portal has taken it. */
  write(settings: GuardSettings): Promise<void>
}

/** What the portal calls the codes that its contacts carry. */
export interface CodeNames {
  /** Rejects with PortalFailure. */
  read(): Promise<NamedCodes>
}

/** Code → name, in the portal's own order. A code that was taken out of the portal's list may be absent. */
export interface NamedCodes {
  readonly types: ReadonlyMap<string, string>
  readonly sources: ReadonlyMap<string, string>
}

export interface WakeKeeper {
  /** Keeps the screen awake where the browser allows it; the result lets it sleep again. */
  keep(): () => void
}

export interface Network {
  /** Calls back whenever the device has a connection again; that the portal can be reached is not said. The result ends it. */
  onBack(act: () => void): () => void
}

/** A file that a person chose: what the browser's `File` has of use here. */
export interface ChosenFile {
  readonly name: string
  readonly size: number
  arrayBuffer(): Promise<ArrayBuffer>
  text(): Promise<string>
}

export interface Files {
  /** Offers the text as a download. A frame may not be allowed to: nobody can tell whether it came. */
  save(name: string, mediaType: string, parts: readonly string[]): void
  /** As `save`, of bytes. */
  saveBytes(name: string, mediaType: string, bytes: Uint8Array): void
  /** What a text file or a spreadsheet holds. Rejects with TableUnreadable. */
  readTable(file: ChosenFile): Promise<FileContent>
  /** All of a file, e.g. an archive. Rejects with FileUnreadable: `too-large`, `gone`. */
  readBytes(file: ChosenFile): Promise<Uint8Array>
}

/** Why a chosen file could not be read. `gone`: it was changed or removed since it was chosen. */
export type FileProblem = 'too-large' | 'gone'

/** A chosen file could not be read. */
export class FileUnreadable extends Error {
  override readonly name = 'FileUnreadable'
  readonly reason: FileProblem

  constructor(reason: FileProblem) {
    super(`file: ${reason}`)
    this.reason = reason
  }
}
