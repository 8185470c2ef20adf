/**
 * One number a contact, in pages that are copied only when written to: a run of 200,000 contacts takes 800 kB, and an
 * event copies a few kB of it. Pages are never written to after they were handed out.
 */
export interface Ledger {
  readonly size: number
  readonly pages: readonly Uint32Array[]
}

/** Where a contact stands. Up to `vanished` something is still to be done; from `deleted` on it is a verdict. */
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
] as const
export type Status = (typeof STATUSES)[number]

export interface Entry {
  readonly status: Status
  /** How often its delete was sent, refusals before any work not counted. */
  readonly sends: number
  /** How often its check came to nothing. */
  readonly checks: number
  /** A delete of it may have been carried out unseen. */
  readonly doubted: boolean
  /** Index into the run's reasons; 0: none. */
  readonly reason: number
}

const PAGE = 1024
export const MOST_REASONS = 2 ** 20

export function newLedger(size: number): Ledger {
  const pages = Array.from(
    { length: Math.ceil(size / PAGE) },
    (_, at) => new Uint32Array(Math.min(PAGE, size - at * PAGE)),
  )
  return { size, pages }
}

export function entryOf(ledger: Ledger, index: number): Entry {
  const code = ledger.pages[Math.floor(index / PAGE)]?.[index % PAGE] ?? 0
  return {
    status: statusIn(code),
    sends: (code >> 4) & 7,
    checks: (code >> 7) & 7,
    doubted: ((code >> 10) & 1) === 1,
    reason: code >>> 11,
  }
}

export function statusOf(ledger: Ledger, index: number): Status {
  return statusIn(ledger.pages[Math.floor(index / PAGE)]?.[index % PAGE] ?? 0)
}

function statusIn(code: number): Status {
  return STATUSES[code & 15] ?? 'waiting'
}

/** A ledger that is being written to; what it was made from stays as it is. */
export interface OpenLedger {
  write(index: number, entry: Entry): void
  read(index: number): Entry
  close(): Ledger
}

export function openLedger(ledger: Ledger): OpenLedger {
  let pages: Uint32Array[] | null = null
  const own = new Set<number>()
  const current = (): Ledger => (pages === null ? ledger : { size: ledger.size, pages })
  return {
    write(index, { status, sends, checks, doubted, reason }) {
      pages ??= [...ledger.pages]
      const at = Math.floor(index / PAGE)
      const old = pages[at]
      if (old === undefined || index < 0 || index >= ledger.size) throw new RangeError(`no contact ${index}`)
      const page = own.has(at) ? old : old.slice()
      own.add(at)
      pages[at] = page
      page[index % PAGE] =
        (STATUSES.indexOf(status) |
          (Math.min(sends, 7) << 4) |
          (Math.min(checks, 7) << 7) |
          (Number(doubted) << 10) |
          (reason << 11)) >>>
        0
    },
    read: (index) => entryOf(current(), index),
    close: current,
  }
}
