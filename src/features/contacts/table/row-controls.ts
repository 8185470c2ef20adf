import { ROW_ATTRIBUTE, rowOf } from '#ui/rows/row-place.tsx'

/** Marks the controls of a row. */
export const CONTROL_ATTRIBUTE = 'data-control'

/** The controls of a row, in the order in which the arrow keys reach them; only a protected contact has a lock. */
const CONTROLS = ['tick', 'name', 'lock', 'delete'] as const
export type RowControl = (typeof CONTROLS)[number]

/** A control of a row; where the focus is, or was last. */
export interface RowSpot {
  readonly row: number
  readonly control: RowControl
}

/** Where an element is in the table; null: in no control of a row. */
export function spotOf(target: EventTarget): RowSpot | null {
  if (!(target instanceof Element)) return null
  const row = rowOf(target)
  const name = target.closest(`[${CONTROL_ATTRIBUTE}]`)?.getAttribute(CONTROL_ATTRIBUTE)
  const control = CONTROLS.find((one) => one === name)
  return row === null || control === undefined ? null : { row, control }
}

/** The element of a control; null: the row is not in the page, or its contact is not there, or not protected. */
export function controlIn(list: ParentNode, row: number, control: RowControl): HTMLElement | null {
  return list.querySelector<HTMLElement>(`[${ROW_ATTRIBUTE}="${row}"] [${CONTROL_ATTRIBUTE}="${control}"]`)
}

/**
 * The control that a key leads to within the row; null: the key does not move along a row.
 * @param locked whether the row has a lock
 */
export function controlAfter(
  key: string,
  from: RowControl,
  rightToLeft: boolean,
  locked = false,
): RowControl | null {
  const controls = CONTROLS.filter((one) => locked || one !== 'lock')
  const at = controls.indexOf(from)
  const ahead = rightToLeft ? 'ArrowLeft' : 'ArrowRight'
  const back = rightToLeft ? 'ArrowRight' : 'ArrowLeft'
  switch (key) {
    case ahead:
      return controls[at + 1] ?? from
    case back:
      return controls[at - 1] ?? from
    case 'Home':
      return 'tick'
    case 'End':
      return 'delete'
    default:
      return null
  }
}

/** The row that a key leads to; null: the key does not move between rows. @param page rows in sight */
export function rowAfter(
  { key, ctrlKey, metaKey }: { key: string; ctrlKey: boolean; metaKey: boolean },
  from: number,
  rowCount: number,
  page: number,
): number | null {
  const last = rowCount - 1
  const clamp = (row: number): number => Math.max(0, Math.min(row, last))
  switch (key) {
    case 'ArrowDown':
      return clamp(from + 1)
    case 'ArrowUp':
      return clamp(from - 1)
    case 'PageDown':
      return clamp(from + page)
    case 'PageUp':
      return clamp(from - page)
    case 'Home':
      return ctrlKey || metaKey ? 0 : null
    case 'End':
      return ctrlKey || metaKey ? last : null
    default:
      return null
  }
}
