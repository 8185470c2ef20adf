/** A task's status. The order is a stored format: up to `extra` a task is open, from `done` on it has a verdict. */
export const TASK_STATUSES = [
  'waiting',
  /** Looked for and not found: it may be made. */
  'looked',
  'sent',
  /** Its answer was lost, or it was refused but may have been done: to be looked for. */
  'lost',
  /** Made: to be looked for once, in case somebody else made it too. */
  'made',
  /** Made, and an earlier version of the app sent a delete for it: a lookup shows whether it is still there. */
  'extra',
  'done',
  /** Its answer was lost, and then it was found. */
  'found-done',
  /** It was there already. */
  'already',
  /** Linked, but another contact is the primary one now. */
  'not-primary',
  'target-gone',
  'denied',
  'failed',
  /** It could not be found out whether it was done. */
  'unknown',
  /** Not tried: this restore did not restore the task that it needs. */
  'blocked',
  /** Made, but it could not be checked whether another restore made it at the same moment. */
  'unconfirmed',
] as const
export type TaskStatus = (typeof TASK_STATUSES)[number]

export interface TaskEntry {
  readonly status: TaskStatus
  /** How often it was sent, without those refused before any work. */
  readonly sends: number
  /** An answer to it was lost, so the portal may have done it. */
  readonly maybeDone: boolean
  /** Index into the run's reasons; 0: none. */
  readonly reason: number
}

export function decodeTask(code: number): TaskEntry {
  return {
    status: TASK_STATUSES[code & 31] ?? 'waiting',
    sends: (code >> 5) & 7,
    maybeDone: ((code >> 8) & 1) === 1,
    reason: code >>> 9,
  }
}

export function encodeTask({ status, sends, maybeDone, reason }: TaskEntry): number {
  const code =
    TASK_STATUSES.indexOf(status) | (Math.min(sends, 7) << 5) | (Number(maybeDone) << 8) | (reason << 9)
  return code >>> 0
}

const OPEN: ReadonlySet<TaskStatus> = new Set(['waiting', 'looked', 'sent', 'lost', 'made', 'extra'])

export function isSettled(status: TaskStatus): boolean {
  return !OPEN.has(status)
}
