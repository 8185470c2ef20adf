import { EVERYBODY, NO_FILTERS, ONLY_MOST } from '#core/contact/contact-query.ts'
import type { DeletedContact } from '#core/restore/deleted-contacts.ts'
import type { RestoreSession } from '#core/restore/session.ts'
import type { RunSession } from '#core/deletion/session.ts'
import { NOTHING_SELECTED, scopeOf, type Selection } from '#core/plan/selection.ts'

/** What the contacts page shows. The list stays in the background meanwhile, as it was. */
export type View = { readonly kind: 'list' } | BulkView | KeepingView

/** The screens of deleting many. */
export type BulkView =
  | { readonly kind: 'review'; readonly selection: Selection; readonly hidden: readonly number[] | null }
  | { readonly kind: 'run'; readonly session: RunSession }

/** The screens of what was deleted and may come back. `from` is where the way back leads. */
export type KeepingView =
  | { readonly kind: 'deleted' }
  | { readonly kind: 'restore'; readonly wish: RestoreWish; readonly from: 'list' | 'deleted' }
  | { readonly kind: 'restore-run'; readonly session: RestoreSession; readonly from: 'list' | 'deleted' }
  /** Reached from what was deleted, and leads back there. */
  | { readonly kind: 'audit' }

/** Deleted contacts that lie in an archive of this app. */
export interface UndoOffer {
  readonly archiveId: string
  /** Archives of the same run in which some of them lie instead: see `archivesOf`. Absent: there is none. */
  readonly earlier?: readonly string[]
  readonly contactIds: readonly number[]
}

/** Whom to bring back. */
export type RestoreWish =
  /** What was deleted just now, in however many steps. */
  | { readonly kind: 'undo'; readonly of: readonly UndoOffer[] }
  /** Out of a kept archive. `contactIds` null: all that are in it. */
  | (Omit<UndoOffer, 'contactIds'> & { readonly kind: 'kept'; readonly contactIds: readonly number[] | null })
  /** Those were read already. */
  | { readonly kind: 'read'; readonly contacts: readonly DeletedContact[] }

/** The screens of what goes on by itself once it was begun. */
export type JobView = Extract<View, { kind: 'run' | 'restore-run' }>

export function isJobView(view: View): view is JobView {
  return view.kind === 'run' || view.kind === 'restore-run'
}

export function isKeepingView(view: View): view is KeepingView {
  return view.kind !== 'list' && view.kind !== 'review' && view.kind !== 'run'
}

export const LIST: View = { kind: 'list' }

/** These contacts selected one by one, as if they had been ticked in a list that shows them alone. */
export function chosenAlone(ids: readonly number[]): Selection {
  const shown = ids.slice(0, ONLY_MOST)
  const scope = scopeOf({ ...EVERYBODY, filters: { ...NO_FILTERS, only: shown } })
  // What such a list cannot show is out of sight, and the bar says so.
  const beyond = ids.slice(ONLY_MOST).map((id): [number, string] => [id, ''])
  return {
    ...NOTHING_SELECTED,
    chosen: new Map([...shown.map((id): [number, string] => [id, scope]), ...beyond]),
  }
}
