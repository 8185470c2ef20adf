import type { FoundContacts, WantedValue } from '../list/found-contacts.ts'
import type { Failure } from '../failure.ts'
import type { Bucket } from '../job/pace/bucket.ts'
import type { OriginKey } from './plan/external-key.ts'
import type { RestorePlan } from './plan/plan.ts'
import type { AskedTarget, TargetRef } from './plan/references.ts'
import type { RestoreTask } from './plan/tasks.ts'
import type { BatchRoom, JournalStore, Clock } from '../job/ports.ts'

/** What planning a restore must know of the portal. Only reads, so any question may be repeated. */
export interface RestoreLookup {
  /**
   * Which contacts have these keys. Contacts that this user may not read are absent. Keys without a contact may be left
   * out. Rejects with PortalFailure, also where the portal does not know one of the fields: it would then ignore the
   * filter and return all contacts (portal README, "Lists and filters").
   */
  origins(
    keys: readonly OriginKey[],
  ): Promise<readonly { readonly key: OriginKey; readonly ids: readonly number[] }[]>
  /**
   * Which contacts have these e-mails and phones now, as `ContactFinder.findFew`. Values that no contact has may be
   * left out. Rejects with PortalFailure.
   */
  owners(wanted: readonly WantedValue[]): Promise<readonly FoundContacts[]>
  /**
   * Which of these are no longer there. A list hides what this user may not read, so each missing one is asked for
   * by itself, unless it went along with its contact. One that stays unclear does NOT count as gone: the restore tries to
   * link it. Rejects with PortalFailure.
   */
  gone(targets: readonly AskedTarget[]): Promise<readonly TargetRef[]>
  /**
   * Which of these contacts, of every category, still exist: they were copied and then not deleted. Contacts that this
   * user may not read are absent, as if they were gone. Rejects with PortalFailure.
   */
  there(contactIds: readonly number[]): Promise<readonly number[]>
  /**
   * Which of these contacts exist although `there` does not show them: this user may no longer read them, for example
   * since another person became responsible. Unclear ones are left out. Absent: this user reads everything. Rejects
   * with PortalFailure.
   */
  readonly hidden?: (contactIds: readonly number[]) => Promise<readonly number[]>
}

/** A task with the IDs that earlier tasks got. */
export interface TaskCall {
  /** Index into the plan's tasks; answers are keyed by it. */
  readonly task: number
  readonly what: RestoreTask
  /** The contact's new id; null only for the contact's own task before it is made. */
  readonly contactId: number | null
  /** The requisite's new id, for bank details and addresses; otherwise null. */
  readonly parentId: number | null
}

/** Sends the requests of a restore. Never rejects: it returns what happened to a request. */
export interface RestoreSender {
  /** What fits into a batch; absent: a whole one. */
  readonly room?: BatchRoom
  /**
   * Looks whether these are there already, in one batch (src/portal/restore/README.md, "Looking"). Of a link it reads
   * what is linked now, for `act`, and answers `absent`.
   */
  look(calls: readonly TaskCall[]): Promise<LookupReply>
  /**
   * Sends these ONCE, never repeats them by itself, and gives up after 30 s at the latest. One call is its own request;
   * several go as one batch (`halt:0`), read from the raw envelope (core README, "Verdicts come from answers";
   * by which methods: src/portal/restore/README.md, "Making").
   *
   * A call that the portal refuses, alone or in a batch, has that refusal as its answer and is never `failed`. A call
   * without an answer may be left out, which means `lost`.
   * @param importing adds contacts as an import, which starts no robot, workflow or mail; needs the import right.
   */
  act(calls: readonly TaskCall[], importing: boolean): Promise<ActReply>
}

export type LookupReply =
  | { readonly kind: 'answered'; readonly answers: ReadonlyMap<number, LookAnswer> }
  | { readonly kind: 'failed'; readonly failure: Failure }

export type LookAnswer =
  /** Not empty. */
  | { readonly kind: 'found'; readonly ids: readonly number[] }
  /** It is not there; this user would see it, as an administrator or as its owner. */
  | { readonly kind: 'absent' }
  /**
   * It was not seen, but this user might not be allowed to see it. On this answer a task may be sent a first time but
   * never a second time. So a contact that a colleague restored unseen is made twice, unless it has a phone or an
   * e-mail: `owners` also sees hidden contacts, and the plan then shows a conflict.
   */
  | { readonly kind: 'unseen' }
  | { readonly kind: 'unread'; readonly failure: Failure }

export type ActReply =
  | { readonly kind: 'answered'; readonly answers: ReadonlyMap<number, ActAnswer> }
  | { readonly kind: 'failed'; readonly failure: Failure }

export type ActAnswer =
  /** `id` of what was made; 0 for a link, which has no ID. */
  | { readonly kind: 'done'; readonly id: number }
  /** It was already there. */
  | { readonly kind: 'already' }
  /** Linked, but another contact is the primary one (`linkChange`). */
  | { readonly kind: 'not-primary' }
  /** The link's target no longer exists (NOT_FOUND, "Not found."). */
  | { readonly kind: 'target-gone' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** Sent, but no answer came for it. */
  | { readonly kind: 'lost'; readonly failure: Failure }

/** Stores restore plans and the journals of their runs, apart from those of deletions. */
export type RestoreJournal = JournalStore<RestorePlan>

export interface RestorePorts {
  readonly sender: RestoreSender
  readonly journal: Pick<RestoreJournal, 'append'>
  readonly clock: Clock
  /** Counts the requests that the sender sends; absent: the restore counts its own. */
  readonly requests?: { bucket(): Bucket }
}
