import type { Contact, Names } from '#core/contact/contact.ts'
import type { NamedCodes } from '#core/contact/ports.ts'
import { csvOfTable } from '#core/deletion/report-csv.ts'
import { fullName } from '#core/contact/contact.ts'
import { delimiterFor } from '#i18n/csv-delimiter.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'
import type { Column } from '../table/columns.ts'
import { COLUMN_LABELS } from '../table/labels.ts'

export interface ExportNames extends Names {
  readonly codes: NamedCodes
}

/** The shown columns of these contacts as CSV that a spreadsheet reads and runs nothing of; the ID comes first. */
export function contactsCsv(
  contacts: readonly Contact[],
  columns: readonly Column[],
  names: ExportNames,
  t: Text,
  format: Format,
): string {
  const all: readonly Column[] = ['id', ...columns.filter((column) => column !== 'id')]
  const rows = contacts.map((contact) => all.map((column) => cellOf(contact, column, names)))
  return csvOfTable([all.map((column) => t(COLUMN_LABELS[column])), ...rows], delimiterFor(format))
}

function cellOf(contact: Contact, column: Column, { companies, users, codes }: ExportNames): string {
  const named = (map: ReadonlyMap<number, string>, id: number | null): string =>
    id === null ? '' : (map.get(id) ?? String(id))
  switch (column) {
    case 'id':
      return String(contact.id)
    case 'name':
      return fullName(contact) ?? ''
    case 'phone':
      return contact.phones.join('; ')
    case 'email':
      return contact.emails.join('; ')
    case 'company':
      return named(companies, contact.companyId)
    case 'post':
      return contact.post
    case 'responsible':
      return named(users, contact.responsibleId)
    case 'createdBy':
      return named(users, contact.createdById)
    case 'source':
      return codes.sources.get(contact.sourceId) ?? contact.sourceId
    case 'type':
      return codes.types.get(contact.typeId) ?? contact.typeId
    case 'created':
      return timeText(contact.createdAt)
    case 'modified':
      return timeText(contact.modifiedAt)
    case 'activity':
      return timeText(contact.activeAt)
  }
}

/** UTC, so that every spreadsheet shows the same moment. */
function timeText(at: number | null): string {
  return at === null ? '' : new Date(at).toISOString()
}
