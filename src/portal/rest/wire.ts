import * as v from 'valibot'
import { BAD_ANSWER, PortalFailure } from '#core/failure.ts'
import type { CommandAnswer } from './rest.ts'

/**
 * Shapes on the wire. The old CRM methods give every scalar as a string, and missing ones as null (portal README,
 * "Values on the wire").
 */

/**
 * A field that only describes a thing. One odd value must not cost a page of fifty people, so an unreadable value
 * counts as missing. PHP writes "missing" in many ways: null, '', false, [].
 */
function field<T>(readOne: (value: unknown) => T) {
  return v.pipe(v.optional(v.unknown(), null), v.transform(readOne))
}

/** Text that may come as a number, or not at all. */
export const text = field((value) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '',
)

/** A positive id, as a number or a string; null for "0", "", null. */
export const idOrNull = field((value) => {
  const id = typeof value === 'string' || typeof value === 'number' ? Number(value) : 0
  return Number.isSafeInteger(id) && id > 0 ? id : null
})

/** A positive id that must be there. */
export const id = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(Number),
  v.check((value) => Number.isSafeInteger(value) && value > 0),
)

/** Browsers accept much else as a time: "12" as a year, and "06.07.2026" with day and month swapped. */
const ISO_TIME = /^\d{4}-\d\d-\d\d/u

/** An ISO 8601 time with offset → Unix ms; null for none or nonsense. */
export const time = field((value) => {
  const at = typeof value === 'string' && ISO_TIME.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : at
})

/** 'Y' | 'N' | true | 1 …; null if the portal does not say. */
export const flag = field((value) => {
  if (value === 'Y' || value === '1' || value === 1 || value === true) return true
  if (value === 'N' || value === '0' || value === 0 || value === false) return false
  return null
})

/** A PHP list: an array, or a map if its keys have holes (portal README, "Values on the wire"). */
export function listOf<S extends v.GenericSchema>(row: S) {
  return v.pipe(
    v.union([v.array(v.unknown()), v.record(v.string(), v.unknown())]),
    v.transform((list) => Object.values<unknown>(list)),
    v.array(row),
  )
}

/** Values of a multi-field without blank ones. An empty one is missing, `[]`, or (crm.item.*) false. */
export const multiField = field((value) => {
  const fields: unknown[] = typeof value === 'object' && value !== null ? Object.values(value) : []
  return fields.map(valueOf).filter((each) => each !== '')
})

const oneOfMany = v.object({ VALUE: text })
function valueOf(entry: unknown): string {
  const parsed = v.safeParse(oneOfMany, entry)
  return parsed.success ? parsed.output.VALUE.trim() : ''
}

/**
 * Reads the result of a command. Throws PortalFailure if the command was refused or absent, or its result is
 * unreadable, so that the app shows only what it understood.
 */
export function read<S extends v.GenericSchema>(schema: S, answer: CommandAnswer): v.InferOutput<S> {
  if (answer.kind === 'refused') throw new PortalFailure(answer.failure)
  if (answer.kind === 'absent') throw unreadable()
  const parsed = v.safeParse(schema, answer.result)
  if (!parsed.success) throw unreadable()
  return parsed.output
}

function unreadable(): PortalFailure {
  return new PortalFailure(BAD_ANSWER)
}
