import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb'
import { nameOf } from './names.ts'

/** What lies in it is `unknown` until a schema has read it: another version of the app may have written it. */
export interface JournalSchema extends DBSchema {
  plans: { key: RunKey; value: unknown }
  records: { key: RecordKey; value: unknown }
}
export type RunKey = [userId: number, planId: string]
export type RecordKey = [userId: number, planId: string, number: number]
export type JournalDatabase = IDBPDatabase<JournalSchema>

const VERSION = 1
/** Safari has been seen never to answer; a run must not wait for it for ever. Ms. */
const LONGEST_OPENING = 10_000

/** All records of one run. */
export function recordsOf(userId: number, planId: string): IDBKeyRange {
  return IDBKeyRange.bound([userId, planId, 0], [userId, planId, Infinity])
}

/** All that is kept for one user, plans or records. */
export function allOf(userId: number): IDBKeyRange {
  // An array is greater than any string: this is every plan id, whatever follows it.
  return IDBKeyRange.bound([userId], [userId, []])
}

/** One connection to a portal's database, opened when first needed and again after the browser dropped it. */
export interface Connection {
  /** Makes the database where there is none. Rejects where the browser keeps nothing. */
  open(): Promise<JournalDatabase>
  /** Null: there is none, and none is made. Rejects as above. */
  openExisting(): Promise<JournalDatabase | null>
}

export function createConnection(memberId: string): Connection {
  let opened: Promise<JournalDatabase> | null = null
  const forget = (): void => void (opened = null)
  return {
    open() {
      opened ??= openJournalDatabase(memberId, true, forget)
      opened.catch(forget)
      return opened
    },
    async openExisting() {
      if (opened !== null) return opened
      try {
        const attempt = openJournalDatabase(memberId, false, forget)
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

/** Whether the portal's database exists and holds a plan of anybody. Makes no database. */
export async function holdsPlans(memberId: string): Promise<boolean> {
  const database = await createConnection(memberId).openExisting()
  if (database === null) return false
  try {
    return (await database.count('plans')) > 0
  } finally {
    database.close()
  }
}

export type JournalTransaction = IDBPTransaction<JournalSchema, ('plans' | 'records')[], 'readwrite'>

/**
 * All of it or nothing, and resolves when it is on the disk, not only handed over: what a run sends must be known after
 * a crash. Rejects when any of it failed.
 */
export async function inOneStep<Result>(
  database: JournalDatabase,
  work: (transaction: JournalTransaction) => Promise<Result>,
): Promise<Result> {
  const transaction = database.transaction(['plans', 'records'], 'readwrite', { durability: 'strict' })
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

async function openJournalDatabase(
  memberId: string,
  mayMake: boolean,
  onLost: () => void,
): Promise<JournalDatabase> {
  let late = false
  const opening = openDB<JournalSchema>(nameOf(memberId), VERSION, {
    upgrade(database, oldVersion, _newVersion, transaction) {
      if (oldVersion === 0 && !mayMake) {
        refuse(transaction)
        return
      }
      database.createObjectStore('plans')
      database.createObjectStore('records')
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

/** An aborted first upgrade leaves no database behind. `indexedDB.databases()` would tell too, but not everywhere. */
function refuse(transaction: IDBPTransaction<JournalSchema, ('plans' | 'records')[], 'versionchange'>): void {
  transaction.done.catch(() => undefined)
  transaction.abort()
}

function abort(transaction: JournalTransaction): void {
  try {
    transaction.abort()
  } catch {
    // It has ended by itself.
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
