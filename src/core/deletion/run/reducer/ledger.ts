import { ledgerOf } from '../../../job/ledger.ts'

/** The statuses of a contact. */
export const RUN_LEDGER = ledgerOf(
  [
    'waiting',
    /** Checked, and may be deleted. */
    'checked',
    'sent',
    /** Refused; looking at the contact settles the cause. */
    'refused',
    /** Sent, and the answer was lost. */
    'lost',
    /** The list did not show it when it was checked or copied. */
    'vanished',
  ],
  [
    'deleted',
    /** The answer was lost, and the contact was found gone. */
    'found-deleted',
    'already-gone',
    'denied',
    /** Refused, and this user may not see it either. */
    'denied-unseen',
    'guarded',
    'failed',
    /** It could not be found out. */
    'unknown',
    /** Refused, and then found gone: deleted by this run or by somebody else. */
    'gone',
  ],
)
export type Status = (typeof RUN_LEDGER.statuses)[number]
