import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ContactStore } from '#core/contact/ports.ts'
import { inForce } from '#core/plan/protect/in-force.ts'
import type { Protection } from '#core/plan/protect/protect-list.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Checkbox } from '#ui/fields/fields.tsx'
import { Notice } from '#ui/notice.tsx'
import { usePorts } from '../../ports.tsx'
import { LiftButton } from '../../shared/protect/lift-button.tsx'
import { protectQuery } from '../../shared/protect/protect-query.ts'
import { protectionText } from '../../shared/protect/protect-words.ts'

/** Undefined: being read; `unknown`: it could not be read; null: not protected. */
export type ProtectedState = Protection | 'unknown' | null | undefined

/** Whether a contact is protected, read again for each question. */
export function useProtection(contactId: number): ProtectedState {
  // What is shown of the list may be a minute old.
  const { data, error, isFetching, dataUpdatedAt } = useQuery({
    ...protectQuery(usePorts().protections),
    staleTime: 0,
    retry: false,
  })
  if (isFetching) return undefined
  if (error !== null || data === undefined) return 'unknown'
  return inForce(data, dataUpdatedAt).get(contactId) ?? (data.damaged ? 'unknown' : null)
}

/** The name of who protected a contact. */
function protectorQuery(contacts: ContactStore, by: number | null) {
  return queryOptions({
    queryKey: ['protections', 'user', by] as const,
    queryFn: async () => (await contacts.names([], by === null ? [] : [by])).users,
    enabled: by !== null,
    structuralSharing: false,
  })
}

/** Says by whom and why the contact is protected, and asks for a tick before it is deleted nevertheless. */
export function ProtectedNotice(props: {
  protection: Protection | 'unknown'
  anyway: boolean
  /** It was not when the question was opened. */
  since: boolean
  onAnyway: (anyway: boolean) => void
  /** The notice is about to go. */
  onLifted: () => void
}): ReactNode {
  const { t, format } = useTranslation()
  const { contacts } = usePorts()
  const { protection, anyway, since, onAnyway } = props
  const by = protection === 'unknown' ? null : protection.by
  const { data: users } = useQuery(protectorQuery(contacts, by))
  const who =
    by === null
      ? ''
      : t('guards.factBy', { name: users?.get(by) ?? t('guards.factUser', { id: String(by) }) })
  return (
    <Notice tone="warning" title={t(protection === 'unknown' ? 'guards.askUnknown' : 'guards.askTitle')}>
      {protection !== 'unknown' && <p>{protectionText(protection, t, format, who)}</p>}
      {since && <p>{t(protection === 'unknown' ? 'deletion.addedAdvice' : 'guards.askSince')}</p>}
      {protection !== 'unknown' && (
        <div className="flex flex-wrap items-center gap-2">
          <LiftButton protections={[protection]} onLifted={props.onLifted} />
        </div>
      )}
      <Checkbox
        label={t(protection === 'unknown' ? 'guards.askAnywayUnknown' : 'guards.askAnyway')}
        checked={anyway}
        onChange={onAnyway}
      />
    </Notice>
  )
}
