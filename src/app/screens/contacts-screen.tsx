import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import type { Contact } from '#core/contact.ts'
import type { BulkPorts } from '#core/bulk-ports.ts'
import { addListed, forget, NOTHING_SELECTED, type Selection } from '#core/selection.ts'
import { removeContact } from '#features/contacts/contact-cache.ts'
import { ContactsScreen as Contacts } from '#features/contacts/contacts-screen.tsx'
import { contactName } from '#i18n/contact-name.ts'
import { useSpeech } from '#i18n/text.tsx'
import { DeleteQuestion, preloadQuestion } from '../delete-question.tsx'
import { FromList } from '../from-list.tsx'
import { useRoomyFrame } from '../frame-height.ts'
import { Outcome } from '../outcome.tsx'
import { ThemeControl } from '../theme-control.tsx'
import { useDeleteDesk } from '../use-delete-desk.ts'

interface ContactsScreenProps {
  /** What selecting from a list needs; without it there is no such button. */
  loadBulk?: () => Promise<Pick<BulkPorts, 'finder' | 'files'>>
}

/** The app's own page: all contacts, deleted one by one. */
export function ContactsScreen({ loadBulk }: ContactsScreenProps): ReactNode {
  const { t } = useSpeech()
  const cache = useQueryClient()
  useRoomyFrame()
  useEffect(preloadQuestion, [])

  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED)
  const focusNext = useRef<() => void>(undefined)
  const desk = useDeleteDesk((subject) => {
    setSelection((now) => forget(now, [subject.id]))
    void removeContact(cache, subject.id).then(() => focusNext.current?.())
  })
  const { ask } = desk.deletion.actions
  const onDelete = useCallback(
    (contact: Contact, moveFocus: () => void) => {
      focusNext.current = moveFocus
      ask({ id: contact.id, name: contactName(contact, t) })
    },
    [ask, t],
  )
  return (
    <>
      <Contacts
        onDelete={onDelete}
        selection={selection}
        onSelection={setSelection}
        onReview={() => undefined}
        tools={
          loadBulk !== undefined && (
            <FromList loadBulk={loadBulk} onAdd={(ids) => setSelection((now) => addListed(now, ids))} />
          )
        }
        status={<Outcome desk={desk} inList />}
        corner={<ThemeControl />}
      />
      <DeleteQuestion desk={desk} />
    </>
  )
}
