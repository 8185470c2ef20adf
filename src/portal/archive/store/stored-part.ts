import { OWNER, partNumberOf, type AppStorage, type StorageItem } from './app-storage.ts'
import { partsIn } from './bundle.ts'
import { textOf } from './chunks.ts'

/** Puts the items of an archive's part together. */

/** The name of the item with one chunk of a part. */
export function nameOf(at: number, chunks: number): string {
  return `${at + 1}/${chunks}`
}

const NAME = /^\d+\/(\d+)$/u

/**
 * The parts in one item; `none`: each has its own. An item whose write was given up may arrive late and lie beside its
 * replacement; the one with the highest id counts. Null: all are altered.
 */
export function bundledIn(found: readonly StorageItem[]): readonly string[] | null | 'none' {
  const bundles = found.map(partsIn).filter((parts) => parts !== 'none')
  if (bundles.length === 0 || wholeOf(found) !== null) return 'none'
  return bundles.findLast((parts) => parts !== null) ?? null
}

/** '' if it cannot be read. */
export function headerOf(found: readonly StorageItem[]): string {
  const bundled = bundledIn(found)
  return (bundled === 'none' ? wholeOf(found) : bundled?.[0]) ?? ''
}

/** The chunks of one part put together; null if one is missing or altered. Items with other names are ignored. */
export function wholeOf(found: readonly StorageItem[]): string | null {
  const counts = new Set(found.flatMap(({ NAME: name }) => NAME.exec(name)?.[1] ?? []).map(Number))
  for (const count of counts) {
    const texts = Array.from({ length: Math.min(count, found.length + 1) }, (_, at) =>
      found.find(({ NAME: name }) => name === nameOf(at, count)),
    ).flatMap((one) => one?.DETAIL_TEXT ?? [])
    if (count > 0 && texts.length === count) return textOf(texts)
  }
  return null
}

/** Whether the item holds exactly this piece of a part. @param chunks how many pieces the part has */
export function isChunk(item: StorageItem, at: number, chunks: number, chunk: string): boolean {
  return item.NAME === nameOf(at, chunks) && item.DETAIL_TEXT === chunk
}

/** Without their header, parts would hold contacts where they are neither found nor erased. Rejects with PortalFailure. */
export async function removeUnlisted(
  archiveId: string,
  { own, find, remove }: Pick<AppStorage, 'own' | 'find' | 'remove'>,
): Promise<false> {
  const there = await find(own, { [`=PROPERTY_${OWNER}`]: archiveId })
  if (there.every((item) => partNumberOf(item) !== 0)) await remove(own, there)
  return false
}
