import type { Contact } from '../../../src/core/contact/contact.ts'

/** A contact of which the portal knows nothing but its ID, and what a test says of it. */
export function namelessContact(id: number, parts: Partial<Contact> = {}): Contact {
  return {
    id,
    firstName: '',
    secondName: '',
    lastName: '',
    post: '',
    phones: [],
    emails: [],
    companyId: null,
    responsibleId: null,
    createdAt: null,
    modifiedAt: null,
    createdById: null,
    activeAt: null,
    sourceId: '',
    typeId: '',
    ...parts,
  }
}
