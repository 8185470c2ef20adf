import type { ArchiveSection, ArchivedContact } from '#core/archive/archived-contact.ts'
import { unreachable } from '#core/failure.ts'
import { ALWAYS_LOST, type LossKind } from '#core/restore/plan/fields.ts'
import {
  groupOfTarget,
  ATTACHMENT_GROUPS,
  type PlanSummary,
  type AttachmentGroup,
} from '#core/restore/plan/summary/summary.ts'
import type { Conflict, RestoreDecision, RestoreEntry } from '#core/restore/plan/plan.ts'
import { ACTIVITY, COMPANY } from '#core/entities.ts'
import { type TargetRef } from '#core/restore/plan/references.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'

const LINKED: readonly AttachmentGroup[] = ['company', 'deal', 'lead', 'quote', 'invoice', 'item', 'activity']
const MADE: readonly AttachmentGroup[] = ['requisite', 'bank-detail', 'address', 'comment']

const AMOUNTS: Record<AttachmentGroup, MessageId> = {
  company: 'restore.hang-company',
  deal: 'restore.hang-deal',
  lead: 'restore.hang-lead',
  quote: 'restore.hang-quote',
  invoice: 'restore.hang-invoice',
  item: 'restore.hang-item',
  requisite: 'restore.hang-requisite',
  'bank-detail': 'restore.hang-bank-detail',
  address: 'restore.hang-address',
  activity: 'restore.hang-activity',
  comment: 'restore.hang-comment',
}

const LOSSES: Record<LossKind, MessageId> = {
  lead: 'restore.loss-lead',
  'web-form': 'restore.loss-web-form',
  file: 'restore.loss-file',
  'origin-key': 'restore.loss-origin-key',
  name: 'restore.loss-name',
  activity: 'restore.loss-activity',
  'comment-author': 'restore.loss-comment-author',
  responsible: 'restore.loss-responsible',
}

const PARTS: Record<ArchiveSection, MessageId> = {
  fields: 'restore.part-fields',
  communications: 'restore.part-communications',
  companies: 'restore.part-companies',
  links: 'restore.part-links',
  requisites: 'restore.part-requisites',
  activities: 'restore.part-activities',
  comments: 'restore.part-comments',
  names: 'restore.part-names',
  files: 'restore.part-files',
}

const ALWAYS: Record<(typeof ALWAYS_LOST)[number], MessageId> = {
  id: 'restore.always-id',
  'created-at': 'restore.always-created-at',
  'created-by': 'restore.always-created-by',
  history: 'restore.always-history',
  'done-activities': 'restore.always-done-activities',
  'calls-and-mails': 'restore.always-calls-and-mails',
  chats: 'restore.always-chats',
  documents: 'restore.always-documents',
  workflows: 'restore.always-workflows',
}

/** "2 deals". */
export function amountOf(group: AttachmentGroup, count: number, t: Text): string {
  return t(AMOUNTS[group], { count })
}

/** What is linked again and what is created again, a line each. @param amount null: there is nothing of this kind. */
export function backLines(
  amount: (group: AttachmentGroup) => string | null,
  t: Text,
  format: Format,
): string[] {
  const amounts = (groups: readonly AttachmentGroup[]): string[] =>
    groups.flatMap((group) => amount(group) ?? [])
  const [linked, made] = [amounts(LINKED), amounts(MADE)]
  return [
    ...(linked.length > 0 ? [t('restore.linked', { what: format.list(linked) })] : []),
    ...(made.length > 0 ? [t('restore.made', { what: format.list(made) })] : []),
  ]
}

/** What a restore does, one line for each kind of outcome. */
export function comesBackLines(summary: PlanSummary, t: Text, format: Format): string[] {
  const { create, complete, alreadyBack, stillThere, sameContact, conflicts, parts } = summary
  const line = (id: MessageId, count: number): string[] => (count > 0 ? [t(id, { count })] : [])
  return [
    ...line('restore.create', create),
    ...line('restore.completeLine', complete),
    ...backLines((group) => (parts[group] > 0 ? amountOf(group, parts[group], t) : null), t, format),
    ...line('restore.conflictOpen', conflicts.open),
    ...line('restore.conflictSkip', conflicts.skip),
    ...line('restore.alreadyBack', alreadyBack),
    ...line('restore.stillThere', stillThere),
    ...line('restore.sameContact', sameContact),
  ]
}

