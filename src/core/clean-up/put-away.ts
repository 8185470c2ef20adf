import * as v from 'valibot'

/** What stores call both lists, the user's own and everybody's. */
export const PUT_AWAY = 'suggestions'

/** "Not this": the suggestions that are not shown, as a store holds them. */
export interface StoredPutAway {
  /** Of any version of the app: a name that this one does not know stays where it is. */
  readonly names: readonly string[]
  /** What no version so far has written; it must not be lost. */
  readonly unread: readonly unknown[]
}

const list = v.object({ version: v.literal(1), names: v.array(v.unknown()) })

/** Reads both forms: a plain array, as a user's own list is stored, and the versioned one of everybody's. Null: none. */
export function readPutAway(stored: unknown): StoredPutAway {
  if (stored === null || stored === undefined) return { names: [], unread: [] }
  const parsed = v.safeParse(list, stored)
  const all: readonly unknown[] | null = parsed.success
    ? parsed.output.names
    : Array.isArray(stored)
      ? stored
      : null
  if (all === null) return { names: [], unread: [stored] }
  const isName = (one: unknown): one is string => typeof one === 'string'
  return { names: all.filter(isName), unread: all.filter((one) => !isName(one)) }
}

/** As stores hold everybody's. */
export function writePutAway({ names, unread }: StoredPutAway): unknown {
  return { version: 1, names: [...names, ...unread] }
}

export function withPutAway({ names, unread }: StoredPutAway, name: string, away: boolean): StoredPutAway {
  const others = names.filter((other) => other !== name)
  return { names: away ? [...others, name] : others, unread }
}
