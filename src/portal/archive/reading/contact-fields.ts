import * as v from 'valibot'
import { COMMUNICATION_KINDS, type CommunicationKind } from '#core/archive/archived-contact.ts'
import { jsonObject, type JsonObject, type JsonValue } from '#core/json.ts'
import type { PagedReading } from '../../rest/many/paged-readings.ts'
import { CONTACT } from '#core/entities.ts'
import { id, listOf, read, text } from '../../rest/wire.ts'
import type { ContactBuilder, ContactBuilders } from './contact-builder.ts'
import { sectionReading } from './section-reading.ts'
import { idIn, rows } from './rows.ts'

/** All fields, user fields and communications of up to 50 contacts (portal README, "Lists and filters"). */
export function fieldsReading(builders: ContactBuilders, ids: readonly number[]): PagedReading {
  return sectionReading(builders, {
    ids,
    part: 'fields',
    page: () => ({
      method: 'crm.contact.list',
      params: {
        select: ['*', 'UF_*', ...COMMUNICATION_KINDS],
        filter: { '@ID': ids },
        order: { ID: 'ASC' },
        start: -1,
      },
    }),
    take(answer) {
      for (const row of read(rows, answer)) {
        const builder = builders.of(idIn(row, 'ID'))
        if (builder === undefined) continue
        takeRow(builders, builder, row)
      }
      return []
    },
  })
}

const listed = listOf(v.object({ ID: id }))

/**
 * Of what is gone by now the portal may have refused the rest: contacts that are not listed any more are taken out, and
 * so count as missing, not as copied in part.
 */
export function stillThereReading(builders: ContactBuilders, ids: readonly number[]): PagedReading {
  return {
    page: () => ({
      method: 'crm.contact.list',
      params: { select: ['ID'], filter: { '@ID': ids }, order: { ID: 'ASC' }, start: -1 },
    }),
    take(answer) {
      const list = v.safeParse(listed, answer.kind === 'result' ? answer.result : null)
      // An answer that does not say so leaves them as they were read.
      if (!list.success) return null
      const there = new Set(list.output.map(({ ID }) => ID))
      for (const each of ids) {
        const builder = builders.of(each)
        if (builder !== undefined && !there.has(each)) builder.fields = null
      }
      return null
    },
    refused: () => false,
    cut: () => undefined,
  }
}

function takeRow(builders: ContactBuilders, builder: ContactBuilder, row: JsonObject): void {
  const fields: Record<string, JsonValue> = {}
  for (const [name, value] of Object.entries(row)) {
    if (isCommunication(name)) takeCommunications(builders, builder, name, value)
    else fields[name] = value
  }
  builder.fields = fields
  for (const kind of ['PHONE', 'EMAIL'] as const) {
    // The portal says that there are some, but lists none.
    if (fields[`HAS_${kind}`] === 'Y' && !builder.communications.some((one) => one.kind === kind))
      builders.note([builder.id], 'communications', 'failed', kind)
  }
}

function isCommunication(name: string): name is CommunicationKind {
  return COMMUNICATION_KINDS.some((kind) => kind === name)
}

const values = listOf(v.unknown())
const oneValue = v.object({ VALUE: text, VALUE_TYPE: text })

/**
 * Empty ones are missing, `[]` or false (portal README, "One contact"). Values in any other form do not count as
 * copied.
 */
function takeCommunications(
  builders: ContactBuilders,
  builder: ContactBuilder,
  kind: CommunicationKind,
  value: JsonValue,
): void {
  if (value === false || value === null || value === '') return
  const list = v.safeParse(values, value)
  const entries = list.success ? list.output.map((one) => v.safeParse(oneValue, one)) : []
  if (!list.success || entries.some(({ success }) => !success))
    builders.note([builder.id], 'communications', 'failed', kind)
  for (const one of entries)
    if (one.success)
      builder.communications.push({ kind, valueType: one.output.VALUE_TYPE, value: one.output.VALUE })
}

const item = v.object({ item: jsonObject })
const itemCommunications = listOf(
  v.object({ typeId: v.picklist(COMMUNICATION_KINDS), valueType: text, value: text }),
)

/**
 * Contacts missing in the list may be of another category: only crm.item.get shows those (portal README, "Two families
 * of methods"). A contact that it does not show either is not archived, and so not deleted.
 */
export function elsewhereReadings(builders: ContactBuilders, missing: readonly number[]): PagedReading[] {
  const all = missing.flatMap((each) => builders.of(each) ?? [])
  return all.map((builder) =>
    sectionReading(builders, {
      ids: [builder.id],
      part: 'fields',
      page: () => ({
        method: 'crm.item.get',
        params: { entityTypeId: CONTACT, id: builder.id, useOriginalUfNames: 'Y' },
      }),
      take(answer) {
        takeItem(builders, builder, read(item, answer).item)
        return []
      },
    }),
  )
}

function takeItem(builders: ContactBuilders, builder: ContactBuilder, { fm, ...fields }: JsonObject): void {
  builder.fields = oldNames(fields)
  builder.unsaved = builder.unsaved.filter(({ part }) => part !== 'fields')
  const sent = v.safeParse(itemCommunications, fm)
  if (sent.success)
    builder.communications = sent.output.map((one) => ({
      kind: one.typeId,
      valueType: one.valueType,
      value: one.value,
    }))
  else builders.note([builder.id], 'communications', 'failed')
}

const OLD_NAMES: Readonly<Record<string, string>> = {
  createdTime: 'DATE_CREATE',
  updatedTime: 'DATE_MODIFY',
  createdBy: 'CREATED_BY_ID',
  updatedBy: 'MODIFY_BY_ID',
}
/** Only the newer method has these, and they are long or useless. */
const NOT_KEPT = new Set(['searchContent', 'entityTypeId', 'shortName', 'phone', 'email', 'web', 'im'])

/** `lastName: …` → `LAST_NAME: …`, and numbers as texts, as crm.contact.list has them. */
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