/** What these contacts lose, then what is always lost. */
export function lostLines(summary: PlanSummary, t: Text, format: Format): string[] {
  const gone = ATTACHMENT_GROUPS.filter((group) => summary.gone[group] > 0).map((group) =>
    amountOf(group, summary.gone[group], t),
  )
  return [
    ...(gone.length > 0 ? [t('restore.gone', { what: format.list(gone) })] : []),
    ...[...summary.losses].map(([kind, count]) => t('restore.lossLine', { count, what: lossWord(kind, t) })),
    ...[...summary.unsaved].map(([part, count]) =>
      t('restore.unsavedLine', { count, what: partWord(part, t) }),
    ),
    ...ALWAYS_LOST.map((what) => t(ALWAYS[what])),
  ]
}

export function lossWord(kind: LossKind, t: Text): string {
  return t(LOSSES[kind])
}

export function partWord(part: ArchiveSection, t: Text): string {
  return t(PARTS[part])
}

/** What is done with one contact; for a conflict, who has its phone or e-mail now. */
export function decisionText(entry: RestoreEntry, t: Text, format: Format): string {
  const { decision } = entry
  switch (decision.kind) {
    case 'create':
      return t('restore.willCreate')
    case 'already-back':
      return t(decision.complete ? 'restore.isBackComplete' : 'restore.isBack', { id: decision.id })
    case 'same-contact':
      return t('restore.isSame')
    case 'still-there':
      return t('restore.isThere', { id: entry.oldId })
    case 'conflict':
      return conflictText(decision, t, format)
    default:
      return unreachable(decision)
  }
}

const SAME = {
  email: 'restore.sameEmail',
  phone: 'restore.samePhone',
  'origin-key': 'restore.sameKey',
} as const

function conflictText(
  { conflicts }: Extract<RestoreDecision, { kind: 'conflict' }>,
  t: Text,
  format: Format,
): string {
  return conflicts
    .map(({ by, value, contacts }) => {
      const who = format.list(contacts.map((person) => personText(person, t)))
      return t(SAME[by], { who, value })
    })
    .join(' · ')
}

function personText({ id, name }: Conflict['contacts'][number], t: Text): string {
  return name === null ? t('restore.numbered', { id }) : t('restore.namedNumbered', { id, name })
}

/** What of one contact is skipped or lost. */
export function entryLosses(
  entry: RestoreEntry,
  contact: ArchivedContact | undefined,
  t: Text,
  format: Format,
): string[] {
  const gone = entry.goneTargets.map((target) => targetText(target, contact, t))
  const lost = entry.losses.map(({ kind }) => lossWord(kind, t))
  return [
    ...(gone.length > 0 ? [t('restore.rowGone', { what: format.list(gone) })] : []),
    ...(lost.length > 0 ? [t('restore.rowLost', { what: format.list([...new Set(lost)]) })] : []),
  ]
}

/** Its name in the archive, else "1 deal". */
export function targetText(
  { entityTypeId, id }: TargetRef,
  contact: ArchivedContact | undefined,
  t: Text,
): string {
  const title = contact?.links.find((link) => link.entityTypeId === entityTypeId && link.id === id)?.title
  const named = contact?.names.find(({ of, key }) =>
    entityTypeId === COMPANY
      ? of === 'company' && key === String(id)
      : of === 'item' && key === `${entityTypeId}:${id}`,
  )?.name
  const subject =
    entityTypeId === ACTIVITY ? contact?.activities.find((one) => one.id === id)?.subject : undefined
  const name = [title, named, subject].find((text) => text !== undefined && text !== '')
  return name ?? `${amountOf(groupOfTarget(entityTypeId), 1, t)} (${id})`
}
