import type { Rest } from '../rest/rest.ts'
import { PLAN_OPTIONS } from '../frame/settings-store.ts'
import type { KeptKind } from './kept-kinds.ts'
import { createOptionLog, type OptionLog } from './option-log.ts'
import { keptIn, NOTHING, readLog, readSigned, signed, type Kept } from './option-texts.ts'
import type { Patience } from '../rest/paced-rest.ts'
import type { AnyPlan } from '#core/job/kind.ts'
import { type BatchRoom, WHOLE_BATCH, type JournalStore } from '#core/job/ports.ts'

export interface OptionJournal<JobPlan> extends JournalStore<JobPlan> {
  /**
   * Sends as it is told to, but for what is to be kept: that goes before the commands of a batch, and in a call of its own
   * before one that goes alone.
   */
  readonly carrier: Pick<Rest, 'timedBatch' | 'call'>
  /** What it leaves of a batch. */
  readonly room: BatchRoom
}

/** The options with plans that the portal holds of this user, as far as this page knows without asking. */
export type HeldPlans = Set<string>

/** As for the log: all of it comes with every page of the app. About 40,000 contacts of a deletion. */
const LONGEST_PLAN = 1_500_000
/** Two writes at the same moment may undo one another (see `RidingLog`). */
const ROOM_BESIDE: BatchRoom = { commands: WHOLE_BATCH.commands - 1, apartMs: 250 }
/** How long batches of the earlier page may still bring their portions, in ms. */
const LATECOMERS_MS = 3_000

/**
 * The journal in the user's own options of the app, which everybody may write (portal README, "Options"): for browsers
 * that keep nothing for a frame. The plan is one call of its own. The log costs none: what was appended since is the
 * first command of the next batch, so the portal has written it before it does anything else of that batch. A batch
 * whose `sent` record never arrived has deleted nothing. A deletion and a restore at once, in two tabs, may undo one
 * another's write: what is lost so is found to be damaged when the job is taken up.
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

  /** A call of its own for a text of such a length. */
  async function begin(plan: JobPlan): Promise<boolean> {
    const whole = kind.planText(plan)
    if (whole === null) return false
    const text = await signed(plan.id, whole)
    if (text.length > LONGEST_PLAN) return false
    if (!(await write({ ...emptied(await read()), [planOption]: text }))) return false
    log = logOf(plan.id, 0)
    held.add(planOption)
    return true
  }

  function logOf(planId: string, life: number): OptionLog {
    return createOptionLog(rest, patience, { kind: kind.name, planId, life }, forget(planId))
  }

  /** What is not the whole truth must not be offered: contacts that it does not tell of would be called others' work. */
  function forget(planId: string): () => void {
    return () => void finish(planId).catch(() => undefined)
  }

  async function finish(planId: string): Promise<void> {
    const kept = await read()
    const plan = kept.get(planOption)
    // Another run began meanwhile, in a browser that knew nothing of this one.
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
      await leaveLog()
      return begin(plan).catch(() => false)
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
