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
   * Which contacts bear these keys: `crm.contact.list {filter:{ORIGINATOR_ID, ORIGIN_ID}, select:['ID'], start:-1}`,
   * one key a command, 50 a batch. Keys with one ORIGINATOR_ID may be asked together: `'@ORIGIN_ID':[…≤50]`. Both names
   * must be known to `crm.contact.fields`: an unknown filter key is dropped in silence and means everybody
   * (portal README, "Lists and filters"). Contacts that this user may not read are absent. Keys without a contact may
   * be left out. Rejects with PortalFailure.
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
   * Which of these are no longer there: `crm.item.list {entityTypeId, filter:{'@id':[…≤50]}, select:['id'], start:-1}`
   * (entityTypeId 4 for companies), `crm.activity.list {filter:{'@ID':[…]}}`, `user.get {ID:[…]}` for users (also those
   * dismissed, ACTIVE false). A list does not show what this user may not read, so what is missing is asked singly
   * (`crm.item.get`: NOT_FOUND is gone, ACCESS_DENIED is not). What stays unclear is NOT gone: it is tried. Rejects with
   * PortalFailure.
   */
  gone(targets: readonly TargetRef[]): Promise<readonly TargetRef[]>
  /**
   * Which of these contacts are there (so were saved, and then not deleted after all): `crm.item.list {entityTypeId:3,
   * filter:{'@id':[…≤50]}, select:['id'], start:-1}`, which knows every category. Those that this user may not read are
   * absent as if they were gone. Rejects with PortalFailure.
   */
  there(contactIds: readonly number[]): Promise<readonly number[]>
  /**
   * Which of these contacts are there all the same although `there` does not show them: this user may not read them any
   * more, say since somebody else is responsible now. `crm.item.get` for each: ACCESS_DENIED; what stays unclear is not
   * among them. Absent: he reads everything. Rejects with PortalFailure.
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
   * Looks whether these are there already; up to 50, in one batch. Only for tasks that are not repeatable:
   *
   * | kind | asked by | found is |
   * |---|---|---|
   * | contact | `crm.contact.list {filter:{ORIGINATOR_ID, ORIGIN_ID}, select:['ID'], order:{ID:'ASC'}, start:-1}` | every ID |
   * | requisite | `crm.requisite.list {filter:{ENTITY_TYPE_ID:3, ENTITY_ID:contactId, XML_ID:mark}}` | every ID |
   * | bank-detail | `crm.requisite.bankdetail.list {filter:{ENTITY_ID:parentId, XML_ID:mark}}` | every ID |
   * | address | `crm.address.list {filter:{ENTITY_TYPE_ID:8, ENTITY_ID:parentId, TYPE_ID}}` | `[parentId]`: it has no id |
   * | activity | `crm.activity.list {filter:{OWNER_TYPE_ID:3, OWNER_ID:contactId}}`: ORIGIN_ID, or subject and deadline | every ID |
   * | comment | `crm.timeline.comment.list {filter:{ENTITY_TYPE:'contact', ENTITY_ID:contactId}}`: begins with `mark` | every ID |
   */
  look(calls: readonly TaskCall[]): Promise<LookupReply>
  /**
   * Does these, ONCE and never again by itself, and gives up after 30 s at the latest. One call goes by itself, more
   * go as one batch (`halt:0`), read from the raw envelope (core README, "Verdicts come from answers").
   *
   * | kind | method | done is |
   * |---|---|---|
   * | contact | `crm.contact.add {fields, params:{IMPORT:'Y' when importing, REGISTER_SONET_EVENT:'N'}}` | the new id, a positive integer |
   * | company | `crm.contact.company.add {id:contactId, fields:{COMPANY_ID, SORT, IS_PRIMARY, ROLE_ID}}` | true; false is `already` |
   * | link 1, 2, 7 | `crm.{lead,deal,quote}.contact.items.get {id}`, then `crm.….contact.add {id, fields:{CONTACT_ID, IS_PRIMARY}}` as `linkChange` says | true; false is `already` |
   * | link 31, 128… | `crm.item.get {entityTypeId,id}`, then `crm.item.update {fields:{contactIds}}` as `linkChange` says, read once more | |
   * | requisite | `crm.requisite.add {fields:{…, ENTITY_TYPE_ID:3, ENTITY_ID:contactId, XML_ID:mark}}`; PRESET_ID and NAME are mandatory | the new id |
   * | bank-detail | `crm.requisite.bankdetail.add {fields:{…, ENTITY_ID:parentId, XML_ID:mark}}` | the new id |
   * | address | `crm.address.add {fields:{…, TYPE_ID, ENTITY_TYPE_ID:8, ENTITY_ID:parentId}}` | true, as id `parentId` |
   * | activity-binding | `crm.activity.binding.add {activityId, entityTypeId:3, entityId:contactId}` | true; bound already is `already` |
   * | activity | `crm.activity.add {fields:{…, ORIGINATOR_ID, ORIGIN_ID, OWNER_TYPE_ID:3, OWNER_ID, COMMUNICATIONS}}`, a to-do by `crm.activity.todo.add` | the new id |
   * | comment | `crm.timeline.comment.add {fields:{ENTITY_TYPE:'contact', ENTITY_ID:contactId, COMMENT:text}}` | the new id |
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
