import { RUN_LEDGER } from './run/reducer/ledger.ts'
import { settledCount, waitingCount, type RunState } from './run/state.ts'

/** The contacts that a run still looks at when all others have their verdict. */
export interface Settling {
  readonly contacts: ReadonlySet<number>
  /** Until when the portal may be at work on the last of them, Unix ms; null: it no longer is. */
  readonly until: number | null
}

/**
 * What is left of a run when only lost answers are: contacts whose delete was sent and not answered. They are looked at
 * until the portal can no longer be at work on them, and are sent once more if they are still there. A run that is being
 * stopped leaves the others as they are. Null: there is more to do, or nothing.
 */
export function settlingOf(state: RunState): Settling | null {
  const { phase, ledger, looks, again, checked, flights } = state
  if (phase !== 'running' && phase !== 'waiting-for-portal' && phase !== 'stopping') return null
  const contacts = new Set([
    ...looks.map(({ contact }) => contact),
    ...flights.flatMap((flight) =>
      flight.kind === 'look' ? flight.contacts : [...flight.deletes, ...flight.checks],
    ),
  ])
  const untouched = phase === 'stopping' ? waitingCount(state) : 0
  if (phase !== 'stopping')
    for (const contact of [...again, ...checked.map((each) => each.contact)]) contacts.add(contact)
  const open = ledger.size - settledCount(state) - untouched
  if (contacts.size === 0 || contacts.size < open) return null
  for (const contact of contacts) if (!RUN_LEDGER.entry(ledger, contact).maybeDone) return null
  const pending = flights.flatMap((flight) => (flight.kind === 'look' ? flight.pending : []))
  const times = [...looks, ...pending].map(({ workingUntil }) => workingUntil)
  return { contacts, until: times.length === 0 ? null : Math.max(...times) }
}
