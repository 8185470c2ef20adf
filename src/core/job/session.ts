import { driveJob } from './driver.ts'
import type { Wish } from './engine.ts'
import { replay } from './journal/fold-records.ts'
import type { AnyPlan, AnyState, Counted, JobKind, JobRules, JobStart, Recorded } from './kind.ts'
import type { Begun, DamagedRun, JobPorts, JournalStore, RunLock } from './ports.ts'
import { startServices } from './session-services.ts'
import type { TabsChannel } from './tabs.ts'
import type { AnyStep } from './work.ts'

/** The ports of a session, besides those of its kind. */
export interface JobSessionPorts<Plan, Progress> extends JobPorts {
  readonly journal: JournalStore<Plan>
  /** One job of each kind per portal and user at a time. */
  readonly lock: RunLock
  readonly channel: TabsChannel<Progress>
}

/** A job that this tab carries out, from its start or resume until the tab leaves it. */
export interface JobSession<Plan, State, Progress, Written> extends Carried<Plan, State, Progress> {
  /** Resolves when the job's record is up to date. */
  readonly recorded: () => Promise<Written>
}

interface Carried<Plan, State, Progress> extends Recorded<Plan, State> {
  readonly progress: Progress
  /** False: its journal is not stored, so the job cannot be resumed after a reload. */
  readonly kept: boolean
  /** False: a part of the journal was damaged; the contacts named in it are looked at again. */
  readonly journalWhole: boolean
  ask(what: Wish): void
  /**
   * Lets go of the job, so that another may begin. Removes its journal when the job is done or `forget` is true, and
   * leaves it otherwise.
   */
  leave(forget: boolean): Promise<void>
}

/** What became of the wish to begin a job. Only in the first case does it send anything. */
export type BeginOutcome<Session> =
  | { readonly kind: 'begun'; readonly session: Session }
  /** Another tab of this browser carries one out. */
  | { readonly kind: 'elsewhere' }
  /** An earlier job has not ended, or cannot be read. It was left as it is: it must be resumed, stopped or discarded. */
  | { readonly kind: 'unfinished'; readonly found: FoundJob }

/** Begins the job of a confirmed plan. */
export async function beginJob<
  Plan extends AnyPlan,
  State extends AnyState,
  Event,
  Step extends AnyStep,
  Progress,
  Written,
>(
  kind: JobKind<Plan, State, Event, Step, Progress, Written>,
  plan: Plan,
  ports: JobSessionPorts<Plan, Progress>,
): Promise<BeginOutcome<JobSession<Plan, State, Progress, Written>>> {
  const held = await ports.lock.hold()
  if (held === null) return { kind: 'elsewhere' }
  const stored = await store(kind.rules, plan, ports.journal)
  if (stored.kind === 'unfinished') {
    held.release()
    return stored
  }
  const kept = stored.kind === 'stored'
  const start = { plan, state: kind.rules.ready(plan), nextRecord: 0, fresh: true }
  const session = carry(kind, start, { whole: true, kept }, held, ports)
  session.ask('resume-asked')
  return { kind: 'begun', session: recorded(kind, session, true) }
}

/** Stores the plan in the place of an earlier one only where that has ended, so that its record tells all of it. */
async function store<Plan extends AnyPlan, State extends AnyState, Event>(
  rules: JobRules<Plan, State, Event>,
  plan: Plan,
  journal: JournalStore<Plan>,
): Promise<Exclude<Begun, { kind: 'occupied' }> | Extract<BeginOutcome<never>, { kind: 'unfinished' }>> {
  const begun = await journal.begin(plan)
  if (begun.kind !== 'occupied') return begun
  const { planId } = begun
  const found = (await peekJob(rules, journal)) ?? { kind: 'damaged', planId }
  if (!hasEnded(found)) return { kind: 'unfinished', found }
  await journal.finish(found.planId)
  const again = await journal.begin(plan)
  return again.kind === 'occupied' ? { kind: 'unfinished', found: { ...again, kind: 'damaged' } } : again
}

/** Whether nothing of a job is left to do. */
export function hasEnded(found: FoundJob): boolean {
  return found.kind === 'found' && found.done && found.settled === found.total
}

/** A job that an earlier visit left, as its journal shows it. */
export type FoundJob =
  | ({ readonly kind: 'found'; readonly planId: string; readonly done: boolean } & Counted)
  | DamagedRun

