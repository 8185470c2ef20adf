import type { JsonObject } from '#core/archive/json.ts'
import type { FoundContacts, WantedValue } from '#core/bulk-ports.ts'
import type { Failure } from '#core/failure.ts'

/** What restoring asks of the portal, in the same shapes as `core/restore/` has them. */

export interface OriginKey {
  readonly originatorId: string
  readonly originId: string
  readonly foreign: boolean
}

export interface TargetRef {
  /** The portal's entityTypeId; 4 companies, 6 activities, 0 users. */
  readonly entityTypeId: number
  readonly id: number
}

export type RestoreTask =
  | { readonly kind: 'contact'; readonly key: OriginKey; readonly fields: JsonObject }
  | {
      readonly kind: 'company'
      readonly id: number
      readonly primary: boolean
      readonly sort: number
      readonly roleId: number
    }
  | { readonly kind: 'link'; readonly entityTypeId: number; readonly id: number; readonly primary: boolean }
  | { readonly kind: 'requisite' | 'bank-detail'; readonly mark: string; readonly fields: JsonObject }
  | { readonly kind: 'address'; readonly typeId: number; readonly fields: JsonObject }
  | { readonly kind: 'activity-binding'; readonly id: number }
  | { readonly kind: 'activity'; readonly originId: string; readonly fields: JsonObject }
  | { readonly kind: 'comment'; readonly mark: string; readonly text: string }

export interface TaskCall {
  readonly task: number
  readonly what: RestoreTask
  readonly contactId: number | null
  readonly parentId: number | null
  readonly withdraw: boolean
}

export type LookAnswer =
  | { readonly kind: 'found'; readonly ids: readonly number[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unseen' }
  | { readonly kind: 'unread'; readonly failure: Failure }

export type ActAnswer =
  | { readonly kind: 'done'; readonly id: number }
  | { readonly kind: 'already' }
  | { readonly kind: 'not-primary' }
  | { readonly kind: 'target-gone' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'lost'; readonly failure: Failure }

export type Reply<Answer> =
  | { readonly kind: 'answered'; readonly answers: ReadonlyMap<number, Answer> }
  | { readonly kind: 'failed'; readonly failure: Failure }

export interface RestoreSender {
  look(calls: readonly TaskCall[]): Promise<Reply<LookAnswer>>
  act(calls: readonly TaskCall[]): Promise<Reply<ActAnswer>>
}

export interface RestoreLookup {
  origins(
    keys: readonly OriginKey[],
  ): Promise<readonly { readonly key: OriginKey; readonly ids: readonly number[] }[]>
  owners(wanted: readonly WantedValue[]): Promise<readonly FoundContacts[]>
  gone(targets: readonly TargetRef[]): Promise<readonly TargetRef[]>
  mayImport(): Promise<'yes' | 'no' | 'unknown'>
}
