/** Where a task stands; the order is a format. Up to `extra` something is still to be done; from `done` on it is a verdict. */
export const TASK_STATUSES = [
  'waiting',
  /** Looked for and not there: may be made. */
  'looked',
  'sent',
  /** An answer was lost, or refused although it may have been done all the same: to be looked for. */
  'lost',
  /** Made: to be looked for once, whether somebody else made it too. */
  'made',
  /** Of earlier versions, which deleted what was made twice. Never set any more. */
  'extra',
  'done',
  /** Its answer was lost, and it was found. */
  'found-done',
  /** It was there before. */
  'already',
  /** Linked, though another is the primary one now. */
  'not-primary',
  'target-gone',
  'denied',
  'failed',
  /** What could not be settled. */
  'unknown',
  /** Not tried: what it hangs on did not come back by us. */
  'blocked',
  /** Made, and there is an older one as well: another restore made it at the same moment. */
  'doubled',
  /** Made, and it could not be seen whether another restore made it at the same moment. */
  'unconfirmed',
] as const
export type TaskStatus = (typeof TASK_STATUSES)[number]

export interface TaskEntry {
  readonly status: TaskStatus
  /** How often it was sent, refusals before any work not counted. */
  readonly sends: number
  /** It may have been done unseen. */
  readonly doubted: boolean
  /** Index into the run's reasons; 0: none. */
  readonly reason: number
}

export function decodeTask(code: number): TaskEntry {
  return {
    status: TASK_STATUSES[code & 31] ?? 'waiting',
    sends: (code >> 5) & 7,
    doubted: ((code >> 8) & 1) === 1,
    reason: code >>> 9,
  }
}

export function encodeTask({ status, sends, doubted, reason }: TaskEntry): number {
  const code =
    TASK_STATUSES.indexOf(status) | (Math.min(sends, 7) << 5) | (Number(doubted) << 8) | (reason << 9)
  return code >>> 0
}

const OPEN: ReadonlySet<TaskStatus> = new Set(['waiting', 'looked', 'sent', 'lost', 'made', 'extra'])

export function isSettled(status: TaskStatus): boolean {
  return !OPEN.has(status)
}
