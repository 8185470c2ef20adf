import { EVERYBODY } from '#core/contact-query.ts'
import type { RunSession } from '#core/run/session.ts'
import { NOTHING_SELECTED, scopeOf, type Selection } from '#core/selection.ts'

/** What the contacts page shows. The list stays in the background meanwhile, as it was. */
export type View =
  | { readonly kind: 'list' }
  | { readonly kind: 'review'; readonly selection: Selection; readonly hidden: readonly number[] }
  | { readonly kind: 'run'; readonly session: RunSession }

export const LIST: View = { kind: 'list' }

/** These contacts selected one by one, as if they had been ticked among everybody. */
export function chosenAlone(ids: readonly number[]): Selection {
  const scope = scopeOf(EVERYBODY)
  return { ...NOTHING_SELECTED, chosen: new Map(ids.map((id) => [id, scope])) }
}
