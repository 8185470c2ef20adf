/**
 * What the rooms of the local portal know of each other: the REST side (rest/, methods/, store/) and the pages
 * (pages/, browser/) meet only here. Owned by the REST side; the pages add nothing to it without its knowing.
 *
 * Nothing here imports from src: the portal is an independent witness.
 */
import type {
  Activity,
  Address,
  BankDetail,
  BinEntry,
  Company,
  Contact,
  CrmItem,
  Requisite,
  RobotRun,
  SentMail,
  TimelineComment,
} from './records.ts'
import type { Settings } from './settings.ts'

export type * from './records.ts'
export type * from './settings.ts'

/** `http` stands for what a real portal would serve over https; the facts are the same. */
export interface PortalOptions {
  /** TCP port; 0 takes a free one. */
  port?: number
  /** Absolute URL of the app's page, e.g. `http://127.0.0.1:4173/index.html`: the handler that the portal opens. */
  appUrl: string
  /**
   * A folder with a built app, served by the portal itself below `/local/tidy-contacts/`, as an administrator of an on-premise
   * portal may put it there: the app and the portal are one origin. It takes the place of `appUrl`.
   */
  appFolder?: string
  /** How many contacts to seed. Default 10,000. */
  contacts?: number
  /** Same seed, same data. Default 1. */
  seed?: number
  /** Unix time in ms; injected so that tests move time without waiting. Default Date.now. */
  now?: () => number
  /** 'installed' (default): INSTALLED=Y with its placements bound. 'new': never installed, so install mode for an admin. */
  app?: 'installed' | 'new'
  /**
   * Names of the files in the ZIP of a static app, whose index.html is at appUrl. The portal opens such an app by GET
   * without a body; `install.html` at the root is its installer, and without it there is no installation. Default: no
   * static app, opened by POST.
   */
  archive?: readonly string[]
  /** Install-mode URL of an app that is not static; default: the same as appUrl. '': no installation. */
  installUrl?: string
}

/** A portal that runs: what specs hold. They read `portal.store` for the truth. */
export interface RunningPortal {
  /** `http://portal.localhost:PORT`: another SITE than the app's 127.0.0.1. */
  readonly origin: string
  readonly portal: Portal
  close(): Promise<void>
}

/**
 * The portal's clock. Everything in the portal that takes or measures time goes by it: tokens, the bucket, the windows of
 * operating time, the bin, dates of records, slow work and latency.
 */
export interface Clock {
  /** Unix ms. */
  now: () => number
  /** Moves the time on by so many ms, at once: answers that wait for it are sent before this returns. */
  advance(ms: number): void
  /** From now on only `advance` moves it, and the portal's own work takes no time: nothing depends on the machine. */
  stop(): void
  /** Lets it run again, from where it stands. */
  run(): void
  readonly stopped: boolean
  /** When the answers that wait will be sent, Unix ms, soonest first: slow work has arrived once it is listed here. */
  readonly waiting: readonly number[]
}

export interface Portal {
  readonly origin: string
  readonly clock: Clock
  /** `clock.now`. */
  readonly now: () => number
  readonly store: Store
  /** What the control page lets a person switch. Plain mutable data. */
  readonly settings: Settings
  readonly app: AppRecord
  readonly auth: Auth
  /** Newest last; bounded. */
  readonly log: RestLogEntry[]
  /** The methods for which a browser asked permission first (OPTIONS), one entry for each time. */
  readonly preflights: string[]
  readonly faults: FaultScript
  /** As if nobody had asked for half a minute: every bucket of requests is empty. Operating time stays spent. */
  emptyBuckets(): void
}

/** Rights on contacts. `own`: only those the user is responsible for. */
export type Right = 'all' | 'own' | 'none'

export interface User {
  ID: number
  NAME: string
  LAST_NAME: string
  WORK_POSITION: string
  EMAIL: string
  /** Portal administrator. */
  admin: boolean
  /** False: a user of the extranet; crm.item.* refuses him (`allowed_only_intranet_user`). */
  intranet: boolean
  rights: { read: Right; update: Right; delete: Right; import: boolean }
  /** False: dismissed, and still the one responsible for contacts. Absent: works here. */
  active?: boolean
}

export interface AppRecord {
  readonly ID: number
  readonly CODE: string
  readonly clientId: string
  VERSION: number
  /** L local, F free, D demo, T trial, P paid, S subscription. */
  STATUS: string
  INSTALLED: boolean
  /** Uninstalled in the middle of things: REST answers APPLICATION_NOT_FOUND. */
  removed: boolean
  scopes: Set<string>
  /** Where the app's own page and the install page live. */
  url: string
  installUrl: string
  staticApp: boolean
  placements: BoundPlacement[]
  appOptions: Record<string, unknown>
  userOptions: Map<number, Record<string, unknown>>
  /** `${userId}_${VERSION}` of those whose setInstall was received: FIRST_RUN is false for them. */
  firstRunDone: Set<string>
}

export interface BoundPlacement {
  rowId: number
  placement: string
  handler: string
  title: string
  description: string
  langAll: Record<string, { TITLE?: string; DESCRIPTION?: string; GROUP_NAME?: string }>
  options: Record<string, unknown>
  userId: number
}

