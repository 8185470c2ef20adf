import * as v from 'valibot'
import type { SortColumn } from '#core/contact/contact-query.ts'

/** The columns that a person may show or hide. The name and the actions are always there. */
export const OPTIONAL_COLUMNS = [
  'id',
  'phone',
  'email',
  'company',
  'post',
  'responsible',
  'created',
  'modified',
  'createdBy',
  'source',
  'type',
  'activity',
] as const
export type OptionalColumn = (typeof OPTIONAL_COLUMNS)[number]
export type Column = 'name' | OptionalColumn

/** The columns until a person chooses others. */
export const USUAL_COLUMNS: readonly OptionalColumn[] = [
  'phone',
  'email',
  'company',
  'responsible',
  'created',
  'modified',
]

/** The headers that sort. The portal can order by no other of these columns (core/contact/contact-query.ts). */
export const SORTS: Partial<Record<Column, SortColumn>> = {
  id: 'id',
  name: 'name',
  activity: 'activity',
  created: 'created',
  modified: 'modified',
}

const Stored = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.string()),
  // A column of a later version, or a removed one, must not reset the others.
  v.transform((names) =>
    [...new Set(names)].flatMap((name) => OPTIONAL_COLUMNS.filter((one) => one === name)),
  ),
)

/** Reads the remembered columns, in their order; the usual ones if nothing readable was stored. */
export function parseColumns(text: string | null): readonly OptionalColumn[] {
  const read = v.safeParse(Stored, text)
  return read.success ? read.output : USUAL_COLUMNS
}

export function serializeColumns(columns: readonly OptionalColumn[]): string {
  return JSON.stringify(columns)
}

/** Shows a column, after the others, or hides it. */
export function toggleColumn(
  columns: readonly OptionalColumn[],
  column: OptionalColumn,
  shown: boolean,
): readonly OptionalColumn[] {
  const others = columns.filter((other) => other !== column)
  return shown ? [...others, column] : others
}

/** Puts a shown column before its neighbour, or after the next one. */
export function moveColumn(
  columns: readonly OptionalColumn[],
  column: OptionalColumn,
  step: -1 | 1,
): readonly OptionalColumn[] {
  const at = columns.indexOf(column)
  const to = at + step
  if (at < 0 || to < 0 || to >= columns.length) return columns
  return columns.toSpliced(at, 1).toSpliced(to, 0, column)
}

/**
 * How the table is laid out: `wide` has a column for each, `middle` puts phone and e-mail under the name, `narrow`
 * has only the name with everything of importance under it.
 */
export type Density = 'wide' | 'middle' | 'narrow'

/** The density for a table of this width in CSS px. */
export function densityFor(width: number): Density {
  if (width >= 1000) return 'wide'
  return width >= 600 ? 'middle' : 'narrow'
}

/** In px, with the line below: what is in it takes a finger. */
const FINGER_HEIGHT = 45

/** In px; the rows scroll away under it. @param finger whether one points, not a mouse */
export function headHeightFor(density: Density, finger: boolean): number {
  return finger || density === 'narrow' ? FINGER_HEIGHT : 38
}

/** One height for all rows: any of a million rows can be reached without measuring. */
export function rowHeightFor(density: Density, finger: boolean): number {
  switch (density) {
    case 'wide':
      return finger ? FINGER_HEIGHT : 40
    case 'middle':
      return 48
    case 'narrow':
      return 66
  }
}

/** Which columns have room of their own, and which stand under the name. */
export function arrange(
  shown: readonly OptionalColumn[],
  density: Density,
): { readonly columns: readonly Column[]; readonly underName: readonly OptionalColumn[] } {
  const under = new Set<OptionalColumn>(UNDER_NAME[density])
  return {
    columns: ['name', ...(density === 'narrow' ? [] : shown.filter((column) => !under.has(column)))],
    underName: shown.filter((column) => under.has(column)),
  }
}

/** The columns that a table of this density can show somewhere. */
export function offered(density: Density): readonly OptionalColumn[] {
  return density === 'narrow' ? UNDER_NAME.narrow : OPTIONAL_COLUMNS
}

/** Whether every usual order can be chosen by pressing a header. */
export function headsSortAll(columns: readonly Column[]): boolean {
  return USUAL_ORDERS.every((column) => columns.includes(column))
}

const USUAL_ORDERS: readonly Column[] = ['name', 'created', 'modified']

const UNDER_NAME: Record<Density, readonly OptionalColumn[]> = {
  wide: [],
  middle: ['phone', 'email'],
  narrow: ['phone', 'email', 'company'],
}
