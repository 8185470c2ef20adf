/** A file that a person chose, or one of several. */
export interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

export type JoinedParts =
  | { readonly kind: 'joined'; readonly name: string; readonly bytes: Uint8Array }
  /** The part with the header is missing; without it the others cannot be read. */
  | { readonly kind: 'first-missing'; readonly name: string }
  /** Several archives, or parts of several, or a part in two versions. */
  | { readonly kind: 'not-together' }

/** The file name that an earlier version gave to a part of an archive in a Drive. */
export function partName(archiveId: string, number: number): string {
  return `${archiveId}.${String(number).padStart(4, '0')}.ndjson`
}

/** The archive and number in a part's file name; null: not a part. Browsers add " (1)" when a name is taken. */
export function partNamed(name: string): { readonly archiveId: string; readonly number: number } | null {
  const [, archiveId = '', number = ''] = /^(.+)\.(\d{4,})(?: ?\(\d+\))?\.ndjson$/u.exec(name) ?? []
  return archiveId === '' ? null : { archiveId, number: Number(number) }
}

/**
 * Joins the parts of one archive, in any order, by their names from `partName`. A single file that is not a part is
 * returned as it is. `readArchive` finds out whether later parts are missing.
 */
export function joinParts(files: readonly NamedBytes[]): JoinedParts {
  const parts = files.flatMap((file) => {
    const named = partNamed(file.name)
    return named === null ? [] : [{ ...named, file }]
  })
  const [first] = parts
  const [alone] = files
  if (first === undefined || parts.length < files.length) {
    return files.length === 1 && alone !== undefined ? { kind: 'joined', ...alone } : { kind: 'not-together' }
  }
  const byNumber = new Map<number, Uint8Array>()
  for (const { archiveId, number, file } of parts) {
    const known = byNumber.get(number)
    if (archiveId !== first.archiveId || (known !== undefined && !isSame(known, file.bytes)))
      return { kind: 'not-together' }
    byNumber.set(number, file.bytes)
  }
  if (!byNumber.has(0)) return { kind: 'first-missing', name: partName(first.archiveId, 0) }
  const inOrder = [...byNumber].toSorted(([a], [b]) => a - b).map(([, bytes]) => bytes)
  return { kind: 'joined', name: `${first.archiveId}.ndjson`, bytes: joined(inOrder) }
}

/** The pieces one after another. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}
