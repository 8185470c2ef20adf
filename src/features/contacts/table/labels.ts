import type { ContactSort } from '#core/contact/contact-query.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import type { Column } from './columns.ts'

export const COLUMN_LABELS: Record<Column, MessageId> = {
  id: 'contacts.id',
  name: 'contacts.name',
  phone: 'contacts.phone',
  email: 'contacts.email',
  company: 'contacts.company',
  responsible: 'contacts.responsible',
  created: 'contacts.created',
  modified: 'contacts.modified',
  post: 'contacts.post',
  createdBy: 'contacts.createdBy',
  source: 'contacts.source',
  type: 'contacts.type',
  activity: 'contacts.activity',
}

/** The orders that a person may choose from a list, where there are no headers to press. */
export const SORT_CHOICES: readonly { readonly sort: ContactSort; readonly label: MessageId }[] = [
  { sort: { column: 'created', descending: true }, label: 'contacts.sortCreatedDown' },
  { sort: { column: 'created', descending: false }, label: 'contacts.sortCreatedUp' },
  { sort: { column: 'modified', descending: true }, label: 'contacts.sortModifiedDown' },
  { sort: { column: 'modified', descending: false }, label: 'contacts.sortModifiedUp' },
  { sort: { column: 'name', descending: false }, label: 'contacts.sortNameUp' },
  { sort: { column: 'name', descending: true }, label: 'contacts.sortNameDown' },
]