/** Looks for a job that can be resumed, and changes nothing. */
export async function peekJob<Plan extends AnyPlan, State extends AnyState, Event>(
  rules: JobRules<Plan, State, Event>,
  journal: Pick<JournalStore<Plan>, 'unfinished'>,
): Promise<FoundJob | null> {
  const found = await journal.unfinished()
  if (found?.kind !== 'whole') return found
  const { state } = replay(rules, found.plan, found.records)
  const done = state.phase === 'done'
  return { kind: 'found', planId: found.plan.id, ...rules.counted(found.plan, state), done }
}

/**
 * Takes up a job from its journal. The journal is read again, since another tab may have gone on with the job. Nothing
 * is sent before the person resumes it; then the contacts whose answer was lost are looked at first. Null: another tab
 * carries it out, or it is gone.
 */
export async function takeUpJob<
  Plan extends AnyPlan,
  State extends AnyState,
  Event,
  Step extends AnyStep,
  Progress,
  Written,
>(
  kind: JobKind<Plan, State, Event, Step, Progress, Written>,
  ports: JobSessionPorts<Plan, Progress>,
): Promise<JobSession<Plan, State, Progress, Written> | null> {
  const { rules } = kind
  const held = await ports.lock.hold()
  if (held === null) return null
  const found = await ports.journal.unfinished()
  if (found?.kind !== 'whole') {
    held.release()
    return null
  }
  const { plan, records } = found
  ports.requests.noteEarlierVisit()
  const replayed = replay(rules, plan, records)
  let { state, next } = replayed
  let kept = true

  async function note(event: Event): Promise<void> {
    state = rules.after(plan, state, event)
    const taken = await ports.journal.append(plan.id, rules.write(next++, event))
    kept &&= taken
  }

  await note(rules.begunAnew(ports.clock.now()))
  const event = (await kind.findAtTakeUp?.(plan, state)) ?? null
  if (event !== null) await note(event)
  const start = { plan, state, nextRecord: next, fresh: false }
  const session = carry(kind, start, { whole: replayed.whole, kept }, held, ports)
  return recorded(kind, session, false)
}

/** Adds to the session itself: its getters must stay live. */
function recorded<Plan, State, Progress, Written>(
  kind: Pick<JobKind<Plan, State, never, never, Progress, Written>, 'record'>,
  session: Carried<Plan, State, Progress>,
  fresh: boolean,
): JobSession<Plan, State, Progress, Written> {
  return Object.assign(session, { recorded: kind.record(session, fresh) })
}

function carry<Plan extends AnyPlan, State extends AnyState, Event, Step extends AnyStep, Progress>(
  kind: Omit<JobKind<Plan, State, Event, Step, Progress, unknown>, 'record'>,
  start: JobStart<Plan, State>,
  journalled: { readonly whole: boolean; readonly kept: boolean },
  held: { release(): void },
  ports: JobSessionPorts<Plan, Progress>,
): Carried<Plan, State, Progress> {
  const { plan } = start
  const journal = kind.needsWholeJournal ? forgettingIn(ports.journal) : ports.journal
  const running = driveJob(kind.rules, start, kind.work(start), { clock: ports.clock, journal })
  const progress = kind.progress(plan, running)
  const endServices = startServices(running, progress, ports)

  return {
    plan,
    get state() {
      return running.state
    },
    get progress() {
      return progress()
    },
    get kept() {
      return journalled.kept && running.kept
    },
    journalWhole: journalled.whole,
    ask: (what) => running.ask(what),
    watch: (changed) => running.watch(changed),
    async leave(forget) {
      running.abandon()
      endServices()
      if (forget || running.state.phase === 'done') await ports.journal.finish(plan.id)
      held.release()
    },
  }
}

/**
 * Ends a job early and lets go of it: nothing more is begun, and what was sent without an answer is looked at first.
 * Resolves when it has ended; its journal is gone then, its record stays.
 */
export async function stopJob(session: Carried<AnyPlan, AnyState, unknown>): Promise<void> {
  if (session.state.phase !== 'done') {
    await new Promise<void>((ended) => {
      const unwatch = session.watch(() => {
        if (session.state.phase !== 'done') return
        unwatch()
        ended()
      })
      session.ask('stop-asked')
    })
  }
  await session.leave(false)
}

/** Removes a journal that refused a record, so that it is not offered again. */
function forgettingIn<Plan>(journal: JournalStore<Plan>): Pick<JournalStore<Plan>, 'append'> {
  return {
    async append(planId, record) {
      const kept = await journal.append(planId, record).catch(() => false)
      if (!kept) await journal.finish(planId).catch(() => undefined)
      return kept
    },
  }
}
