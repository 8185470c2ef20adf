import * as v from 'valibot'
import { COMMUNICATION_KINDS, type CommunicationKind } from '#core/archive/archived-contact.ts'
import { jsonObject, type JsonObject, type JsonValue } from '#core/json.ts'
import type { PagedReading } from '../rest/paged-readings.ts'
import { CONTACT } from '../contact/dossier-commands.ts'
import { listOf, read, text } from '../rest/wire.ts'
import type { Draft, Drafts } from './contact-builder.ts'
import { partReading } from './section-reading.ts'
import { idIn, rows } from './rows.ts'

/** All fields, user fields and communications of up to 50 contacts (portal README, "Lists and filters"). */
export function fieldsReading(drafts: Drafts): PagedReading {
  return partReading(drafts, {
    ids: drafts.ids,
    part: 'fields',
    page: () => ({
      method: 'crm.contact.list',
      params: {
        select: ['*', 'UF_*', ...COMMUNICATION_KINDS],
        filter: { '@ID': drafts.ids },
        order: { ID: 'ASC' },
        start: -1,
      },
    }),
    take(answer, startedAt) {
      for (const row of read(rows, answer)) {
        const draft = drafts.of(idIn(row, 'ID'))
        if (draft === undefined) continue
        draft.readAt = startedAt ?? draft.readAt
        takeRow(drafts, draft, row)
      }
      return []
    },
  })
}

function takeRow(drafts: Drafts, draft: Draft, row: JsonObject): void {
  const fields: Record<string, JsonValue> = {}
  for (const [name, value] of Object.entries(row)) {
    if (isCommunication(name)) takeCommunications(drafts, draft, name, value)
    else fields[name] = value
  }
  draft.fields = fields
  for (const kind of ['PHONE', 'EMAIL'] as const) {
    // The portal says that there are some, and tells none.
    if (fields[`HAS_${kind}`] === 'Y' && !draft.communications.some((one) => one.kind === kind))
      drafts.note([draft.id], 'communications', 'failed', kind)
  }
}

function isCommunication(name: string): name is CommunicationKind {
  return COMMUNICATION_KINDS.some((kind) => kind === name)
}

const values = listOf(v.unknown())
const oneValue = v.object({ VALUE: text, VALUE_TYPE: text })

/**
 * Empty ones are missing, `[]` or false (portal README, "One contact"). What else cannot be read is not called copied.
 */
function takeCommunications(drafts: Drafts, draft: Draft, kind: CommunicationKind, value: JsonValue): void {
  if (value === false || value === null || value === '') return
  const list = v.safeParse(values, value)
  const told = list.success ? list.output.map((one) => v.safeParse(oneValue, one)) : []
  if (!list.success || told.some(({ success }) => !success))
    drafts.note([draft.id], 'communications', 'failed', kind)
  for (const one of told)
    if (one.success)
      draft.communications.push({ kind, valueType: one.output.VALUE_TYPE, value: one.output.VALUE })
}

const item = v.object({ item: jsonObject })
const itemCommunications = listOf(
  v.object({ typeId: v.picklist(COMMUNICATION_KINDS), valueType: text, value: text }),
)

/**
 * Contacts that the list does not show may be of another category: only crm.item.get tells those
 * (portal README, "Two families of methods"). Whoever is not there for it either is not archived, and so not deleted.
 */
export function elsewhereReadings(drafts: Drafts): PagedReading[] {
  const missing = drafts.ids.flatMap((each) => drafts.of(each) ?? []).filter(({ fields }) => fields === null)
  return missing.map((draft) =>
    partReading(drafts, {
      ids: [draft.id],
      part: 'fields',
      page: () => ({
        method: 'crm.item.get',
        params: { entityTypeId: CONTACT, id: draft.id, useOriginalUfNames: 'Y' },
      }),
      take(answer) {
        takeItem(drafts, draft, read(item, answer).item)
        return []
      },
    }),
  )
}

function takeItem(drafts: Drafts, draft: Draft, { fm, ...fields }: JsonObject): void {
  draft.fields = oldNames(fields)
  draft.unsaved = draft.unsaved.filter(({ part }) => part !== 'fields')
  const told = v.safeParse(itemCommunications, fm)
  if (told.success)
    draft.communications = told.output.map((one) => ({
      kind: one.typeId,
      valueType: one.valueType,
      value: one.value,
    }))
  else drafts.note([draft.id], 'communications', 'failed')
}

const OLD_NAMES: Readonly<Record<string, string>> = {
  createdTime: 'DATE_CREATE',
  updatedTime: 'DATE_MODIFY',
  createdBy: 'CREATED_BY_ID',
  updatedBy: 'MODIFY_BY_ID',
}
/** Told by the newer method alone, and long or of no use. */
const NOT_KEPT = new Set(['searchContent', 'entityTypeId', 'shortName', 'phone', 'email', 'web', 'im'])

/** `lastName: …` → `LAST_NAME: …`, numbers as the texts that crm.contact.list gives. */
function oldNames(fields: JsonObject): JsonObject {
  const entries = Object.entries(fields).filter(
    ([name]) => !NOT_KEPT.has(name) && !/^(phone|email|web|im)[A-Z]/u.test(name),
  )
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const upper = name.replace(/[A-Z]/gu, '_$&').toUpperCase()
      const old = name.startsWith('UF_') ? name : (OLD_NAMES[name] ?? upper)
      return [old, typeof value === 'number' ? String(value) : value]
    }),
  )
}
