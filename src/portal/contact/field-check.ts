import * as v from 'valibot'
import { failureOfKind, PortalFailure } from '#core/failure.ts'
import type { Params } from '../rest/query-string.ts'
import type { Command, CommandAnswer } from '../rest/rest.ts'
import { read } from '../rest/wire.ts'

/** Asks for the fields of contacts on this portal. */
export const FIELDS_COMMAND: Command = { method: 'crm.contact.fields', params: {} }

const fieldMap = v.record(v.string(), v.unknown())

/** The names in the answer to FIELDS_COMMAND. Throws PortalFailure. */
export function fieldNames(answer: CommandAnswer): ReadonlySet<string> {
  return new Set(Object.keys(read(fieldMap, answer)))
}

/**
 * Throws `filter-unknown` for a key of a filter for crm.contact.list that this portal does not know: it would silently
 * ignore it, and the filter would then match everybody (portal README, "Lists and filters").
 */
export function checkFields(filter: Params, fields: ReadonlySet<string>): void {
  if (!knowsFields(filter, fields)) throw new PortalFailure(failureOfKind('filter-unknown'))
}

export function knowsFields(filter: Params, fields: ReadonlySet<string>): boolean {
  return Object.keys(filter).every((key) => fields.has(key.replace(/^[^A-Z_]+/u, '')))
}
