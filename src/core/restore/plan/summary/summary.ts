import type { ArchiveSection } from '../../../archive/archived-contact.ts'
import type { LossKind } from '../fields.ts'
import { isRestored, type RestorePlan } from '../plan.ts'
import { ACTIVITY, COMPANY, DEAL, INVOICE, LEAD, QUOTE } from '../../../entities.ts'
import { targetText } from '../references.ts'
import type { TaskWhat } from '../tasks.ts'

/** The things linked to a contact, as a person groups them. */
export const ATTACHMENT_GROUPS = [
  'company',
  'deal',
  'lead',
  'quote',
  'invoice',
  'item',
  'requisite',
  'bank-detail',
  'address',
  'activity',
  'comment',
] as const
export type AttachmentGroup = (typeof ATTACHMENT_GROUPS)[number]

/** What a restore plan will do, in numbers. Unless noted, they cover only the contacts that it restores. */
export interface PlanSummary {
  /** Contacts that are made again. */
  readonly create: number
  /** Contacts that are back already and are checked for what is missing. */
  readonly complete: number
  readonly alreadyBack: number
  readonly stillThere: number
  readonly sameContact: number
  readonly conflicts: { readonly open: number; readonly create: number; readonly skip: number }
  /** Things that are made or linked again; one that several contacts are linked to counts once, as in the review. */
  readonly parts: Readonly<Record<AttachmentGroup, number>>
  /** Things that were linked and are gone, each once. */
  readonly gone: Readonly<Record<AttachmentGroup, number>>
  /** How many contacts lose something of each kind. */
  readonly losses: ReadonlyMap<LossKind, number>
  /** For each section: for how many contacts the archive does not have all of it. */
  readonly unsaved: ReadonlyMap<ArchiveSection, number>
}

export function summaryOf({ entries, tasks }: RestorePlan): PlanSummary {
  const [parts, gone] = [none(), none()]
  const losses = new Map<LossKind, number>()
  const unsaved = new Map<ArchiveSection, number>()
  const counts = { create: 0, complete: 0, alreadyBack: 0, stillThere: 0, sameContact: 0 }
  const conflicts = { open: 0, create: 0, skip: 0 }
  const seen = new Set<string | number>()
  const isNew = (thing: string | number): boolean => {
    const before = seen.size
    return seen.add(thing).size > before
  }
  for (const { decision, goneTargets, losses: lost, unsaved: missing } of entries) {
    switch (decision.kind) {
      case 'create':
        counts.create++
        break
      case 'already-back':
        counts[decision.complete ? 'complete' : 'alreadyBack']++
        break
      case 'same-contact':
        counts.sameContact++
        break
      case 'still-there':
        counts.stillThere++
        break
      case 'conflict':
        conflicts[decision.answer ?? 'open']++
        if (decision.answer === 'create') counts.create++
        break
    }
    if (!isRestored(decision)) continue
    for (const target of goneTargets)
      if (isNew(`gone ${targetText(target)}`)) gone[groupOfTarget(target.entityTypeId)]++
    for (const kind of new Set(lost.map((each) => each.kind))) losses.set(kind, (losses.get(kind) ?? 0) + 1)
    for (const part of new Set(missing.map((each) => each.part)))
      unsaved.set(part, (unsaved.get(part) ?? 0) + 1)
  }
  tasks.forEach((task, at) => {
    const group = groupOfTask(task)
    if (group !== null && isNew(thingOf(task, at))) parts[group]++
  })
  return { ...counts, conflicts, parts, gone, losses, unsaved }
}

/** What this plan restores with one contact; empty where it does nothing for the contact. */
export function tasksByEntry({ tasks }: RestorePlan, entry: number): ReadonlyMap<AttachmentGroup, number> {
  const counts = new Map<AttachmentGroup, number>()
  for (let at = firstTaskOf(tasks, entry); tasks[at]?.entry === entry; at++) {
    const task = tasks[at]
    const group = task === undefined ? null : groupOfTask(task)
    if (group !== null) counts.set(group, (counts.get(group) ?? 0) + 1)
  }
  return counts
}

/** Tasks stand in the order of their entries. */
function firstTaskOf(tasks: RestorePlan['tasks'], entry: number): number {
  let [from, to] = [0, tasks.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((tasks[middle]?.entry ?? Infinity) < entry) from = middle + 1
    else to = middle
  }
  return from
}

/**
 * What a task restores, the same for all contacts that are linked to it: a company of two contacts is one company. What
 * is made is made for its contact alone.
 * @param at the task's index in the plan
 */
export function thingOf(task: TaskWhat, at: number): string | number {
  switch (task.kind) {
    case 'link':
      return targetText(task)
    case 'company':
      return targetText({ entityTypeId: COMPANY, id: task.id })
    case 'activity-binding':
      return targetText({ entityTypeId: ACTIVITY, id: task.id })
    case 'contact':
    case 'requisite':
    case 'bank-detail':
    case 'address':
    case 'activity':
    case 'comment':
      return at
  }
}

/** Null: the contact itself. */
export function groupOfTask(task: TaskWhat): AttachmentGroup | null {
  switch (task.kind) {
    case 'contact':
      return null
    case 'link':
      return groupOfTarget(task.entityTypeId)
    case 'activity-binding':
      return 'activity'
    case 'company':
    case 'requisite':
    case 'bank-detail':
    case 'address':
    case 'activity':
    case 'comment':
      return task.kind
  }
}

const BY_TYPE: ReadonlyMap<number, AttachmentGroup> = new Map([
  [COMPANY, 'company'],
  [ACTIVITY, 'activity'],
  [LEAD, 'lead'],
  [DEAL, 'deal'],
  [QUOTE, 'quote'],
  [INVOICE, 'invoice'],
])

/** Every type without a fixed number is a smart process. */
export function groupOfTarget(entityTypeId: number): AttachmentGroup {
  return BY_TYPE.get(entityTypeId) ?? 'item'
}

function none(): Record<AttachmentGroup, number> {
  return Object.fromEntries(ATTACHMENT_GROUPS.map((group) => [group, 0])) as Record<AttachmentGroup, number>
}
