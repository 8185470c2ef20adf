import { newPages, numberAt, openPages, type Pages } from './journal/pages.ts'

/** One number for each item of a job. */
export type Ledger = Pages<Uint32Array>

/** What a job has noted of an item. */
export interface LedgerEntry<Status> {
  readonly status: Status
  /** How often it was sent, without those refused before any work; 0: never. */
  readonly sends: number
  /** How often its check failed. */
  readonly checks: number
  /** An answer to it was lost, so the portal may have done it. */
  readonly maybeDone: boolean
  /** Its copy is stored. */
  readonly copied: boolean
  /** Index into the job's reasons; 0: none. */
  readonly reason: number
}

/** Nothing has been done with it. */
export const UNTOUCHED = { sends: 0, checks: 0, maybeDone: false, copied: false, reason: 0 } as const

/** A ledger open for writing; the ledger it was opened from does not change. */
export interface OpenLedger<Status> {
  read(index: number): LedgerEntry<Status>
  write(index: number, entry: LedgerEntry<Status>): void
  close(): Ledger
}

/** The entries of a kind of job, packed into numbers: 200,000 contacts take 800 kB. */
export interface LedgerOf<Status extends string> {
  readonly statuses: readonly Status[]
  /** A count of 0 for each status. */
  readonly none: Readonly<Record<Status, number>>
  make(size: number): Ledger
  entry(ledger: Ledger, index: number): LedgerEntry<Status>
  open(ledger: Ledger): OpenLedger<Status>
  /** Whether the job does nothing more with it, unless a person asks. */
  isSettled(status: Status): boolean
  /** How many have their verdict. */
  settledIn(counts: Readonly<Record<Status, number>>): number
}

export const MOST_REASONS = 2 ** 19

/** @param verdicts those after which nothing is left to do; before, something is. Both together are at most 32. */
export function ledgerOf<Open extends string, Settled extends string>(
  open: readonly [first: Open, ...Open[]],
  verdicts: readonly Settled[],
): LedgerOf<Open | Settled> {
  type Status = Open | Settled
  const statuses: readonly Status[] = [...open, ...verdicts]

  const decode = (code: number): LedgerEntry<Status> => ({
    status: statuses[code & 31] ?? open[0],
    sends: (code >> 5) & 7,
    checks: (code >> 8) & 7,
    maybeDone: ((code >> 11) & 1) === 1,
    copied: ((code >> 12) & 1) === 1,
    reason: code >>> 13,
  })
  const encode = ({ status, sends, checks, maybeDone, copied, reason }: LedgerEntry<Status>): number =>
    (statuses.indexOf(status) |
      (Math.min(sends, 7) << 5) |
      (Math.min(checks, 7) << 8) |
      (Number(maybeDone) << 11) |
      (Number(copied) << 12) |
      (reason << 13)) >>>
    0

  return {
    statuses,
    none: Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>,
    make: (size) => newPages(size, (length) => new Uint32Array(length)),
    entry: (ledger, index) => decode(numberAt(ledger, index)),
    open(ledger) {
      const pages = openPages(ledger)
      return {
        read: (index) => decode(pages.read(index)),
        write: (index, entry) => pages.write(index, encode(entry)),
        close: () => pages.close(),
      }
    },
    isSettled: (status) => statuses.indexOf(status) >= open.length,
    settledIn: (counts) => verdicts.reduce((sum, each) => sum + counts[each], 0),
  }
}
