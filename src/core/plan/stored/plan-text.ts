import * as v from 'valibot'
import { parseJson } from '../../json.ts'
import type { Plan } from '../plan.ts'
import { readStoredPlan } from './stored-plan.ts'

/** A plan as JSON, for a store that holds only texts. */
export function planText(plan: Plan): string {
  return JSON.stringify(plan, (_, value: unknown) => (ArrayBuffer.isView(value) ? listOf(value) : value))
}

/** Reads the text of `planText`. Null as for `readStoredPlan`. */
export function readPlanText(text: string): Plan | null {
  const parsed = v.safeParse(columnsSchema, parseJson(text))
  return parsed.success ? readStoredPlan(parsed.output) : null
}

/** NaN, which stands for "unknown", becomes null in JSON. */
function listOf(column: ArrayBufferView): number[] {
  return Array.from(column as unknown as ArrayLike<number>)
}

/** Checks the whole list and copies it only once: a plan may have 40,000 of each number. */
const numbers = v.custom<readonly (number | null)[]>(
  (value) =>
    Array.isArray(value) && value.every((each: unknown) => each === null || typeof each === 'number'),
)

function columnOf<Column>(make: (count: number, at: (index: number) => number) => Column) {
  return v.pipe(
    numbers,
    v.transform((list) => make(list.length, (index) => list[index] ?? NaN)),
  )
}
const floats = columnOf((length, at) => Float64Array.from({ length }, (_, index) => at(index)))
const bytes = columnOf((length, at) => Uint8Array.from({ length }, (_, index) => at(index)))
const shorts = columnOf((length, at) => Uint16Array.from({ length }, (_, index) => at(index)))
const longs = columnOf((length, at) => Uint32Array.from({ length }, (_, index) => at(index)))

/** Turns lists into the typed arrays that `readStoredPlan` needs; that checks everything else. */
const columnsSchema = v.looseObject({
  ids: floats,
  createdAt: floats,
  modifiedAt: floats,
  responsibleIds: floats,
  relations: v.looseObject({
    start: longs,
    kind: bytes,
    typeId: longs,
    id: floats,
    open: bytes,
    cents: floats,
    currency: shorts,
    reading: shorts,
  }),
})
