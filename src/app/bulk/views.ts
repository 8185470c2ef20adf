import { EVERYBODY, NO_FILTERS, ONLY_MOST } from '#core/contact-query.ts'
import type { RunSession } from '#core/run/session.ts'
import { NOTHING_SELECTED, scopeOf, type Selection } from '#core/selection.ts'

/** What the contacts page shows. The list stays in the background meanwhile, as it was. */
export type View =
  | { readonly kind: 'list' }
  | { readonly kind: 'review'; readonly selection: Selection; readonly hidden: readonly number[] | null }
  | { readonly kind: 'run'; readonly session: RunSession }
  | { readonly kind: 'audit' }

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
