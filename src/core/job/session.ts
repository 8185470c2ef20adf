import { driveJob } from './driver.ts'
import type { Wish } from './engine.ts'
import { replay } from './journal/fold-records.ts'
import type { AnyPlan, AnyState, Counted, JobKind, JobRules, JobStart, Recorded } from './kind.ts'
import type { DamagedRun, JobPorts, JournalStore, RunLock } from './ports.ts'
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
export interface JobSession<Plan, State, Progress> extends Recorded<Plan, State> {
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

/** Begins the job of a confirmed plan. Null: another tab of this browser carries one out. */
export async function beginJob<
  Plan extends AnyPlan,
  State extends AnyState,
  Event,
  Step extends AnyStep,
  Progress,
>(
  kind: JobKind<Plan, State, Event, Step, Progress>,
  plan: Plan,
  ports: JobSessionPorts<Plan, Progress>,
): Promise<JobSession<Plan, State, Progress> | null> {
  const held = await ports.lock.hold()
  if (held === null) return null
  const kept = await ports.journal.begin(plan)
  const start = { plan, state: kind.rules.ready(plan), nextRecord: 0, fresh: true }
  const session = carry(kind, start, { whole: true, kept }, held, ports)
  session.ask('resume-asked')
  kind.record(session, true)
  return session
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
 * is sent before the person resumes it; then the contacts whose answer was lost are looked at first. Null as for
 * `beginJob`, or the job is gone.
 */
export async function takeUpJob<
  Plan extends AnyPlan,
  State extends AnyState,
  Event,
  Step extends AnyStep,
  Progress,
>(
  kind: JobKind<Plan, State, Event, Step, Progress>,
  ports: JobSessionPorts<Plan, Progress>,
): Promise<JobSession<Plan, State, Progress> | null> {
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
  kind.record(session, false)
  return session
}

function carry<Plan extends AnyPlan, State extends AnyState, Event, Step extends AnyStep, Progress>(
  kind: JobKind<Plan, State, Event, Step, Progress>,
  start: JobStart<Plan, State>,
  journalled: { readonly whole: boolean; readonly kept: boolean },
  held: { release(): void },
  ports: JobSessionPorts<Plan, Progress>,
): JobSession<Plan, State, Progress> {
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