/** The fields of the opening form and of getInitData that belong to the session. */
export interface AuthFields {
  AUTH_ID: string
  /** Seconds, a string: "3600". */
  AUTH_EXPIRES: string
  REFRESH_ID: string
  SERVER_ENDPOINT: string
  member_id: string
  status: string
}

export interface Auth {
  readonly memberId: string
  /** Seconds a new token lives; default 3600. Tests shorten it. */
  lifetimeSeconds: number
  issue(userId: number): AuthFields
  /** The user of a token, or why not. */
  check(token: string): { userId: number } | { error: 'expired_token' | 'invalid_token' | 'NO_AUTH_FOUND' }
  /** Every token given out so far answers expired_token. */
  expireAll(): void
  /** True: refreshAuth fails, as when the session has ended: the parent alerts and never replies. */
  refuseRefresh: boolean
  /** The secret of a new inbound webhook: `/rest/<userId>/<secret>/<method>`. */
  issueWebhook(userId: number): string
  checkWebhook(userId: number, secret: string): boolean
}

export interface RestLogEntry {
  /** Unix ms when it came in. */
  at: number
  httpMethod: string
  /** 'batch' for a batch; its commands follow in `commands`. */
  method: string
  userId: number | null
  /** Parameters with the token taken out. */
  params: unknown
  commands?: { key: string; method: string; error: string | null }[]
  httpStatus: number | 'dropped' | 'reset'
  error: string | null
  /** The portal's own time in ms, without the scripted latency. */
  durationMs: number
  /** The method is not one that the real portal has, or that this one does not imitate yet. */
  unknownMethod?: boolean
}

/**
 * One scripted trouble. `method` is matched against the REST method, for a batch against 'batch' and each inner
 * method; '*' matches all. Used up after `times` (default 1) hits; `skip` lets the first n matching calls pass.
 */
export interface Fault {
  method: string
  skip?: number
  times?: number
  kind:
    | { type: 'slow'; ms: number }
    /** A whole-request answer with this status and body; e.g. 503 QUERY_LIMIT_EXCEEDED, 429, 500, 401, 403. */
    | { type: 'http'; status: number; body?: { error: string | number; error_description?: string } }
    /** The command's own refusal: in a single call with `status` (default 400), in a batch in result_error. */
    | { type: 'refuse'; error: string | number; description: string; status?: number }
    /**
     * The connection is cut before anything was done. The head of an answer has already left then, for a browser sends a
     * request again by itself if it got no byte on a used connection: this is a request that stays without an answer.
     */
    | { type: 'drop-before' }
    /** The work is done, then the connection is cut, as above. */
    | { type: 'drop-after' }
    /**
     * The work is done, then the connection is reset before any byte of the answer. Strikes only on a connection that has
     * served a request before, where Chromium sends the request again by itself: the work is done twice.
     */
    | { type: 'reset-after' }
    | { type: 'malformed-json' }
    | { type: 'empty-200' }
    /** Runs on the store just before the matched command: a colleague at work. */
    | { type: 'colleague'; act: (portal: Portal) => void }
}

export interface FaultScript {
  add(fault: Fault): void
  clear(): void
  readonly active: readonly Fault[]
}

export interface ContactQuery {
  /** Search words of the portal's own list; matched in names, phones and e-mails. */
  find?: string
  order: 'ID' | 'NAME' | 'DATE_CREATE' | 'DATE_MODIFY'
  desc: boolean
  offset: number
  limit: number
}

/** The portal's data. Reads give plain records; the writes here are those of the portal's own screens. */
export interface Store {
  readonly users: ReadonlyMap<number, User>
  contact(id: number): Contact | undefined
  contactCount(): number
  contactIds(): Iterable<number>
  findContacts(query: ContactQuery, userId: number): { rows: Contact[]; total: number }
  company(id: number): Company | undefined
  item(entityTypeId: number, id: number): CrmItem | undefined
  itemsOfContact(entityTypeId: number, contactId: number): CrmItem[]
  activitiesOfContact(contactId: number): Activity[]
  requisitesOfContact(contactId: number): Requisite[]
  bankDetailsOf(requisiteId: number): BankDetail[]
  addressesOf(requisiteId: number): Address[]
  commentsOfContact(contactId: number): TimelineComment[]
  /** Robots and workflows that adding contacts has started, and e-mails that adding activities has sent. */
  readonly robotRuns: readonly RobotRun[]
  readonly sentMails: readonly SentMail[]
  /** What lies in the app's own storages (entity.*), oldest first; `storage` is its code. */
  keptByApp(): { storage: string; name: string; text: string }[]
  smartTypes(): { entityTypeId: number; title: string; isClientEnabled: boolean }[]
  stageName(entityTypeId: number, categoryId: number, stageId: string): string
  bin(): readonly BinEntry[]
  /** Ids of contacts that were deleted since the start, restored ones (under new ids) included. */
  deletedIds(): readonly number[]
  /** As crm.contact.delete does it: to the bin, links removed, never the deals. False: no such contact. */
  deleteContact(id: number, byUserId: number): boolean
  /** From the bin, under a NEW id, relinked. Undefined: no such entry. */
  restoreContact(binId: number): Contact | undefined
  addContact(fields: Partial<Contact>): Contact
  updateContact(id: number, fields: Partial<Contact>): Contact | undefined
  may(userId: number, act: 'read' | 'update' | 'delete', contact: Contact): boolean
}
