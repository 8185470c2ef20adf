import { NOTHING_SELECTED, type Selection } from '#core/selection.ts'
import type { RunSession } from '#core/run/session.ts'

/** What the contacts page shows. The list stays in the background meanwhile, as it was. */
export type View =
  | { readonly kind: 'list' }
  | { readonly kind: 'review'; readonly selection: Selection; readonly hidden: readonly number[] }
  | { readonly kind: 'run'; readonly session: RunSession }

export const LIST: View = { kind: 'list' }

/** These contacts as a selection of single ones, as if each had been ticked. */
export function chosen(ids: readonly number[], scope: string): Selection {
  return { ...NOTHING_SELECTED, chosen: new Map(ids.map((id) => [id, scope])) }
}
