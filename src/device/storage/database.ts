import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb'
import { nameOf } from '../names.ts'

/**
 * All that the browser stores for one portal. Values are `unknown` until a schema has read them, because another
 * version of the app may have written them.
 *
 * | store | key | since version |
 * |---|---|---|
 * | plans, records | a run's plan; the records of its journal, in order | 1 |
 * | restorePlans, restoreRecords | the same for a restore | 2 |
 * | archiveParts | the parts of an archive, in order | 2 |
 * | runRecords | the record of a run, to show later | 2 |
 */
export interface Schema extends DBSchema {
  plans: { key: OfUser; value: unknown }
  records: { key: Numbered; value: unknown }
  restorePlans: { key: OfUser; value: unknown }
  restoreRecords: { key: Numbered; value: unknown }
  archiveParts: { key: Numbered; value: unknown }
  runRecords: { key: OfUser; value: unknown }
}
export type StoreName =
  | 'plans'
  | 'records'
  | 'restorePlans'
  | 'restoreRecords'
  | 'archiveParts'
  | 'runRecords'
/** `id`: of a plan, an archive or a run. */
export type OfUser = [userId: number, id: string]
export type Numbered = [userId: number, id: string, number: number]
export type Database = IDBPDatabase<Schema>

const VERSION = 2
/** By the version that added them, from 1. */
const STORES_SINCE: readonly StoreName[][] = [
  ['plans', 'records'],
  ['restorePlans', 'restoreRecords', 'archiveParts', 'runRecords'],
]
/** Safari sometimes never answers, and a run must not wait for it forever. Ms. */
const LONGEST_OPENING = 10_000

/** The key range of all numbers of one plan or archive. */
export function numbersOf(userId: number, id: string): IDBKeyRange {
  return IDBKeyRange.bound([userId, id, 0], [userId, id, Infinity])
}

/** The key range of everything that a store holds for one user. */
export function allOf(userId: number): IDBKeyRange {
  // An array sorts after any string, so this covers every id and whatever follows it.
  return IDBKeyRange.bound([userId], [userId, []])
}

/** One connection to a portal's database, opened on first use and again after the browser has closed it. */
export interface Connection {
  /** Makes the database where there is none. Rejects where the browser stores nothing. */
  open(): Promise<Database>
  /** Null: there is no database; it makes none. Rejects like `open`. */
  openExisting(): Promise<Database | null>
}

export function createConnection(memberId: string): Connection {
  let opened: Promise<Database> | null = null
  const forget = (): void => void (opened = null)
  return {
    open() {
      opened ??= openDatabase(memberId, true, forget)
      opened.catch(forget)
      return opened
    },
    async openExisting() {
      if (opened !== null) return opened
      try {
        const attempt = openDatabase(memberId, false, forget)
        const database = await attempt
        opened ??= attempt
        return database
      } catch (error) {
        if (isAbort(error)) return null
        throw error
      }
    },
  }
}

/** Whether the portal's database exists and holds a plan of any user's run or restore. Makes no database. */
export async function holdsPlans(memberId: string): Promise<boolean> {
  const database = await createConnection(memberId).openExisting()
  if (database === null) return false
  try {
    return (await database.count('plans')) + (await database.count('restorePlans')) > 0
  } finally {
    database.close()
  }
}

/**
 * Writes all or nothing. Resolves only when the data is on the disk, so that a run knows after a crash what it sent.
 * Rejects if any step failed.
 */
export async function inOneStep<Name extends StoreName, Result>(
  database: Database,
  names: Name[],
  work: (transaction: IDBPTransaction<Schema, Name[], 'readwrite'>) => Promise<Result>,
): Promise<Result> {
  const transaction = database.transaction(names, 'readwrite', { durability: 'strict' })
  // Awaited below, but not if a step fails earlier: then its rejection must not count as unhandled.
  transaction.done.catch(() => undefined)
  try {
    const result = await work(transaction)
    await transaction.done
    return result
  } catch (error) {
    abort(transaction)
    throw error
  }
}

/** False instead of a rejection: nothing was stored. */
export async function isKept(write: () => Promise<boolean>): Promise<boolean> {
  try {
    return await write()
  } catch {
    return false
  }
}

async function openDatabase(memberId: string, mayMake: boolean, onLost: () => void): Promise<Database> {
  let late = false
  const opening = openDB<Schema>(nameOf(memberId), VERSION, {
    upgrade(database, oldVersion, _newVersion, transaction) {
      if (oldVersion === 0 && !mayMake) {
        refuse(transaction)
        return
      }
      for (const name of STORES_SINCE.slice(oldVersion).flat()) database.createObjectStore(name)
    },
    // A newer version of the app in another tab wants to change the database: make way for it.
    blocking(_currentVersion, _blockedVersion, event) {
      onLost()
      if (event.target instanceof IDBDatabase) event.target.close()
    },
    terminated: onLost,
  })
  opening.then(
    (database) => late && database.close(),
    () => undefined,
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late = true
      reject(new Error('the browser does not open its storage'))
    }, LONGEST_OPENING)
  })
  try {
    return await Promise.race([opening, tooLong])
  } finally {
    clearTimeout(timer)
  }
}

interface Abortable {
  readonly done: Promise<void>
  abort(): void
}

/**
 * An aborted first upgrade leaves no database behind. `indexedDB.databases()` would also show whether there is one, but
 * not every browser has it.
 */
function refuse(transaction: Abortable): void {
  transaction.done.catch(() => undefined)
  transaction.abort()
}

function abort(transaction: Pick<Abortable, 'abort'>): void {
  try {
    transaction.abort()
  } catch {
    // It has already ended.
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

/** "The user denied permission to access the database." */
const DENIED = /denied permission/iu

/**
 * Whether the browser gives this frame no storage at all, so that nothing can be stored there: it has no IndexedDB, or
 * it blocks storage of other sites. Any other error may be temporary and proves nothing about what is stored.
 */
function isRefusal(error: unknown): boolean {
  // IndexedDB does not exist here.
  if (error instanceof TypeError || error instanceof ReferenceError) return true
  if (!(error instanceof DOMException)) return false
  // Chromium (seen in 156) gives its refusal the same name as all errors without a name of their own.
  return ['SecurityError', 'InvalidStateError'].includes(error.name) || DENIED.test(error.message)
}

/** Like `openExisting`, but null where the browser refuses storage: nothing can be there. Rejects otherwise. */
export async function openThere(connection: Connection): Promise<Database | null> {
  try {
    return await connection.openExisting()
  } catch (error) {
    if (isRefusal(error)) return null
    throw error
  }
}
