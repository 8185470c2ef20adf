import type { JsonObject } from '../../json.ts'
import type { OriginKey } from './external-key.ts'

/**
 * One thing that a restore does, in the order in which it can be done: a contact first, then what hangs on it. Plain
 * JSON: tasks are frozen into the plan, so that a run that is taken up again does the very same.
 */
export type RestoreTask = TaskPlace & TaskWhat

interface TaskPlace {
  /** Index into the plan's entries. */
  readonly entry: number
  /** The task whose new id this one needs, an index into the plan's tasks that is less than its own; null: none. */
  readonly needs: number | null
}

/** What is made anew and of which a contact may hold several that cannot be told apart. */
interface Copied {
  /** How many of its like the archive holds at the same place; absent: one. */
  readonly copies?: number
}

export type TaskWhat =
  | {
      readonly kind: 'contact'
      readonly key: OriginKey
      /** Contacts that had this key when the plan was made and are not what is looked for. */
      readonly knownBefore: readonly number[]
      readonly fields: JsonObject
      /** Go on with what is missing when the contact is found to be back already. */
      readonly complete: boolean
      /** Not to be put into a batch, see `mustGoAlone`. */
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
      /** XML_ID, by which it is known again. */
      readonly mark: string
      readonly fields: JsonObject
      readonly alone: boolean
    } & Copied)
  | {
      readonly kind: 'address'
      /** Unique within its requisite, and so known again. */
      readonly typeId: number
      readonly fields: JsonObject
      readonly alone: boolean
    }
  /** It still exists: only the binding is added. */
  | { readonly kind: 'activity-binding'; readonly id: number }
  | ({
      readonly kind: 'activity'
      /** ORIGINATOR_ID is ours; where the portal takes none (to-dos), subject and deadline tell it. */
      readonly originId: string
      readonly fields: JsonObject
      readonly alone: boolean
    } & Copied)
  | ({
      readonly kind: 'comment'
      /** The first line of the text, by which it is known again. */
      readonly mark: string
      readonly text: string
      readonly alone: boolean
    } & Copied)

export type TaskKind = TaskWhat['kind']

/**
 * Whether doing it twice is the same as doing it once. All else makes something new each time, so it is looked for
 * before it is done, and looked for again when its answer was lost.
 */
export function isRepeatable({ kind }: { readonly kind: TaskKind }): boolean {
  return kind === 'company' || kind === 'link' || kind === 'activity-binding'
}

/**
 * Whether two restores at once may both make it: an address is the only one of its type on its requisite, which the
 * portal holds to. All else is looked for once more after it was made.
 */
export function mayComeTwice(what: { readonly kind: TaskKind }): boolean {
  return !isRepeatable(what) && what.kind !== 'address'
}

/** Whether it may share a request with others. */
export function goesAlone(task: RestoreTask): boolean {
  return 'alone' in task && task.alone
}
