/** An archive's parts as a witness reads them who knows the format and none of our readers. */
export interface ArchivedParts {
  /** DATE_MODIFY by id. */
  readonly contacts: ReadonlyMap<number, number>
  /** The SHA-256 of each part as the last line has them; null: there is no last line. */
  readonly sealed: readonly string[] | null
}

interface Line {
  readonly kind?: string
  readonly contact?: { readonly id: number; readonly fields: { readonly DATE_MODIFY: string } }
  readonly parts?: readonly { readonly sha256: string }[]
}

export function readArchivedParts(texts: Iterable<string>): ArchivedParts {
  const contacts = new Map<number, number>()
  let sealed: readonly string[] | null = null
  for (const text of texts) {
    for (const line of text.split('\n')) {
      if (line === '') continue
      const { kind, contact, parts } = JSON.parse(line) as Line
      if (contact !== undefined) contacts.set(contact.id, Number(contact.fields.DATE_MODIFY))
      if (kind === 'trailer') sealed = (parts ?? []).map(({ sha256 }) => sha256)
    }
  }
  return { contacts, sealed }
}
