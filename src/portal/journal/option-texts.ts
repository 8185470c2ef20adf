import * as v from 'valibot'
import { PLAN_OPTIONS } from '../frame/settings-store.ts'
import type { KeptKind } from './kept-kinds.ts'
import { packText, unpackText } from './packed-text.ts'

type KindName = KeptKind<unknown>['name']

/** How a job is stored in the user's options: its plan in one option, and a portion of its log in each of these. */
const PORTION_OPTION = /^([a-z]+)(\d+)_(\d+)$/u
/** What replaces a text that is no longer needed: options cannot be removed (portal README, "Options"). */
export const NOTHING = ''

/** The user's options that belong to the journal of one kind of job and are not empty. */
export type Kept = ReadonlyMap<string, string>

/** @param options the answer of `user.option.get`: `[]` when there are none */
export function keptIn(options: unknown, kind: KindName): Kept {
  const parsed = v.safeParse(optionsSchema, options)
  const entries = parsed.success && !Array.isArray(parsed.output) ? Object.entries(parsed.output) : []
  return new Map(
    entries.flatMap(([name, value]): [string, string][] => {
      const [, own] = PORTION_OPTION.exec(name) ?? []
      if (name !== PLAN_OPTIONS[kind] && own !== kind) return []
      return value === NOTHING || value === null || value === false
        ? []
        : [[name, typeof value === 'string' ? value : JSON.stringify(value)]]
    }),
  )
}

const optionsSchema = v.union([v.array(v.unknown()), v.record(v.string(), v.unknown())])

export function portionOption(kind: KindName, life: number, portion: number): string {
  return `${kind}${life}_${portion}`
}

/** Puts a version and the plan's id in front, which can be read even if the rest cannot. */
export async function signed(planId: string, text: string): Promise<string> {
  return `${VERSION} ${encodeURIComponent(planId)} ${await packText(text)}`
}

const VERSION = '1'

export interface Signed {
  readonly planId: string
  /** Null: incomplete, or of an unknown version. */
  text(): Promise<string | null>
}

/** Reads any text; one that is not `signed` belongs to no plan. */
export function readSigned(value: string): Signed {
  const [version, id = '', packed = ''] = value.split(' ')
  return {
    planId: decoded(id),
    text: () => (version === VERSION ? unpackText(packed) : Promise.resolve(null)),
  }
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return ''
  }
}

/** The records of a plan's log, in the order they were written in. */
export interface KeptLog {
  readonly records: readonly string[]
  /**
   * How often the run was started or resumed. Each resume begins a new life, so late writes of an earlier one do not
   * disturb it.
   */
  readonly lives: number
}

export async function readLog(
  kept: Kept,
  planId: string,
  { numberOf }: Pick<KeptKind<unknown>, 'numberOf'>,
): Promise<KeptLog> {
  const portions = [...kept]
    .flatMap(([name, value]) => {
      const [, , life, portion] = PORTION_OPTION.exec(name) ?? []
      const own = readSigned(value)
      return life === undefined || own.planId !== planId
        ? []
        : [{ life: Number(life), portion: Number(portion), own }]
    })
    .toSorted((a, b) => a.life - b.life || a.portion - b.portion)
  let records: string[] = []
  let lives = 0
  for (const { life, own } of portions) {
    // A portion that cannot be read is a damaged record, which `replay` can handle.
    const lines = (await own.text())?.split('\n') ?? ['']
    const begins = life < lives ? null : numberOf(lines[0] ?? '')
    lives = life + 1
    // The start of a new life replaces what the life before sent after it had been read.
    if (begins !== null) {
      records = records.filter((line) => (numberOf(line) ?? -1) < begins)
    }
    records.push(...lines)
  }
  return { records, lives }
}
