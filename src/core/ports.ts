import type { BaseReader, PictureStore, PutAwayStore } from './clean-up/ports.ts'
import type { Failure } from './failure.ts'
import type { RunPorts, ContactDeleter } from './deletion/ports.ts'
import type { TabsChannel } from './job/tabs.ts'
import type { ContactReader, GuardStore, PlanningPorts } from './plan/ports.ts'
import type { CleanUpStore } from './plan/saved/ports.ts'
import type { ProtectStore } from './plan/protect/ports.ts'
import type { JobPorts, JournalStore, RunLock } from './job/ports.ts'
import type { ContactFinder, TableFiles } from './list/ports.ts'
import type { PeopleReader, SavedFilterStore } from './filter/ports.ts'
import type { CodeNames, ContactStore, DossierReader } from './contact/ports.ts'
import type { Files } from './files.ts'
import type { ArchivePorts } from './archive/ports.ts'
import type { RecordStore } from './records/record.ts'
import type { RestoreJournal, RestoreLookup, RestoreSender } from './restore/ports.ts'
import type { RestoreProgress } from './restore/run/progress.ts'
import type { RunChannel } from './deletion/run/progress.ts'

/**
 * The ports of the app. `portal/` and `device/` implement them; `main.tsx` puts them together; features get them from
 * `#features/ports.tsx`. Every method that asks the portal rejects only with `PortalFailure`.
 */
export interface Ports {
  readonly contacts: ContactStore
  readonly dossiers: DossierReader
  readonly deleter: ContactDeleter
  readonly host: Host
  readonly settings: SettingsStore
  readonly installer: Installer
  /** Loads the ports for deleting many. Rejects with PortalFailure when the portal does not say who is asking. */
  work(): Promise<WorkPorts>
  /**
   * Reports whether this browser or the portal has an unfinished run of this user: now, and again when another tab has
   * begun one. Sends no request. Call the result to stop.
   */
  watchUnfinishedRun(onChange: (has: boolean) => void): () => void
  /** When expired archives were last erased from here. */
  readonly sweeps: DayMark
  readonly base: BaseReader
  readonly pictures: PictureStore
  readonly protections: ProtectStore
}

/** Remembers work that is due once a day in this browser, for this portal. Sends no request. */
export interface DayMark {
  /** Whether the work was not done for a day, or never. */
  isDue(): boolean
  /** Notes that the work is being done. */
  note(): void
  /** Makes the work due at once. */
  clear(): void
}

/** Why the portal opened the app. */
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
  /** Reports the height of the frame's content to the portal, in CSS px. */
  fitHeight(px: number): void
  /** Sets the heading of the portal's page around the app; the portal lets only the app's own page do it. */
  setTitle(title: string): void
  /** Asks the portal to refresh the lists behind the app. */
  refreshLists(): void
  /** Closes the slider the app was opened in; does nothing where there is none. */
  close(): void
  /** The portal's own picker; null where the portal has none. Never settles when the person cancels. */
  pickUser(): Promise<{ readonly id: number; readonly name: string }>
  /** The portal's own picker of companies. Never settles when the person cancels; rejects where nothing was picked. */
  pickCompany(): Promise<{ readonly id: number; readonly name: string }>
}

/** Small settings of this user on this portal. */
export interface SettingsStore {
  /** The stored text, or null. */
  read(name: SettingName): string | null
  /** Stores the text for the next time. If the portal refuses, the person is not disturbed. */
  write(name: SettingName, value: string): void
  /** The user's own and everybody's text of any option, as the portal sent them when it opened the app; null: none. */
  atOpening(option: string): readonly [own: string | null, everybodys: string | null]
}
export type SettingName = 'columns' | 'theme' | 'suggestions'

export interface Installer {
  /**
   * Binds the app's places, idempotently: reads what is bound, removes what differs, binds what is missing. `titles`: of
   * each place, per portal language code. Rejects with `access-denied` for a user who is not an administrator.
   */
  bindPlaces(titles: readonly PlaceTitle[]): Promise<void>
  /**
   * The app's places that are not bound, or bound to another address than this page's. None for a user who is not an
   * administrator, since only administrators may look. Rejects with PortalFailure.
   */
  missingPlaces(): Promise<readonly AppPlace[]>
  /** Reports to the portal that the installation is done. The portal sends no answer, and reloads the app. */
  finish(): void
}

/** The tab in a contact's card, the row menu and the toolbar of the portal's list of contacts. */
export type AppPlace = 'card-tab' | 'card-menu' | 'row-menu' | 'list-toolbar'

export interface PlaceTitle {
  readonly place: AppPlace
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
 * The ports for deleting many, besides `Ports`; loaded when more than one contact is selected or a run is unfinished.
 * Methods that ask the portal reject only with `PortalFailure`.
 */
export interface WorkPorts extends PlanningPorts, JobPorts, Omit<RunPorts, 'requests'> {
  readonly journal: JournalStore
  readonly finder: ContactFinder
  readonly guards: GuardStore
  readonly codes: CodeNames
  readonly people: PeopleReader
  readonly contactReader: ContactReader
  readonly savedFilters: SavedFilterStore
  readonly putAway: PutAwayStore
  readonly cleanUps: CleanUpStore
  readonly lock: RunLock
  readonly channel: RunChannel
  readonly files: Files & TableFiles
  readonly recovery: RecoveryPorts
}

/** The ports for archives, records and restores; loaded with `WorkPorts`. */
export interface RecoveryPorts extends ArchivePorts {
  readonly records: RecordStore
  /** Unix ms of the portal's clock, as far as it is known. */
  portalNow(): number
  readonly lookup: RestoreLookup
  readonly sender: RestoreSender
  readonly restoreJournal: RestoreJournal
  /** One restore per portal and user at a time; a deletion may run beside it. */
  readonly restoreLock: RunLock
  readonly restoreChannel: TabsChannel<RestoreProgress>
}
