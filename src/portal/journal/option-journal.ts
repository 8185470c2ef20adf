import type { Rest } from '../rest/rest.ts'
import { PLAN_OPTIONS } from '../frame/settings-store.ts'
import type { KeptKind } from './kept-kinds.ts'
import { createOptionLog, type OptionLog } from './option-log.ts'
import { keptIn, NOTHING, readLog, readSigned, signed, type Kept } from './option-texts.ts'
import type { Patience } from '../rest/paced-rest.ts'
import type { AnyPlan } from '#core/job/kind.ts'
import {
  NOT_STORED,
  STORED,
  WHOLE_BATCH,
  type BatchRoom,
  type Begun,
  type JournalStore,
} from '#core/job/ports.ts'

export interface OptionJournal<JobPlan> extends JournalStore<JobPlan> {
  /**
   * Sends everything unchanged, but first what the journal must store: in front of the commands of a batch, and in a
   * single call before another single call.
   */
  readonly carrier: Pick<Rest, 'timedBatch' | 'call'>
  /** How much room it leaves in a batch. */
  readonly room: BatchRoom
}

/** The options with plans that the portal holds of this user, as far as this page knows without asking. */
export type HeldPlans = Set<string>

/**
 * The limit is for the same reason as the log's: the portal sends all of it with every page of the app. About 40,000
 * contacts of a deletion.
 */
const LONGEST_PLAN = 1_500_000
/** Two writes at the same moment may undo each other (see `PiggybackLog`). */
const ROOM_BESIDE: BatchRoom = { commands: WHOLE_BATCH.commands - 1, apartMs: 250 }
/** How long batches of the earlier page may still bring their portions, in ms. */
const LATECOMERS_MS = 3_000

/**
 * The journal in the user's own options of the app, for browsers that store nothing in a frame; every user may write
 * options (portal README, "Options"). The plan is one single call. The log costs no call: the new lines are the first
 * command of the next batch, so the portal has written them before it does the rest of the batch. A batch whose `sent`
 * record never arrived has deleted nothing. A deletion and a restore at once, in two tabs, may undo each other's write:
 * the loss shows as damage when the job is resumed.
 */
export function createOptionJournal<JobPlan extends AnyPlan>(
  kind: KeptKind<JobPlan>,
  rest: Rest,
  patience: Patience,
  held: HeldPlans,
): OptionJournal<JobPlan> {
  const planOption = PLAN_OPTIONS[kind.name]
  let log: OptionLog | null = null
  let found: { readonly planId: string; readonly lives: number } | null = null
  let firstReadAt: number | null = null

  async function read(): Promise<Kept> {
    const { result } = await rest.call('user.option.get', {})
    return keptIn(result, kind.name)
  }

  async function write(options: Readonly<Record<string, string>>): Promise<boolean> {
    const { result } = await rest.call('user.option.set', { options })
    return result === true
  }

  /**
   * A single call, because the text is so long. The portal cannot look and write in one step: of two pages that begin in
   * the same moment both write, and the later plan stays.
   */
  async function begin(plan: JobPlan): Promise<Begun> {
    const whole = kind.planText(plan)
    if (whole === null) return NOT_STORED
    const text = await signed(plan.id, whole)
    if (text.length > LONGEST_PLAN) return NOT_STORED
    const kept = await read()
    const lying = kept.get(planOption)
    if (lying !== undefined) return { kind: 'occupied', planId: readSigned(lying).planId }
    log?.end()
    log = null
    if (!(await write({ ...emptied(kept), [planOption]: text }))) return NOT_STORED
    log = logOf(plan.id, 0)
    held.add(planOption)
    return STORED
  }

  function logOf(planId: string, life: number): OptionLog {
    return createOptionLog(rest, patience, { kind: kind.name, planId, life }, forget(planId))
  }

  /** An incomplete journal must not be offered: contacts missing in it would be called deleted by others. */
  function forget(planId: string): () => void {
    return () => void finish(planId).catch(() => undefined)
  }

  async function finish(planId: string): Promise<void> {
    const kept = await read()
    const plan = kept.get(planOption)
    // Another run began meanwhile, in a browser that did not know of this one.
    if (plan !== undefined && readSigned(plan).planId !== planId) return
    if (kept.size > 0 && !(await write(emptied(kept)))) return
    held.delete(planOption)
  }

  async function unfinished(): ReturnType<JournalStore<JobPlan>['unfinished']> {
    await leaveLog()
    await letLatecomersIn()
    const kept = await read()
    const plan = kept.get(planOption)
    held.delete(planOption)
    if (plan === undefined) return null
    held.add(planOption)
    const own = readSigned(plan)
    const { records, lives } = await readLog(kept, own.planId, kind)
    found = { planId: own.planId, lives }
    const text = await own.text()
    const whole = text === null ? null : kind.readPlan(text)
    if (whole?.id !== own.planId) return { kind: 'damaged', planId: own.planId }
    return { kind: 'whole', plan: whole, records }
  }

  /** A run that this page has closed may have written a last portion. */
  async function leaveLog(): Promise<void> {
    const left = log
    log = null
    left?.end()
    await left?.flush()
  }

  async function letLatecomersIn(): Promise<void> {
    const now = patience.now()
    firstReadAt ??= now
    const left = firstReadAt + LATECOMERS_MS - now
    if (left > 0 && firstReadAt !== now) await patience.wait(left)
  }

  return {
    async begin(plan) {
      await log?.flush()
      return begin(plan).catch(() => NOT_STORED)
    },
    append(planId, record) {
      if (log === null && found?.planId === planId) log = logOf(planId, found.lives)
      return Promise.resolve(log?.planId === planId && log.append(record))
    },
    unfinished: () => unfinished().catch(() => null),
    async finish(planId) {
      if (log?.planId === planId) {
        log.end()
        log = null
      }
      await finish(planId).catch(() => undefined)
    },
    carrier: {
      timedBatch: (commands, limitMs) =>
        log === null ? rest.timedBatch(commands, limitMs) : log.carry(commands, limitMs),
      async call(method, params, limitMs) {
        await log?.flush()
        return rest.call(method, params, limitMs)
      },
    },
    get room() {
      return log === null ? WHOLE_BATCH : ROOM_BESIDE
    },
  }
}

function emptied(kept: Kept): Record<string, string> {
  return Object.fromEntries([...kept.keys()].map((name) => [name, NOTHING]))
}
