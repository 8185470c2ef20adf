import type { ArchiveCodec } from '../../archive/ports.ts'
import type { ArchivedContact } from '../../archive/archived-contact.ts'

/**
 * A text that identifies a contact and can be made by hand. Its lines, with a line feed between them:
 *
 * 1. the salt;
 * 2. `id`, a space, the contact's id;
 * 3. `name`, a space, then first, second and last name, as far as they exist;
 * 4. for each e-mail address `email`, a space, the address;
 * 5. for each phone `phone`, a space, its digits only.
 *
 * Names and addresses are in small letters (by Unicode, for no language), in Unicode form NFC, with single spaces
 * instead of blanks and line breaks, and none at the ends. Addresses and phones appear once each, sorted by character
 * code; empty ones have no line.
 */
export function identityText(
  { id, fields, communications }: Pick<ArchivedContact, 'id' | 'fields' | 'communications'>,
  salt: string,
): string {
  const names = ['NAME', 'SECOND_NAME', 'LAST_NAME'].map((field) => plain(fields[field])).filter(Boolean)
  const values = (kind: 'EMAIL' | 'PHONE', clean: (value: string) => string): string[] => {
    const own = communications.filter((each) => each.kind === kind).map(({ value }) => clean(value))
    return [...new Set(own)].filter(Boolean).toSorted(byCode)
  }
  return [
    salt,
    `id ${id}`,
    `name ${names.join(' ')}`,
    ...values('EMAIL', plain).map((value) => `email ${value}`),
    ...values('PHONE', (value) => value.replace(/\D/gu, '')).map((value) => `phone ${value}`),
  ].join('\n')
}

/** SHA-256 of `identityText` in UTF-8: 64 lower-case hex digits. */
export function identityHash(
  contact: Pick<ArchivedContact, 'id' | 'fields' | 'communications'>,
  salt: string,
  codec: Pick<ArchiveCodec, 'encode' | 'sha256'>,
): Promise<string> {
  return codec.sha256(codec.encode(identityText(contact, salt)))
}

function plain(value: unknown): string {
  if (typeof value !== 'string') return ''
  return value.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim()
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
