import * as v from 'valibot'
import type { FilterScope } from '../../filter/saved-filters.ts'
import { readEach, sameJson } from '../../json.ts'
import {
  cleanUpSchema,
  runSchema,
  type CleanUpRun,
  type LastRun,
  type ListedCleanUp,
  type SavedCleanUp,
  type SavedCleanUps,
} from './saved-clean-up.ts'
import { sealed, unsealed } from './seal.ts'

/** What a store holds of one scope: what this version can read, and the rest, which it must not lose. */
export interface StoredCleanUps {
  readonly cleanUps: readonly SavedCleanUp[]
  readonly unread: readonly unknown[]
  /** By the clean-up's id, as stored. An administrator's runs are noted with everybody's, others' with their own. */
  readonly runs: Readonly<Record<string, unknown>>
}

const SCOPES: readonly FilterScope[] = ['me', 'everybody']
const NOTHING: StoredCleanUps = { cleanUps: [], unread: [], runs: {} }

const list = v.object({
  version: v.literal(1),
  cleanUps: v.array(v.unknown()),
  runs: v.fallback(v.record(v.string(), v.unknown()), {}),
})

/** Each clean-up is read whole or not at all. `unread` is the whole value where it is no list; null is an empty list. */
export function readCleanUps(stored: unknown): StoredCleanUps {
  if (stored === null || stored === undefined) return NOTHING
  const parsed = v.safeParse(list, stored)
  if (!parsed.success) return { ...NOTHING, unread: [stored] }
  const { read, unread } = readEach(cleanUpSchema, parsed.output.cleanUps, unsealed)
  return { cleanUps: read, unread, runs: parsed.output.runs }
}

/** As stores hold it. */
export function writeCleanUps({ cleanUps, unread, runs }: StoredCleanUps): unknown {
  // What was no list when it was read is an entry from now on.
  return { version: 1, cleanUps: [...cleanUps.map(sealed), ...unread], runs }
}

/** Takes the place of the one with its id, and of another one with its name, whose run says nothing of it. */
export function withCleanUp(stored: StoredCleanUps, added: SavedCleanUp): StoredCleanUps {
  const replaced = stored.cleanUps.filter(({ id, name }) => name === added.name && id !== added.id)
  const { cleanUps, unread, runs } = replaced.reduce((list, { id }) => withoutCleanUp(list, id), stored)
  const others = cleanUps.filter(({ id }) => id !== added.id)
  return { cleanUps: [...others, added].toSorted((a, b) => a.name.localeCompare(b.name)), unread, runs }
}

export function withoutCleanUp({ cleanUps, unread, runs }: StoredCleanUps, gone: string): StoredCleanUps {
  return {
    cleanUps: cleanUps.filter(({ id }) => id !== gone),
    unread,
    runs: Object.fromEntries(Object.entries(runs).filter(([id]) => id !== gone)),
  }
}

/**
 * The run takes the place of an earlier one, and of what was noted of it before; its first start stays. The same value
 * where a later one, or just this, is noted already.
 */
export function withRun(stored: StoredCleanUps, cleanUpId: string, run: CleanUpRun): StoredCleanUps {
  const last = lastIn([stored], cleanUpId)
  const noted = last === 'unreadable' ? null : last
  if (noted !== null && noted.id !== run.id && noted.at > run.at) return stored
  const next = noted?.id === run.id ? { ...run, at: Math.min(noted.at, run.at) } : run
  if (noted !== null && sameJson(noted, next)) return stored
  return { ...stored, runs: { ...stored.runs, [cleanUpId]: sealed(next) } }
}

/** All that one person sees. */
export function listCleanUps(stored: Readonly<Record<FilterScope, StoredCleanUps>>): SavedCleanUps {
  const both = [stored.everybody, stored.me]
  return {
    listed: SCOPES.flatMap((scope) =>
      stored[scope].cleanUps.map((cleanUp): ListedCleanUp => ({
        cleanUp,
        scope,
        last: lastIn(both, cleanUp.id),
      })),
    ),
    unreadable: SCOPES.flatMap((scope) =>
      stored[scope].unread.map((part) => ({ scope, name: v.is(named, part) ? part.name : null, part })),
    ),
  }
}

const named = v.looseObject({ name: v.pipe(v.string(), v.nonEmpty()) })

/** The newest of what is noted. One that cannot be read may be the newest. */
function lastIn(all: readonly StoredCleanUps[], cleanUpId: string): LastRun {
  const runs = all.flatMap(({ runs }) => (Object.hasOwn(runs, cleanUpId) ? [runs[cleanUpId]] : []))
  return runs.reduce<LastRun>((last, stored) => {
    const read = v.safeParse(runSchema, unsealed(stored))
    if (last === 'unreadable' || !read.success) return 'unreadable'
    return last === null || read.output.at > last.at ? read.output : last
  }, null)
}
