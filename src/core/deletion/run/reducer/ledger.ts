import { newPages, numberAt, openPages, type Pages } from '../../../job/journal/pages.ts'

/** One number for each contact. */
export type Ledger = Pages<Uint32Array>

/**
 * The status of a contact. Up to `vanished` something is still to be done; from `deleted` on it is a verdict. The order
 * is a stored format: add at the end.
 */
export const STATUSES = [
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
] as const
export type Status = (typeof STATUSES)[number]

export interface LedgerEntry {
  readonly status: Status
  /** How often its delete was sent, without those refused before any work; 0: never. */
  readonly sends: number
  /** How often its check failed. */
  readonly checks: number
  /** The answer to a delete of it was lost, so the portal may have deleted it. */
  readonly maybeDone: boolean
  /** Its copy is stored. */
  readonly copied: boolean
  /** Index into the run's reasons; 0: none. */
  readonly reason: number
}

export const MOST_REASONS = 2 ** 20

export function newLedger(size: number): Ledger {
  return newPages(size, (length) => new Uint32Array(length))
}

export function entryOf(ledger: Ledger, index: number): LedgerEntry {
  return decode(numberAt(ledger, index))
}

export function statusOf(ledger: Ledger, index: number): Status {
  return statusIn(numberAt(ledger, index))
}

function decode(code: number): LedgerEntry {
  return {
    status: statusIn(code),
    sends: (code >> 4) & 7,
    checks: (code >> 7) & 7,
    maybeDone: ((code >> 10) & 1) === 1,
    copied: code >>> 31 === 1,
    reason: (code >>> 11) % MOST_REASONS,
  }
}

function statusIn(code: number): Status {
  return STATUSES[code & 15] ?? 'waiting'
}

/** A ledger open for writing; the ledger it was opened from does not change. */
export interface OpenLedger {
  write(index: number, entry: LedgerEntry): void
  read(index: number): LedgerEntry
  close(): Ledger
}

export function openLedger(ledger: Ledger): OpenLedger {
  const open = openPages(ledger)
  return {
    write(index, { status, sends, checks, maybeDone, copied, reason }) {
      const code =
        STATUSES.indexOf(status) |
        (Math.min(sends, 7) << 4) |
        (Math.min(checks, 7) << 7) |
        (Number(maybeDone) << 10) |
        (reason << 11) |
        (Number(copied) << 31)
      open.write(index, code >>> 0)
    },
    read: (index) => decode(open.read(index)),
    close: () => open.close(),
  }
}
