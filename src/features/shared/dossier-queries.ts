import { queryOptions } from '@tanstack/react-query'
import type { DossierReader } from '#core/contact/ports.ts'

/** Queries of what is linked to a contact. */
export const dossierQueries = {
  of: (reader: DossierReader, contactId: number) =>
    queryOptions({ queryKey: ['dossier', contactId], queryFn: () => reader.read(contactId) }),
}
