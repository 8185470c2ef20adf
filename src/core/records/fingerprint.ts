import type { ArchiveCodec } from '../archive/ports.ts'
import type { ArchivedContact } from '../archive/archived-contact.ts'

/**
 * What identifies a contact, as text, so that anybody can make it again by hand. Lines, each but the last ended by a
 * line feed:
 *
 * 1. the salt;
 * 2. `id`, a space, the contact's number;
 * 3. `name`, a space, the first, second and last name that there are;
 * 4. for each e-mail address `email`, a space, the address;
 * 5. for each phone `phone`, a space, its digits and nothing else.
 *
 * Names and addresses in small letters (Unicode's, of no language), composed (NFC), blanks and line breaks put together
 * to one space, none at the ends. Addresses and phones in the order of their characters' codes, each once; one of which
 * nothing is left has no line.
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
