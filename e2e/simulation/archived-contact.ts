import type { ArchivedContact } from '../../src/core/archive/archived-contact.ts'

/** A contact of which nothing but its number was saved, and what a test says of it. */
export function archivedContact(id: number, parts: Partial<ArchivedContact> = {}): ArchivedContact {
  return {
    id,
    readAt: 0,
    fields: { ID: String(id) },
    communications: [],
    companies: [],
    links: [],
    requisites: [],
    activities: [],
    comments: [],
    names: [],
    files: [],
    unsaved: [],
    ...parts,
  }
}
