import { NO_ANSWER, type Failure } from '../../failure.ts'
import { JobDraft } from '../../job/job-draft.ts'
import { storedFailure, withReason } from '../../job/reasons.ts'
import { openPages, type OpenPages } from '../../job/journal/pages.ts'
import type { LedgerEntry, OpenLedger } from '../../job/ledger.ts'
import { TASK_LEDGER, type TaskStatus } from './ledger.ts'
import type { RestorePlan } from '../plan/plan.ts'
import { isThere, tasksOfContact, type RestoreFlight, type Pending, type RestoreState } from './state.ts'
import type { RestoreTask } from '../plan/tasks.ts'

const MOST_REASONS = 1000

/** A restore's state while one event is being applied to it. The state it was made from does not change. */
export class RestoreDraft extends JobDraft<RestoreFlight> {
  cursor: number
  imports: RestoreState['imports']
  open: number[]
  readonly pending: Map<number, Pending>
  readonly others: Map<number, readonly number[]>
  readonly plan: RestorePlan
  readonly #before: RestoreState
  readonly #ledger: OpenLedger<TaskStatus>
  readonly #ids: OpenPages<Float64Array>
  readonly #contacts: Record<TaskStatus, number>
  readonly #parts: Record<TaskStatus, number>
  #reasons: readonly Failure[]

  constructor(plan: RestorePlan, state: RestoreState) {
    super(state)
    this.plan = plan
    this.#before = state
    this.#ledger = TASK_LEDGER.open(state.ledger)
    this.#ids = openPages(state.ids)
    this.#contacts = { ...state.contacts }
    this.#parts = { ...state.parts }
    this.#reasons = state.reasons
    this.cursor = state.cursor
    this.imports = state.imports
    this.open = [...state.open]
    this.pending = new Map(state.pending)
    this.others = new Map(state.others)
  }

  task(task: number): RestoreTask {
    const found = this.plan.tasks[task]
    if (found === undefined) throw new RangeError(`no task ${task}`)
    return found
  }

  entry(task: number): LedgerEntry<TaskStatus> {
    return this.#ledger.read(task)
  }

  idOf(task: number): number {
    return this.#ids.read(task)
  }

  setId(task: number, id: number): void {
    this.#ids.write(task, id)
  }

  /** Changes a task's entry and keeps the counts right. */
  move(task: number, change: Partial<LedgerEntry<TaskStatus>>): void {
    const before = this.entry(task)
    const after = { ...before, ...change }
    this.#ledger.write(task, after)
    const counts = this.task(task).kind === 'contact' ? this.#contacts : this.#parts
    counts[before.status]--
    counts[after.status]++
  }

  /** Sets a status with something left to do from `notBefore` on. */
  later(task: number, status: TaskStatus, pending: Partial<Pending> & { readonly notBefore: number }): void {
    this.move(task, { status })
    this.pending.set(task, { until: pending.notBefore, tries: 0, ...pending })
  }

  tries(task: number): number {
    return this.pending.get(task)?.tries ?? 0
  }

  /** Gives a task its verdict, and frees or blocks the tasks that need it. */
  settle(task: number, status: TaskStatus, failure: Failure | null = null): void {
    this.move(task, { status, reason: failure === null ? 0 : this.reason(failure) })
    this.pending.delete(task)
    if (this.task(task).kind === 'contact') {
      if (status === 'denied') this.denials++
      else if (status === 'done' || status === 'found-done') this.denials = 0
    }
    this.#passOn(this.firstOf(task))
  }

  /** The contact that a task belongs to, as the index of the contact's task. */
  firstOf(task: number): number {
    const { entry } = this.task(task)
    let first = task
    while (this.plan.tasks[first - 1]?.entry === entry) first--
    return first
  }

  /** A task comes after the one that it needs, so one pass is enough. */
  #passOn(first: number): void {
    for (const task of tasksOfContact(this.plan, first)) {
      const { needs } = this.task(task)
      if (needs === null) continue
      const parent = this.entry(needs).status
      const { status } = this.entry(task)
      const there = isThere(this.task(needs), parent)
      if (status === 'blocked' && (there || !TASK_LEDGER.isSettled(parent)))
        this.move(task, { status: 'waiting' })
      if (status === 'waiting' && !there && TASK_LEDGER.isSettled(parent))
        this.move(task, { status: 'blocked' })
    }
  }

  /** Opens the contacts of these tasks, if they are not open yet. */
  takeUp(tasks: readonly number[]): void {
    for (const task of tasks) {
      const first = this.firstOf(task)
      if (!this.open.includes(first)) this.open.push(first)
      const end = first + tasksOfContact(this.plan, first).length
      this.cursor = Math.max(this.cursor, end)
    }
  }

  /** Closes the contacts that have nothing left to do. */
  letGo(): void {
    this.open = this.open.filter((first) =>
      tasksOfContact(this.plan, first).some((task) => !TASK_LEDGER.isSettled(this.entry(task).status)),
    )
  }

  reason(failure: Failure): number {
    const [full, plainer] = storedFailure(failure)
    const { reasons, index } = withReason(this.#reasons, full, MOST_REASONS, plainer)
    this.#reasons = reasons
    return index
  }

  failureBehind(task: number): Failure {
    return this.#reasons[this.entry(task).reason] ?? NO_ANSWER
  }

  /** Nothing more is made until the person has answered. */
  askAboutImport(): void {
    this.imports = 'refused'
    if (this.phase !== 'stopping') this.pause()
  }

  close(): RestoreState {
    return {
      ...this.#before,
      phase: this.phase,
      waiting: this.waiting,
      stopped: this.stopped,
      ledger: this.#ledger.close(),
      ids: this.#ids.close(),
      contacts: this.#contacts,
      parts: this.#parts,
      reasons: this.#reasons,
      cursor: this.cursor,
      open: this.open,
      pending: this.pending,
      others: this.others,
      flights: this.flights,
      nextBatch: this.nextBatch,
      troubles: this.troubles,
      denials: this.denials,
      imports: this.imports,
    }
  }
}
