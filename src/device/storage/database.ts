import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb'
import { nameOf } from '../names.ts'

/**
 * All that the browser keeps of one portal. What lies in it is `unknown` until a schema has read it: another version
 * of the app may have written it.
 *
 * | store | key | since version |
 * |---|---|---|
 * | plans, records | a run's plan; its records in their order | 1 |
 * | restorePlans, restoreRecords | the same of a restore | 2 |
 * | archiveParts | the parts of an archive in their order | 2 |
 * | runRecords | what can be shown of a run later on | 2 |
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
  'plans' | 'records' | 'restorePlans' | 'restoreRecords' | 'archiveParts' | 'runRecords'
/** `id`: of a plan, or of an archive. */
export type OfUser = [userId: number, id: string]
export type Numbered = [userId: number, id: string, number: number]
export type Database = IDBPDatabase<Schema>

const VERSION = 2
/** By the version that brought them, from 1. */
const STORES_SINCE: readonly StoreName[][] = [
  ['plans', 'records'],
  ['restorePlans', 'restoreRecords', 'archiveParts', 'runRecords'],
]
/** Safari has been seen never to answer; a run must not wait for it for ever. Ms. */
const LONGEST_OPENING = 10_000

/** All numbers of one plan or archive. */
export function numbersOf(userId: number, id: string): IDBKeyRange {
  return IDBKeyRange.bound([userId, id, 0], [userId, id, Infinity])
}

/** All that a store keeps for one user. */
export function allOf(userId: number): IDBKeyRange {
  // An array is greater than any string: this is every id, whatever follows it.
  return IDBKeyRange.bound([userId], [userId, []])
}

/** One connection to a portal's database, opened when first needed and again after the browser dropped it. */
export interface Connection {
  /** Makes the database where there is none. Rejects where the browser keeps nothing. */
  open(): Promise<Database>
  /** Null: there is none, and none is made. Rejects as above. */
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

/** Whether the portal's database exists and holds a plan of anybody's run or restore. Makes no database. */
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
 * All of it or nothing, and resolves when it is on the disk, not only handed over: what a run sends must be known after
 * a crash. Rejects when any of it failed.
 */
export async function inOneStep<Name extends StoreName, Result>(
  database: Database,
  names: Name[],
  work: (transaction: IDBPTransaction<Schema, Name[], 'readwrite'>) => Promise<Result>,
): Promise<Result> {
  const transaction = database.transaction(names, 'readwrite', { durability: 'strict' })
  // Heard below; a step that fails earlier never comes to hear it.
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

/** False instead of a rejection: what could not be written is not kept. */
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
    // A newer version of the app in another tab wants to change the database: its turn.
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

/** An aborted first upgrade leaves no database behind. `indexedDB.databases()` would tell too, but not everywhere. */
function refuse(transaction: Abortable): void {
  transaction.done.catch(() => undefined)
  transaction.abort()
}

function abort(transaction: Pick<Abortable, 'abort'>): void {
  try {
    transaction.abort()
  } catch {
    // It has ended by itself.
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

/** "The user denied permission to access the database." */
const DENIED = /denied permission/iu

/**
 * Whether the browser gives this frame no storage at all, so that nothing can lie there: no IndexedDB, or storage of
 * other sites blocked. All other trouble may pass, and says nothing of what lies there.
 */
function isRefusal(error: unknown): boolean {
  // What is not there cannot be called.
  if (error instanceof TypeError || error instanceof ReferenceError) return true
  if (!(error instanceof DOMException)) return false
  // Chromium gives its refusal (seen in 156) the name of all trouble that it has no name for.
  return ['SecurityError', 'InvalidStateError'].includes(error.name) || DENIED.test(error.message)
}

/** As `openExisting`, and null where the browser refuses: nothing can lie there. Rejects for all other trouble. */
export async function openThere(connection: Connection): Promise<Database | null> {
  try {
    return await connection.openExisting()
  } catch (error) {
    if (isRefusal(error)) return null
    throw error
  }
}
