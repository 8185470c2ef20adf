import type { JsonObject } from '../../json.ts'
import { textOf } from './external-key.ts'
import type { RestoreTask, TaskWhat } from './tasks.ts'

/**
 * What identifies a thing that a restore makes among its like on the same contact or requisite. A lookup cannot tell
 * two tasks with the same match key apart, so only the number found shows whether both are there. Null: it is unique.
 */
export function matchKeyOf(what: TaskWhat): string | null {
  switch (what.kind) {
    case 'requisite':
    case 'bank-detail':
    case 'comment':
      return `${what.kind} ${what.mark}`
    case 'activity':
      return isSystemActivity(what.fields)
        ? `activity ${what.originId}`
        : `activity ${JSON.stringify(toDoMatchKey(what.fields))}`
    case 'contact':
    case 'address':
    case 'company':
    case 'link':
    case 'activity-binding':
      return null
  }
}

/** Meetings and calls; all other activities are restored as to-dos. */
const SYSTEM_TYPES = new Set(['1', '2'])

/** Whether it is made by a method that stores our key with it. */
export function isSystemActivity(fields: JsonObject): boolean {
  return SYSTEM_TYPES.has(textOf(fields.TYPE_ID))
}

/** The portal stores no key of ours with a to-do, so its subject and deadline identify it. */
export function toDoMatchKey({ SUBJECT, DEADLINE }: JsonObject): readonly [string, number | null] {
  const deadline = Date.parse(textOf(DEADLINE))
  // The portal writes "no deadline" as the year 9999.
  const isSet = !Number.isNaN(deadline) && new Date(deadline).getUTCFullYear() < 9999
  return [textOf(SUBJECT), isSet ? deadline : null]
}

/** Adds to each task how many of its like the archive holds, where that is more than one. */
export function withCopies(tasks: readonly RestoreTask[]): RestoreTask[] {
  const counts = new Map<string, number>()
  const key = (task: RestoreTask): string | null => {
    const key = matchKeyOf(task)
    return key === null ? null : `${task.needs} ${key}`
  }
  for (const task of tasks) {
    const own = key(task)
    if (own !== null) counts.set(own, (counts.get(own) ?? 0) + 1)
  }
  return tasks.map((task) => {
    const copies = counts.get(key(task) ?? '') ?? 1
    return copies > 1 && ('mark' in task || task.kind === 'activity') ? { ...task, copies } : task
  })
}
