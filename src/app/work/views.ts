import { EVERYBODY, ONLY_MOST } from '#core/contact/contact-query.ts'
import { NO_FILTERS } from '#core/filter/filters.ts'
import type { RestoreWish } from '#core/restore/load-contacts.ts'
import type { JobView } from '#features/shared/job/job-in-hand.ts'
import type { Plan } from '#core/plan/plan.ts'
import type { ListedCleanUp } from '#core/plan/saved/saved-clean-up.ts'
import { chosenAgain, NOTHING_SELECTED, scopeOf, type Selection } from '#core/plan/selection.ts'

/** What the contacts page shows. Meanwhile the list stays in the background unchanged. */
export type View = { readonly kind: 'list' } | OwnView | WorkView | ArchiveView

/** The screens beside the list that begin no work. */
export interface OwnView {
  readonly kind: 'help' | 'clean-up' | 'protected'
}

/** The screens of deleting many. */
export type WorkView =
  | {
      readonly kind: 'review'
      readonly selection: Selection
      readonly hidden: readonly number[] | null
      /** The saved clean-up that this is; absent: none. */
      readonly cleanUp?: ListedCleanUp
      /** Where the way back leads; absent: to the list. */
      readonly from?: 'clean-up'
    }
  | Extract<JobView, { kind: 'run' }>

/** The screens of deleted contacts. `from` is where the way back leads. */
export type ArchiveView =
  | { readonly kind: 'deleted' }
  | {
      readonly kind: 'restore'
      readonly wish: RestoreWish
      readonly from: 'list' | 'deleted'
      /** Some contacts are partly restored: what is missing is added. */
      readonly inPart?: boolean
      /** An undo: the plan is shown only where there is something to decide. */
      readonly atOnce?: boolean
    }
  | Extract<JobView, { kind: 'restore-run' }>
  /** Leads back to the deleted contacts. */
  | { readonly kind: 'audit' }

/** The run or the restore that a view shows; null: none. */
export function jobOf(view: View): JobView | null {
  return view.kind === 'run' || view.kind === 'restore-run' ? view : null
}

export function isOwnView(view: View): view is OwnView {
  return view.kind === 'help' || view.kind === 'clean-up' || view.kind === 'protected'
}

export function isArchiveView(view: View): view is ArchiveView {
  return view.kind !== 'list' && !isOwnView(view) && !isWorkView(view)
}

export function isWorkView(view: View): view is WorkView {
  return view.kind === 'review' || view.kind === 'run'
}

export const LIST: View = { kind: 'list' }

/** Where the way back of a screen of deleting many leads. */
export function backFrom(view: WorkView): View {
  return view.kind === 'review' && view.from !== undefined ? { kind: view.from } : LIST
}

/** Selects these contacts one by one, as if they had been ticked in a list that shows only them. */
export function chosenAlone(ids: readonly number[]): Selection {
  const shown = ids.slice(0, ONLY_MOST)
  const scope = scopeOf({ ...EVERYBODY, filters: { ...NO_FILTERS, only: shown } })
  // Such a list has a limited length. The bar says if selected contacts are not in it.
  const beyond = ids.slice(ONLY_MOST).map((id): [number, string] => [id, ''])
  return {
    ...NOTHING_SELECTED,
    chosen: new Map([...shown.map((id): [number, string] => [id, scope]), ...beyond]),
  }
}

/** Selects some contacts of a plan for another review, with what lists said of them, or by which search they were found. */
export function selectedAgain(plan: Plan, ids: readonly number[]): Selection {
  const { references = [], lists: notes = [], found } = plan
  const selection = { ...chosenAgain(ids), ...(found === undefined ? {} : { found }) }
  if (notes.length === 0) return selection
  const named = references.flatMap((text, at): [number, string][] =>
    text === '' ? [] : [[plan.ids[at] ?? 0, text]],
  )
  return { ...selection, listed: { references: new Map(named), notes } }
}
