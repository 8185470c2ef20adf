import type { ReactNode } from 'react'
import type { Contact } from '#core/contact/contact.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import type { OptionalColumn } from './columns.ts'
import { CutName } from '#ui/cut-name.tsx'
import type { NamesOfRows, NameState } from './use-names.ts'

interface ContactValueProps {
  contact: Contact
  column: OptionalColumn
  names: NamesOfRows
}

/** A column's text for a contact. */
export function ContactValue({ contact, column, names }: ContactValueProps): ReactNode {
  switch (column) {
    case 'id':
      return <span className="tabular-nums">{contact.id}</span>
    case 'post':
      return <Plain text={contact.post} />
    case 'createdBy':
      return <Name name={names.creator(contact)} id={contact.createdById} otherwise="contacts.userUnnamed" />
    case 'source':
      return <Plain text={names.source(contact)} />
    case 'type':
      return <Plain text={names.type(contact)} />
    case 'activity':
      return <Day at={contact.activeAt} />
    case 'phone':
      return <Several values={contact.phones} />
    case 'email':
      return <Several values={contact.emails} />
    case 'company':
      return <Name name={names.company(contact)} id={contact.companyId} otherwise="contacts.companyUnnamed" />
    case 'responsible':
      return (
        <Name name={names.responsible(contact)} id={contact.responsibleId} otherwise="contacts.userUnnamed" />
      )
    case 'created':
      return <Day at={contact.createdAt} />
    case 'modified':
      return <Day at={contact.modifiedAt} />
  }
}

/** The first value and how many more there are; the tooltip has all. Always written from left to right. */
function Several(props: { values: readonly string[] }): ReactNode {
  const { t, format } = useTranslation()
  const [first] = props.values
  if (first === undefined) return <Nothing />
  const more = props.values.length - 1
  return (
    <span title={format.list(props.values)} className="flex min-w-0 gap-1.5">
      <bdi dir="ltr" className="truncate">
        {first}
      </bdi>
      {more > 0 && (
        <span className="shrink-0 text-muted">
          <span aria-hidden="true" dir="ltr">
            {`+${format.number(more)}`}
          </span>
          <VisuallyHidden>{t('contacts.andMore', { count: more })}</VisuallyHidden>
        </span>
      )}
    </span>
  )
}

function Plain({ text }: { text: string }): ReactNode {
  return text.trim() === '' ? <Nothing /> : <CutName name={text} />
}

/** A company or user whose name this person may not read still exists: "none" would be untrue. */
function Name(props: {
  name: NameState
  id: number | null
  otherwise: 'contacts.companyUnnamed' | 'contacts.userUnnamed'
}): ReactNode {
  const { t } = useTranslation()
  const { name, id, otherwise } = props
  if (id === null) return <Nothing />
  if (name === undefined) return <Skeleton className="w-24" />
  if (name === null) return <span className="text-muted">{t(otherwise, { id })}</span>
  return <CutName name={name} />
}

function Day(props: { at: number | null }): ReactNode {
  const { format } = useTranslation()
  if (props.at === null) return <Nothing />
  return (
    <time dateTime={new Date(props.at).toISOString()} title={format.moment(props.at)}>
      {format.day(props.at)}
    </time>
  )
}

function Nothing(): ReactNode {
  const { t } = useTranslation()
  return (
    <span className="text-muted">
      <span aria-hidden="true">—</span>
      <VisuallyHidden>{t('contacts.none')}</VisuallyHidden>
    </span>
  )
}
