import type { FoundContacts, WantedValue } from '../list/found-contacts.ts'
import type { Failure } from '../failure.ts'
import type { Bucket } from '../job/pace/bucket.ts'
import type { OriginKey } from './plan/external-key.ts'
import type { RestorePlan } from './plan/plan.ts'
import type { TargetRef } from './plan/references.ts'
import type { RestoreTask } from './plan/tasks.ts'
import type { JournalStore, Clock } from '../job/ports.ts'

/** What planning a restore must know of the portal. Asks only; every answer may be asked for again. */
export interface RestoreLookup {
  /**
   * Which contacts have these keys. Contacts that this user may not read are absent. Keys without a contact may be left
   * out. Rejects with PortalFailure, also where the portal does not know one of the fields: it would drop that filter in
   * silence and mean all contacts (portal README, "Lists and filters").
   */
  origins(
    keys: readonly OriginKey[],
  ): Promise<readonly { readonly key: OriginKey; readonly ids: readonly number[] }[]>
  /**
   * Who has these e-mails and phones now; as `ContactFinder.findFew`. Values nobody has may be left out. Rejects with
   * PortalFailure.
   */
  owners(wanted: readonly WantedValue[]): Promise<readonly FoundContacts[]>
  /**
   * Which of these are no longer there. A list does not show what this user may not read, so what is missing is asked
   * for one by one. What stays unclear is NOT gone: it is tried. Rejects with PortalFailure.
   */
  gone(targets: readonly TargetRef[]): Promise<readonly TargetRef[]>
  /**
   * Which of these contacts, of every category, are there: they were saved, and then not deleted after all. Those that
   * this user may not read are absent as if they were gone. Rejects with PortalFailure.
   */
  there(contactIds: readonly number[]): Promise<readonly number[]>
  /**
   * Which of these contacts are there all the same although `there` does not show them: this user may not read them any
   * more, say since somebody else is responsible now. What stays unclear is not among them. Absent: he reads everything. Rejects with PortalFailure.
   */
  readonly hidden?: (contactIds: readonly number[]) => Promise<readonly number[]>
}

/** What a task is asked with: ids that earlier tasks got. */
export interface TaskCall {
  /** Index into the plan's tasks; answers come by it. */
  readonly task: number
  readonly what: RestoreTask
  /** The contact's new id; null only for the contact itself before it is made. */
  readonly contactId: number | null
  /** The requisite's new id, for bank details and addresses; null for all else. */
  readonly parentId: number | null
}

/** Carries out requests of a run. Never rejects: what happened to a request is a value. */
export interface RestoreSender {
  /**
   * Looks whether these are there already; up to 50, in one batch. Only for tasks that are not repeatable
   * (src/portal/restore/README.md, "Looking").
   */
  look(calls: readonly TaskCall[]): Promise<LookupReply>
  /**
   * Does these, ONCE and never again by itself, and gives up after 30 s at the latest. One call goes by itself, more
   * go as one batch (`halt:0`), read from the raw envelope (core README, "Verdicts come from answers";
   * by which methods: src/portal/restore/README.md, "Making").
   *
   * A call's own refusal, alone or in a batch, is its answer and never `failed`; a call without an answer may be left
   * out, which is `lost`.
   * @param importing contacts are added so that no robot, workflow or mail is set off; needs the import right.
   */
  act(calls: readonly TaskCall[], importing: boolean): Promise<ActReply>
}

export type LookupReply =
  | { readonly kind: 'answered'; readonly answers: ReadonlyMap<number, LookAnswer> }
  | { readonly kind: 'failed'; readonly failure: Failure }

export type LookAnswer =
  /** Not empty. */
  | { readonly kind: 'found'; readonly ids: readonly number[] }
  /** It is not there, and would be seen if it were: for an administrator, or what is this user's own. */
  | { readonly kind: 'absent' }
  /**
   * It was not seen, and this user might not see it. Nothing is ever SENT a second time on this word; a first time it
   * is, so one that a colleague brought back unseen comes twice. `owners` sees such ones too: with a phone or an e-mail
   * it is a conflict at planning.
   */
  | { readonly kind: 'unseen' }
  | { readonly kind: 'unread'; readonly failure: Failure }

export type ActReply =
  | { readonly kind: 'answered'; readonly answers: ReadonlyMap<number, ActAnswer> }
  | { readonly kind: 'failed'; readonly failure: Failure }

export type ActAnswer =
  /** `id` of what was made; 0 for a link, which has none. */
  | { readonly kind: 'done'; readonly id: number }
  /** It was so before. */
  | { readonly kind: 'already' }
  /** Linked, and another is the primary one (`linkChange`). */
  | { readonly kind: 'not-primary' }
  /** What it was to be linked to is no more (NOT_FOUND, "Not found."). */
  | { readonly kind: 'target-gone' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** Sent, and no answer for it. */
  | { readonly kind: 'lost'; readonly failure: Failure }

/** Keeps restore plans and the records of their runs, apart from those of deletions. */
export type RestoreJournal = JournalStore<RestorePlan>

export interface RestorePorts {
  readonly sender: RestoreSender
  readonly journal: Pick<RestoreJournal, 'append'>
  readonly clock: Clock
  /** The account that the sender's requests are told to; absent: the restore counts its own. */
  readonly requests?: { bucket(): Bucket }
}
