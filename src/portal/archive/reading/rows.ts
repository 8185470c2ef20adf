import * as v from 'valibot'
import { BAD_ANSWER, PortalFailure } from '#core/failure.ts'
import { jsonObject, type JsonObject } from '#core/json.ts'
import { id, idOrNull, listOf, text } from '../../rest/wire.ts'

/** Rows stored as the portal sent them, and the fields that the app reads in them. */
export const rows = listOf(jsonObject)

/** An id that the row must have. Throws PortalFailure for a row without. */
export function idIn(row: JsonObject, name: string): number {
  const parsed = v.safeParse(id, row[name])
  if (!parsed.success) throw new PortalFailure(BAD_ANSWER)
  return parsed.output
}

/** 0: none. */
export function idOrZero(row: JsonObject, name: string): number {
  return v.parse(idOrNull, row[name]) ?? 0
}

export function textIn(row: JsonObject, name: string): string {
  return v.parse(text, row[name])
}
