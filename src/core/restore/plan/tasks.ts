import type { JsonObject } from '../../json.ts'
import type { OriginKey } from './external-key.ts'

/**
 * One thing that a restore does. A contact's task comes first, then the tasks of what is linked to it. Plain JSON:
 * tasks are frozen into the plan, so that a resumed run does exactly the same.
 */
export type RestoreTask = TaskPlace & TaskWhat

interface TaskPlace {
  /** Index into the plan's entries. */
  readonly entry: number
  /** The task whose new ID this one needs: an index into the plan's tasks, less than its own. Null: none. */
  readonly needs: number | null
}

/** A thing that is made, and of which a contact may have several that look the same. */
interface Copied {
  /** How many of its like the archive holds on the same parent; absent: one. */
  readonly copies?: number
}

export type TaskWhat =
  | {
      readonly kind: 'contact'
      readonly key: OriginKey
      /** Contacts that had this key already when the plan was made: a lookup ignores them. */
      readonly knownBefore: readonly number[]
      readonly fields: JsonObject
      /** If the contact is back already, go on and add what is missing. */
      readonly complete: boolean
      /** Must stay out of a batch, see `mustGoAlone`. */
      readonly alone: boolean
    }
  | {
      readonly kind: 'company'
      readonly id: number
      readonly primary: boolean
      readonly sort: number
      readonly roleId: number
    }
  | {
      readonly kind: 'link'
      readonly entityTypeId: number
      readonly id: number
      readonly primary: boolean
    }
  | ({
      readonly kind: 'requisite' | 'bank-detail'
      /** The XML_ID that identifies it. */
      readonly mark: string
      readonly fields: JsonObject
      readonly alone: boolean
    } & Copied)
  | {
      readonly kind: 'address'
      /** Unique within its requisite, so it identifies the address. */
      readonly typeId: number
      readonly fields: JsonObject
      readonly alone: boolean
    }
  /** The activity still exists: only the binding is added. */
  | { readonly kind: 'activity-binding'; readonly id: number }
  | ({
      readonly kind: 'activity'
      /** Its ORIGINATOR_ID is ours. To-dos take no such key: subject and deadline identify them. */
      readonly originId: string
      readonly fields: JsonObject
      readonly alone: boolean
    } & Copied)
  | ({
      readonly kind: 'comment'
      /** The first line of the text, which identifies it. */
      readonly mark: string
      readonly text: string
      readonly alone: boolean
    } & Copied)

export type TaskKind = TaskWhat['kind']

/**
 * Whether doing it twice has the same effect as doing it once. Every other task makes something new each time, so the
 * restore looks for it before it sends the task, and again after a lost answer.
 */
export function isRepeatable({ kind }: { readonly kind: TaskKind }): boolean {
  return kind === 'company' || kind === 'link' || kind === 'activity-binding'
}

/**
 * Whether two restores at once may both make it. The portal allows only one address of a type on a requisite; every
 * other thing is looked for once more after it was made.
 */
export function mayComeTwice(what: { readonly kind: TaskKind }): boolean {
  return !isRepeatable(what) && what.kind !== 'address'
}

/** Whether it may share a request with others. */
export function goesAlone(task: RestoreTask): boolean {
  return 'alone' in task && task.alone
}
