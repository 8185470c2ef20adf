import type { ArchivedComment, ArchivedContact } from '../../archive/archived-contact.ts'
import type { JsonObject } from '../../json.ts'
import { copyOf, mustGoAlone, xmlIdOf, type ContactLoss } from './fields.ts'
import { withCopies } from './match-key.ts'
import { textOf } from './external-key.ts'
import { ACTIVITY, COMPANY } from '../../entities.ts'
import { targetText, type TargetRef } from './references.ts'
import type { RestoreTask, TaskWhat } from './tasks.ts'

/** The tasks for all that is linked to a contact; they follow the contact's own task. */
export function partTasks(
  contact: ArchivedContact,
  place: {
    readonly entry: number
    /** The index of the contact's own task. */
    readonly needs: number
    /** As `targetText` writes them. */
    readonly gone: ReadonlySet<string>
  },
): {
  readonly tasks: readonly RestoreTask[]
  readonly gone: readonly TargetRef[]
  readonly losses: readonly ContactLoss[]
} {
  const tasks: RestoreTask[] = []
  const gone: TargetRef[] = []
  const losses: ContactLoss[] = []
  const isGone = (target: TargetRef): boolean => place.gone.has(targetText(target))

  /** Returns the task's index in the plan. */
  function add(what: TaskWhat, needs = place.needs): number {
    tasks.push({ entry: place.entry, needs, ...what })
    return place.needs + tasks.length
  }

  for (const { id, primary, sort, roleId } of primaryFirst(contact.companies)) {
    const target = { entityTypeId: COMPANY, id }
    if (isGone(target)) gone.push(target)
    else add({ kind: 'company', id, primary, sort, roleId })
  }
  for (const { entityTypeId, id, primary } of contact.links) {
    if (isGone({ entityTypeId, id })) gone.push({ entityTypeId, id })
    else add({ kind: 'link', entityTypeId, id, primary })
  }
  addRequisites(contact, add)
  for (const activity of contact.activities) {
    if (!isGone({ entityTypeId: ACTIVITY, id: activity.id })) {
      add({ kind: 'activity-binding', id: activity.id })
    } else if (activity.typeId === E_MAIL) {
      losses.push({ kind: 'activity', what: activity.subject })
    } else {
      const fields = copyOfActivity(activity.fields)
      add({ kind: 'activity', originId: String(activity.id), fields, alone: mustGoAlone(fields) })
    }
  }
  for (const comment of contact.comments) {
    const { mark, text } = signedText(contact, comment)
    add({ kind: 'comment', mark, text, alone: mustGoAlone(text) })
  }
  if (contact.comments.length > 0) losses.push({ kind: 'comment-author', what: '' })
  return { tasks: withCopies(tasks), gone, losses }
}

const E_MAIL = 4

function addRequisites(
  { requisites }: ArchivedContact,
  add: (what: TaskWhat, needs?: number) => number,
): void {
  const marks = requisites.map(({ fields }) => textOf(fields.XML_ID))
  for (const requisite of requisites) {
    const fields = copyOf(requisite.fields)
    const mark = xmlIdOf(requisite, marks)
    const at = add({ kind: 'requisite', mark, fields, alone: mustGoAlone(fields) })
    const bankMarks = requisite.bankDetails.map((each) => textOf(each.fields.XML_ID))
    for (const bank of requisite.bankDetails) {
      const own = copyOf(bank.fields)
      add({ kind: 'bank-detail', mark: xmlIdOf(bank, bankMarks), fields: own, alone: mustGoAlone(own) }, at)
    }
    for (const { typeId, fields: lines } of requisite.addresses) {
      const own = copyOf(lines)
      add({ kind: 'address', typeId, fields: own, alone: mustGoAlone(own) }, at)
    }
  }
}

/** The fields that a copy of an activity can have; its owner and bindings are the new contact. */
const OF_AN_ACTIVITY =
  /^(TYPE_ID|PROVIDER_ID|PROVIDER_TYPE_ID|SUBJECT|DESCRIPTION|DESCRIPTION_TYPE|DEADLINE|START_TIME|END_TIME|RESPONSIBLE_ID|PRIORITY|DIRECTION|LOCATION|COMPLETED)$/

function copyOfActivity(fields: JsonObject): JsonObject {
  return copyOf(Object.fromEntries(Object.entries(fields).filter(([name]) => OF_AN_ACTIVITY.test(name))))
}

/** Links the primary company first: otherwise the portal would make another one primary, as the first one linked. */
function primaryFirst<Company extends { readonly primary: boolean }>(
  companies: readonly Company[],
): Company[] {
  return companies.toSorted((a, b) => Number(b.primary) - Number(a.primary))
}

/**
 * The portal makes the user who adds a comment its author (portal README, "Making a contact again"), so the text begins
 * with the real author and date. That line ends with the old ID, so it also identifies the comment.
 */
function signedText(
  { names }: ArchivedContact,
  { id, authorId, createdAt, text }: ArchivedComment,
): { readonly mark: string; readonly text: string } {
  const author = names.find(({ of, key }) => of === 'user' && key === String(authorId))?.name ?? ''
  const mark = [author.replace(/\s+/gu, ' ').trim(), createdAt, `#${id}`]
    .filter((part) => part !== '')
    .join(' · ')
  return { mark, text: `${mark}\n${text}` }
}
