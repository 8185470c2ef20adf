import type { Failure } from './failure.ts'
import type { RunPorts, ContactDeleter } from './deletion/ports.ts'
import type { TabsChannel } from './job/tabs.ts'
import type { GuardStore, PlanningPorts } from './plan/ports.ts'
import type { JobPorts, JournalStore, RunLock } from './job/ports.ts'
import type { ContactFinder, TableFiles } from './list/ports.ts'
import type { CodeNames, ContactStore, DossierReader } from './contact/ports.ts'
import type { Files } from './files.ts'
import type { ArchivePorts } from './archive/ports.ts'
import type { RecordStore } from './records/record.ts'
import type { RestoreJournal, RestoreLookup, RestoreSender } from './restore/ports.ts'
import type { RestoreProgress } from './restore/run/progress.ts'
import type { RunChannel } from './deletion/run/progress.ts'

/**
 * What the app needs of the outside, in its own words. `portal/` and `device/` implement these; `main.tsx` puts them
 * together; features get them from `#features/ports.tsx`. Every method that asks the portal rejects with
 * `PortalFailure` and nothing else.
 */
export interface Ports {
  readonly contacts: ContactStore
  readonly dossiers: DossierReader
  readonly deleter: ContactDeleter
  readonly host: Host
  readonly settings: SettingsStore
  readonly installer: Installer
  /** Loads what deleting many needs. Rejects with PortalFailure when the portal does not say who is asking. */
  work(): Promise<WorkPorts>
  /**
   * Tells whether this browser or the portal keeps a run of this user that was not finished: now, and again when another tab has
   * begun one. Asks the portal nothing. The result ends it.
   */
  watchUnfinishedRun(told: (has: boolean) => void): () => void
  /** When archives that are past their time were last taken away from here. */
  readonly sweeps: DayMark
}

/** What is to be done once a day in this browser, for this portal. Asks the portal nothing. */
export interface DayMark {
  /** Whether it is a day since it was done, or never was. */
  isDue(): boolean
  /** It is being done. */
  note(): void
  /** It is due, however short a time ago it was done. */
  clear(): void
}

/** What the portal opened the app for. */
export type Opening =
  | { readonly screen: 'contacts' }
  /** `contactId` 0: a contact that is only being created. */
  | { readonly screen: 'contact-tab'; readonly contactId: number }
  /** From the row menu of the portal's list: ask about this contact at once. */
  | { readonly screen: 'delete'; readonly contactId: number }
  | { readonly screen: 'install'; readonly isAdmin: boolean }

/**
 * The page around the frame. None of these wait for the portal: several of its answers never come
 * (portal README, "Messages and their answers").
 */
export interface Host {
  readonly opening: Opening
  /** The portal's language code, not BCP 47. */
  readonly language: string
  /** `https://portal.example`, without a slash at its end. */
  readonly origin: string
  /** Opens a path of the portal, e.g. `/crm/contact/details/7/`, in a slider above the app. `onClose` when it closes. */
  openPath(path: string, onClose?: () => void): void
  /** Tells the portal how high the frame's content is, in CSS px. */
  fitHeight(px: number): void
  /** Asks the portal to refresh the lists behind the app. */
  refreshLists(): void
  /** Closes the slider the app was opened in; does nothing where there is none. */
  close(): void
  /** The portal's own picker; null where the portal has none. Never settles when the person cancels. */
  pickUser(): Promise<{ readonly id: number; readonly name: string }>
}

/** Small settings of this user on this portal. */
export interface SettingsStore {
  /** The stored text, or null. */
  read(name: SettingName): string | null
  /** Remembers for the next time; a portal that does not take it is no reason to disturb the person. */
  write(name: SettingName, value: string): void
}
export type SettingName = 'columns' | 'theme'

export interface Installer {
  /**
   * Binds the app's places, idempotently: reads what is bound, takes away what differs, binds what is missing.
   * `titles` per portal language code. Rejects with `access-denied` for somebody who is not an administrator.
   */
  bindPlaces(titles: readonly PlaceTitle[]): Promise<void>
  /**
   * The app's places that are not bound, or bound to another address than this page's. None for somebody who is no
   * administrator: only one may look. Rejects with PortalFailure.
   */
  missingPlaces(): Promise<readonly AppPlace[]>
  /** Tells the portal that the installation is done; it then reloads the app. No answer ever comes. */
  finish(): void
}

/** The tab in a contact's card, the row menu and the toolbar of the portal's list of contacts. */
export type AppPlace = 'card-tab' | 'row-menu' | 'list-toolbar'

export interface PlaceTitle {
  readonly language: string
  readonly title: string
  readonly description: string
}

/** Why the app could not start. */
export type StartProblem =
  | { readonly kind: 'outside-portal' }
  /** Inside a frame whose name is not the portal's `HOST|PROTOCOL|SID`. */
  | { readonly kind: 'wrong-address' }
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'refused'; readonly failure: Failure }

/**
 * What deleting many needs of the outside besides `Ports`; loaded when somebody selects more than one contact or a
 * run was left unfinished. Methods that ask the portal reject with `PortalFailure` and nothing else.
 */
export interface WorkPorts extends PlanningPorts, JobPorts, RunPorts {
  readonly journal: JournalStore
  readonly finder: ContactFinder
  readonly guards: GuardStore
  readonly codes: CodeNames
  readonly lock: RunLock
  readonly channel: RunChannel
  readonly files: Files & TableFiles
  readonly keeping: KeepingPorts
}

/** What keeping what is deleted, and bringing it back, needs of the outside; comes with `WorkPorts`. */
export interface KeepingPorts extends ArchivePorts {
  readonly records: RecordStore
  readonly lookup: RestoreLookup
  readonly sender: RestoreSender
  readonly restoreJournal: RestoreJournal
  /** One restore a portal and user at a time; a deletion may run beside it. */
  readonly restoreLock: RunLock
  readonly restoreChannel: TabsChannel<RestoreProgress>
}
