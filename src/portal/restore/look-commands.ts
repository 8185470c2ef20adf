import type { JsonObject } from '#core/json.ts'
import { isSystemActivity, toDoMatchKey } from '#core/restore/plan/match-key.ts'
import { OUR_ORIGINATOR } from '#core/restore/plan/external-key.ts'
import type { TaskCall } from '#core/restore/ports.ts'
import { idIn, textIn } from '../archive/reading/rows.ts'
import { CONTACT } from '../contact/dossier/dossier-commands.ts'
import type { Command } from '../rest/rest.ts'

const TO_DO = '6'

/** Looks for a thing before it is made or tried again. Null: such a thing needs no look. */
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

/** Newest first, so that what was made a moment ago is on the first page. */
function listed(
  method: string,
  filter: Readonly<Record<string, string | number>>,
  fields: string[] = [],
): Command {
  return { method, params: { select: ['ID', ...fields], filter, order: { ID: 'DESC' }, start: -1 } }
}

/** The ids of the rows that are the thing itself. Throws PortalFailure if such a row has no id. */
export function lookResult({ what, parentId }: TaskCall, page: readonly JsonObject[]): number[] {
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

/** Compares by our key; a to-do stores no key, so by subject and deadline. */
function isActivity(row: JsonObject, originId: string, fields: JsonObject): boolean {
  const hasKey = textIn(row, 'ORIGIN_ID') !== ''
  if (isSystemActivity(fields))
    return hasKey && textIn(row, 'ORIGIN_ID') === originId && textIn(row, 'ORIGINATOR_ID') === OUR_ORIGINATOR
  if (hasKey || textIn(row, 'TYPE_ID') !== TO_DO) return false
  const [actual, wanted] = [toDoMatchKey(row), toDoMatchKey(fields)]
  return actual[0] === wanted[0] && actual[1] === wanted[1]
}
