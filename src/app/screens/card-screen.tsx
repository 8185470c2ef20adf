import { useRef, useState, type ReactNode } from 'react'
import { ContactTab } from '#features/contact-card/contact-tab.tsx'
import { Returned } from '#features/contact-card/restored-notice.tsx'
import { OfferUndo } from '#features/deletion/undo-offer.tsx'
import { useDeleteContact } from '#features/deletion/use-delete-contact.tsx'
import { usePorts } from '#features/ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Menu } from '#ui/menu.tsx'
import { useFitHeight } from '../frame-height.ts'
import { Appearance } from '../appearance.tsx'
import { RestoreInPlace, useRestoreInPlace } from './restore-in-place.tsx'

/** The tab in a contact's card. */
export function CardScreen(props: { contactId: number }): ReactNode {
  const { t } = useTranslation()
  const [goneName, setGoneName] = useState<string | null>(null)
  const undo = useRestoreInPlace()
  const deletion = useDeleteContact({
    lasting: goneName !== null,
    onGone(subject, offer) {
      setGoneName(subject.name)
      undo.offer(offer)
    },
  })
  const { host } = usePorts()
  const newId = undo.newIdOf(props.contactId)
  if (undo.view !== null)
    return <RestoreInPlace view={undo.view} onView={undo.show} onReturned={undo.onReturned} />
  return (
    <>
      <Fitting>
        <ContactTab
          contactId={props.contactId}
          goneName={goneName}
          onDelete={deletion.ask}
          news={
            newId !== null && goneName !== null ? (
              <Returned
                name={goneName}
                newId={newId}
                origin={host.origin}
                openPath={(path) => host.openPath(path)}
              />
            ) : (
              <>
                {deletion.messages}
                <OfferUndo {...undo.panel} />
              </>
            )
          }
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
  return (
    <main ref={content} className="flex flex-col gap-3 p-3">
      {children}
    </main>
  )
}
