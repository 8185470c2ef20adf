import { useRef, useState, type ReactNode } from 'react'
import { ContactTab } from '#features/contact-card/contact-tab.tsx'
import { useDeleteContact } from '#features/deletion/use-delete-contact.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Menu } from '#ui/overlays/menu.tsx'
import { useFitHeight, useSight } from '../frame-height.ts'
import { Appearance } from '../appearance.tsx'
import { RestoreInPlace, useRestoreInPlace } from './restore-in-place.tsx'

/** In px: room for a dialog's title and buttons, and some lines between them. */
const LOWEST_SIGHT_PX = 320

/** The tab in a contact's card. */
export function CardScreen(props: { contactId: number }): ReactNode {
  const { t } = useTranslation()
  const [goneName, setGoneName] = useState<string | null>(null)
  const restore = useRestoreInPlace()
  const { view, undo } = restore
  const deletion = useDeleteContact({
    undo,
    lasting: goneName !== null,
    onGone(subject) {
      // It may also be one that a restore from here made twice.
      if (subject.id === props.contactId) setGoneName(subject.name)
    },
  })
  if (view !== null) return <RestoreInPlace {...{ deletion, undo, view }} onView={restore.onView} />
  return (
    <>
      <Fitting>
        <ContactTab
          contactId={props.contactId}
          goneName={goneName}
          restored={undo.restored !== false}
          onDelete={deletion.ask}
          news={undo.restored === false ? deletion.messages : undo.restored}
          corner={
            <Menu label={t('contacts.more')} actions={[]}>
              <Appearance />
            </Menu>
          }
        />
      </Fitting>
      {deletion.question}
    </>
  )
}

/** The height of this content becomes the height of the frame. */
function Fitting({ children }: { children: ReactNode }): ReactNode {
  const content = useRef<HTMLElement>(null)
  useFitHeight(content)
  useSight(LOWEST_SIGHT_PX)
  return (
    <main ref={content} className="flex flex-col gap-3 p-3">
      {children}
    </main>
  )
}
