/** Shapes of real answers, by name; README.md beside this file says what they are. */
import around from './around.json' with { type: 'json' }
import batches from './batches.json' with { type: 'json' }
import contacts from './contacts.json' with { type: 'json' }
import items from './items.json' with { type: 'json' }
import limits from './limits.json' with { type: 'json' }
import linked from './linked.json' with { type: 'json' }

const ALL = { ...around, ...batches, ...contacts, ...items, ...limits, ...linked }

export type RecordedName = keyof typeof ALL

export interface Recorded {
  readonly method: string
  /** Null: no HTTP answer, but a message of the frame, the form that opens the app, or an event. */
  readonly http: number | null
  /** JSON as parsed; a text stands for a body that is no JSON. */
  readonly body: unknown
}

export const RECORDED: Readonly<Record<RecordedName, Recorded>> = ALL
export const RECORDED_NAMES = Object.keys(ALL) as RecordedName[]
