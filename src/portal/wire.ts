import * as v from 'valibot'
import { PortalFailure } from '#core/failure.ts'
import type { CommandAnswer } from './rest.ts'

/** Shapes on the wire. The old CRM methods give every scalar as a string, missing ones as null (rest-contract.md, 1.0). */

const scalar = v.union([v.string(), v.number(), v.boolean()])

/** Text that may come as a number, or not at all. */
export const text = v.pipe(
  v.nullish(scalar, ''),
  v.transform((value) => String(value)),
)

/** A positive id, as a number or a string; null for "0", "", null. */
export const idOrNull = v.pipe(
  v.nullish(v.union([v.string(), v.number()]), null),
  v.transform((value) => {
    const id = Number(value)
    return Number.isSafeInteger(id) && id > 0 ? id : null
  }),
)

/** A positive id that must be there. */
export const id = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(Number),
  v.check((value) => Number.isSafeInteger(value) && value > 0),
)

/** An ISO 8601 time with offset → Unix ms; null for none or nonsense. */
export const time = v.pipe(
  v.nullish(v.string(), ''),
  v.transform((value) => {
    const at = Date.parse(value)
    return Number.isNaN(at) ? null : at
  }),
)

/** 'Y' | 'N' | true | 1 …; null where the portal did not say. */
export const flag = v.pipe(
  v.nullish(scalar, ''),
  v.transform((value) => {
    if (['Y', '1', 1, true].includes(value)) return true
    if (['N', '0', 0, false].includes(value)) return false
    return null
  }),
)

/** Empty multi-fields are missing, `[]`, or (crm.item.*) false. */
export const multiField = v.pipe(
  v.optional(v.unknown(), []),
  v.transform((value) => (Array.isArray(value) ? (value as unknown[]) : [])),
  v.array(
    v.pipe(
      v.object({ VALUE: text }),
      v.transform((field) => field.VALUE.trim()),
    ),
  ),
  v.transform((values) => values.filter((value) => value !== '')),
)

/**
 * Reads what a command brought. A refused or absent command and an unreadable result throw PortalFailure, so that
 * nothing is shown for what was not understood.
 */
export function read<S extends v.GenericSchema>(schema: S, answer: CommandAnswer): v.InferOutput<S> {
  if (answer.kind === 'refused') throw new PortalFailure(answer.failure)
  if (answer.kind === 'absent') throw unreadable()
  const parsed = v.safeParse(schema, answer.result)
  if (!parsed.success) throw unreadable()
  return parsed.output
}

function unreadable(): PortalFailure {
  return new PortalFailure({ kind: 'bad-answer', code: '', portalText: '' })
}
