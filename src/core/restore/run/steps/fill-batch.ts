import { isAddedSingly } from '../../plan/links.ts'
import type { RestorePlan } from '../../plan/plan.ts'
import { goesAlone, isRepeatable, type RestoreTask } from '../../plan/tasks.ts'
import type { RestoreState } from '../state.ts'

/** Commands that a link takes whose record is written as a whole: it is read once more right before. */
const WHOLE_LIST_COMMANDS = 2
/** Things of one kind that one command looks for: fewer than a page has rows, or a second page would be read for nothing. */
export const LOOKED_BY_ONE = 40

export interface Filled {
  readonly tasks: readonly number[]
  /** No other of these would have fitted in. */
  readonly isFull: boolean
}

interface Room {
  readonly commands: number
  /** How many things it may make. */
  readonly created: number
}

/** So few commands are never too many. */
const FEW_COMMANDS = 25
/** So few lookups are never too many. */
const FEW_LOOKS = 10
/** How many commands take about as long as making one thing. */
const COMMANDS_A_THING = 2.5

/** The tasks that one request does, the oldest first. A task that must go alone is sent alone. */
export function madeTogether(
  plan: RestorePlan,
  { imports, flights }: RestoreState,
  acts: readonly number[],
  room: Room,
): Filled {
  const isContact = (task: number): boolean => plan.tasks[task]?.kind === 'contact'
  const most = Math.min(room.commands, Math.max(FEW_COMMANDS, COMMANDS_A_THING * room.created))
  const tasks: number[] = []
  let commands = 0
  let created = 0
  // The first contact shows whether this person may import, so it goes before the others.
  let isContactBarred =
    imports === 'untried' && flights.some((each) => each.kind === 'act' && each.tasks.some(isContact))
  let isFull = false
  for (const task of acts) {
    const what = plan.tasks[task]
    if (what === undefined || (isContactBarred && what.kind === 'contact')) continue
    if (goesAlone(what)) {
      if (tasks.length === 0) return { tasks: [task], isFull: true }
      continue
    }
    const own = what.kind === 'link' && !isAddedSingly(what.entityTypeId) ? WHOLE_LIST_COMMANDS : 1
    const makes = Number(!isRepeatable(what))
    if (commands + own > most || created + makes > room.created) {
      isFull = true
      if (commands + 1 > most) break
      continue
    }
    commands += own
    created += makes
    tasks.push(task)
    if (what.kind === 'contact' && imports === 'untried') isContactBarred = true
  }
  return { tasks, isFull: isFull || commands === most }
}

/**
 * The tasks that one request looks for: no more commands than it might make things, since a lookup is valid only for a
 * while. Only comments are asked for one contact after another.
 */
export function lookedTogether(plan: RestorePlan, looks: readonly number[], room: Room): number[] {
  const most = Math.min(room.commands, Math.max(FEW_LOOKS, room.created))
  const asked = new Set<string>()
  const sets = new Map<string, number>()
  const contacts = new Set<number>()
  const commandsOf = (): number => {
    const ofSets = [...sets.values(), contacts.size].reduce(
      (sum, count) => sum + Math.ceil(count / LOOKED_BY_ONE),
      0,
    )
    return asked.size + ofSets
  }
  const tasks: number[] = []
  for (const task of looks) {
    const what = plan.tasks[task]
    if (what === undefined) continue
    // Whether this person sees the contact is asked along.
    if (what.kind !== 'contact') contacts.add(what.entry)
    const kind = setOf(what)
    if (kind === null) asked.add(`${what.kind} ${what.kind === 'comment' ? what.needs : task}`)
    else sets.set(kind, (sets.get(kind) ?? 0) + 1)
    if (commandsOf() > most) break
    tasks.push(task)
  }
  return tasks
}

/** Things with the same name are looked for by one command; null: by one of their own. */
function setOf(what: RestoreTask): string | null {
  switch (what.kind) {
    case 'comment':
      return null
    case 'contact':
      return what.key.foreign ? null : what.kind
    case 'address':
      return `${what.kind} ${what.typeId}`
    case 'link':
      return `${what.kind} ${what.entityTypeId}`
    case 'requisite':
    case 'bank-detail':
    case 'activity':
    case 'company':
    case 'activity-binding':
      return what.kind
  }
}
