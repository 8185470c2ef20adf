import { newPages, numberAt, openPages, type Pages } from '../../../job/journal/pages.ts'

/** One number a contact. */
export type Ledger = Pages<Uint32Array>

/**
 * Where a contact stands. Up to `vanished` something is still to be done; from `deleted` on it is a verdict. Their order
 * is a format: add at the end.
 */
export const STATUSES = [
  'waiting',
  /** Re-checked and free to go. */
  'checked',
  'sent',
  /** Refused: the cause is settled by looking. */
  'refused',
  /** Sent, and nobody knows yet. */
  'lost',
  /** No longer in the list although never sent. */
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
  /** What could not be settled. */
  'unknown',
  /** Refused, and then found gone: by this run or by somebody else. */
  'gone',
] as const
export type Status = (typeof STATUSES)[number]

export interface LedgerEntry {
  readonly status: Status
  /** How often its delete was sent, refusals before any work not counted; 0: never. */
  readonly sends: number
  /** How often its check came to nothing. */
  readonly checks: number
  /** A delete of it may have been carried out unseen. */
  readonly doubted: boolean
  /** Its copy is kept. */
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
    doubted: ((code >> 10) & 1) === 1,
    copied: code >>> 31 === 1,
    reason: (code >>> 11) % MOST_REASONS,
  }
}

function statusIn(code: number): Status {
  return STATUSES[code & 15] ?? 'waiting'
}

/** A ledger that is being written to; what it was made from stays as it is. */
export interface OpenLedger {
  write(index: number, entry: LedgerEntry): void
  read(index: number): LedgerEntry
  close(): Ledger
}

export function openLedger(ledger: Ledger): OpenLedger {
  const open = openPages(ledger)
  return {
    write(index, { status, sends, checks, doubted, copied, reason }) {
      const code =
        STATUSES.indexOf(status) |
        (Math.min(sends, 7) << 4) |
        (Math.min(checks, 7) << 7) |
        (Number(doubted) << 10) |
        (reason << 11) |
        (Number(copied) << 31)
      open.write(index, code >>> 0)
    },
    read: (index) => decode(open.read(index)),
    close: () => open.close(),
  }
}
