/** Files of contacts: photos and user fields of the type "file". */
export interface StoredFile {
  name: string
  bytes: Buffer
}

export interface FileBox {
  get(id: number): StoredFile | undefined
  /** Its number. */
  keep(name: string, bytes: Buffer): number
}

/** Seeded photos have the contact's number; every one of them is the same small picture. */
export const FIRST_KEPT_FILE = 100_000_000
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export function createFileBox(): FileBox {
  const kept = new Map<number, StoredFile>()
  return {
    get(id) {
      return (
        kept.get(id) ?? (id > 0 && id < FIRST_KEPT_FILE ? { name: `photo${id}.png`, bytes: DOT } : undefined)
      )
    },
    keep(name, bytes) {
      const id = FIRST_KEPT_FILE + kept.size
      kept.set(id, { name, bytes })
      return id
    },
  }
}
