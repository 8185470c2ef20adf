import * as v from 'valibot'
import type { Plan } from '#core/plan.ts'
import type { JournalStore } from '#core/run/ports.ts'
import { readStoredPlan } from '#core/stored-plan.ts'
import { createConnection, inOneStep, allOf, recordsOf, type Connection } from './journal-database.ts'

/**
 * The journal in IndexedDB: a database a portal, a plan a user. Browsers may keep nothing for a frame (private window,
 * storage of other sites blocked, disk full): `begin` and `append` then say so, and nothing here ever rejects.
 */
export function openJournal(memberId: string, userId: number): JournalStore {
  const connection = createConnection(memberId)
  return {
    begin: (plan) => kept(() => begin(connection, userId, plan)),
    append: (planId, record) => kept(() => append(connection, userId, planId, record)),
    async unfinished() {
      try {
        return await unfinished(connection, userId)
      } catch {
        return null
      }
    },
    async finish(planId) {
      await kept(() => finish(connection, userId, planId))
    },
  }
}

async function kept(write: () => Promise<boolean>): Promise<boolean> {
  try {
    return await write()
  } catch {
    return false
  }
}

/** One run a user: a plan that begins takes the place of one that was given up. */
async function begin(connection: Connection, userId: number, plan: Plan): Promise<boolean> {
  return inOneStep(await connection.open(), async (transaction) => {
    const plans = transaction.objectStore('plans')
    // One after the other, so that no request is left unheard when one of them fails.
    await plans.delete(allOf(userId))
    await transaction.objectStore('records').delete(allOf(userId))
    await plans.put(plan, [userId, plan.id])
    return true
  })
}

async function append(
  connection: Connection,
  userId: number,
  planId: string,
  record: string,
): Promise<boolean> {
  return inOneStep(await connection.open(), async (transaction) => {
    const plan = await transaction.objectStore('plans').getKey([userId, planId])
    // Without its plan a record is worth nothing: another run began, in a tab that knew nothing of this one.
    if (plan === undefined) return false
    const records = transaction.objectStore('records')
    const last = await records.openKeyCursor(recordsOf(userId, planId), 'prev')
    await records.add(record, [userId, planId, last === null ? 0 : last.key[2] + 1])
    return true
  })
}

async function unfinished(connection: Connection, userId: number): ReturnType<JournalStore['unfinished']> {
  const database = await connection.openExisting()
  const key = (await database?.getAllKeys('plans', allOf(userId)))?.at(-1)
  if (database === null || key === undefined) return null
  const [, planId] = key
  try {
    const plan = readStoredPlan(await database.get('plans', key))
    const records = await database.getAll('records', recordsOf(userId, planId))
    if (plan?.id === planId) return { kind: 'whole', plan, records: v.parse(recordsSchema, records) }
  } catch {
    // The browser itself cannot read what it kept.
  }
  return { kind: 'damaged', planId }
}

/** What is no text becomes an empty line, which `replay` takes for a damaged record. */
const recordsSchema = v.array(v.fallback(v.string(), ''))

async function finish(connection: Connection, userId: number, planId: string): Promise<boolean> {
  const database = await connection.openExisting()
  if (database === null) return true
  return inOneStep(database, async (transaction) => {
    await transaction.objectStore('plans').delete(IDBKeyRange.only([userId, planId]))
    await transaction.objectStore('records').delete(recordsOf(userId, planId))
    return true
  })
}
