import type { StorageItem } from './app-storage.ts'
import { onePiece, textOf } from './chunks.ts'

/**
 * All parts of a small archive in ONE item. The archive of a single contact is mostly that small. The item lies where
 * the first part would, and its name holds the length of each part: one request to write it, one to read it.
 */

/** In UTF-16 units; as much of a part as one item holds. */
const LARGEST = 250_000
/** Names in the portal have at most 255 characters. */
const MOST_PARTS = 12
const NAME = /^bundle (\d+(?:,\d+)*)$/u

/** Null: too large for one item. */
export function bundleOf(
  parts: readonly string[],
): { readonly NAME: string; readonly DETAIL_TEXT: string } | null {
  const text = parts.join('')
  if (parts.length === 0 || parts.length > MOST_PARTS || text.length > LARGEST) return null
  return { NAME: `bundle ${parts.map(({ length }) => length).join()}`, DETAIL_TEXT: onePiece(text) }
}

/** The parts in an item; `none`: it is not a bundle. Null: it is one, but visibly altered. */
export function partsIn(item: Pick<StorageItem, 'NAME' | 'DETAIL_TEXT'>): readonly string[] | null | 'none' {
  const lengths = NAME.exec(item.NAME)?.[1]?.split(',').map(Number)
  if (lengths === undefined) return 'none'
  const text = textOf([item.DETAIL_TEXT])
  if (text?.length !== lengths.reduce((sum, length) => sum + length, 0)) return null
  let at = 0
  return lengths.map((length) => text.slice(at, (at += length)))
}
