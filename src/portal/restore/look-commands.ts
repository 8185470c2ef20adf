import type { JsonObject } from '#core/json.ts'
import { OUR_ORIGINATOR } from '#core/restore/origin.ts'
import type { TaskCall } from '#core/restore/ports.ts'
import { rows, idIn, textIn } from '../archive/rows.ts'
import { CONTACT } from '../dossier-commands.ts'
import type { Command, CommandAnswer } from '../rest.ts'
import { read } from '../wire.ts'
import { isSystemActivity } from './act-commands.ts'

const TO_DO = '6'

/** How each thing is looked for before it is made, or made again. Null: it needs no looking for. */
export function lookCommand({ what, contactId, parentId }: TaskCall): Command | null {
  const owner = contactId ?? 0
  switch (what.kind) {
    case 'contact':
      return listed('crm.contact.list', {
        ORIGINATOR_ID: what.key.originatorId,
        ORIGIN_ID: what.key.originId,
      })
    case 'requisite':
      return listed('crm.requisite.list', { ENTITY_TYPE_ID: CONTACT, ENTITY_ID: owner }, ['XML_ID'])
    case 'bank-detail':
      return listed('crm.requisite.bankdetail.list', { ENTITY_ID: parentId ?? 0 }, ['XML_ID'])
    case 'address':
      return {
        method: 'crm.address.list',
        params: { filter: { ENTITY_TYPE_ID: 8, ENTITY_ID: parentId ?? 0, TYPE_ID: what.typeId } },
      }
    case 'activity':
      return listed('crm.activity.list', { OWNER_TYPE_ID: CONTACT, OWNER_ID: owner }, [
        'ORIGINATOR_ID',
        'ORIGIN_ID',
        'TYPE_ID',
        'SUBJECT',
        'DEADLINE',
      ])
    case 'comment':
      return listed('crm.timeline.comment.list', { ENTITY_TYPE: 'contact', ENTITY_ID: owner }, ['COMMENT'])
    case 'company':
    case 'link':
    case 'activity-binding':
      return null
  }
}

/** The newest first: what was made a moment ago stands on the first page. */
function listed(
  method: string,
  filter: Readonly<Record<string, string | number>>,
  fields: string[] = [],
): Command {
  return { method, params: { select: ['ID', ...fields], filter, order: { ID: 'DESC' }, start: -1 } }
}

/** The ids of those that are the thing itself. Throws PortalFailure for what cannot be read. */
export function lookResult({ what, parentId }: TaskCall, answer: CommandAnswer): number[] {
  const page = read(rows, answer)
  switch (what.kind) {
    case 'address':
      return page.length > 0 ? [parentId ?? 0] : []
    case 'requisite':
    case 'bank-detail':
      return idsOf(page, (row) => textIn(row, 'XML_ID') === what.mark)
    case 'comment':
      return idsOf(page, (row) => firstLine(textIn(row, 'COMMENT')) === firstLine(what.mark))
    case 'activity':
      return idsOf(page, (row) => isActivity(row, what.originId, what.fields))
    case 'contact':
    case 'company':
    case 'link':
    case 'activity-binding':
      return idsOf(page, () => true)
  }
}

function idsOf(page: readonly JsonObject[], test: (row: JsonObject) => boolean): number[] {
  return page.filter(test).map((row) => idIn(row, 'ID'))
}

function firstLine(text: string): string {
  return (text.split(/\r?\n|<br\s*\/?>/iu, 1)[0] ?? '').trim()
}

/** A to-do keeps no key of ours; its kind, its subject and its deadline tell it. */
function isActivity(row: JsonObject, originId: string, fields: JsonObject): boolean {
  if (textIn(row, 'ORIGIN_ID') !== '')
    return textIn(row, 'ORIGIN_ID') === originId && textIn(row, 'ORIGINATOR_ID') === OUR_ORIGINATOR
  const kind = isSystemActivity(fields) ? textIn(fields, 'TYPE_ID') : TO_DO
  if (textIn(row, 'TYPE_ID') !== kind) return false
  const [told, wanted] = [Date.parse(textIn(row, 'DEADLINE')), Date.parse(textIn(fields, 'DEADLINE'))]
  const sameDeadline = told === wanted || Number.isNaN(wanted)
  return textIn(row, 'SUBJECT') === textIn(fields, 'SUBJECT') && sameDeadline
}
