import { ledgerOf } from '../../job/ledger.ts'

/** The statuses of a task. */
export const TASK_LEDGER = ledgerOf(
  [
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
  ],
  [
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
  ],
)
export type TaskStatus = (typeof TASK_LEDGER.statuses)[number]
