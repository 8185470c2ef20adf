import { fullName, type Contact } from '#core/contact/contact.ts'
import type { Text } from './translation.tsx'

/** A contact's name as shown everywhere: never empty. */
export function contactName(
  contact: Pick<Contact, 'id' | 'firstName' | 'secondName' | 'lastName'>,
  t: Text,
): string {
  return fullName(contact) ?? t('common.unnamed', { id: contact.id })
}
