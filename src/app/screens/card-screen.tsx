import { useEffect, useRef, useState, type ReactNode } from 'react'
import { ContactTab } from '#features/contact-card/contact-tab.tsx'
import { Returned } from '#features/contact-card/restored-notice.tsx'
import { usePorts } from '#features/ports.tsx'
import { DeleteQuestion, preloadQuestion } from '../delete-question.tsx'
import { useFitHeight } from '../frame-height.ts'
import { Outcome } from '../outcome.tsx'
import { ThemeControl } from '../theme-control.tsx'
import { OfferUndo } from '../undo-offer.tsx'
import { UndoInPlace, useUndoInPlace } from '../undo-in-place.tsx'
import { useDeleteDesk } from '../use-delete-desk.ts'

/** The tab in a contact's card. */
export function CardScreen(props: { contactId: number }): ReactNode {
  useEffect(preloadQuestion, [])

  const [goneName, setGoneName] = useState<string | null>(null)
  const undo = useUndoInPlace()
  const desk = useDeleteDesk((subject, offer) => {
    setGoneName(subject.name)
    undo.offer(offer)
  })
  const { host } = usePorts()
  const newId = undo.newIdOf(props.contactId)
  if (undo.view !== null)
    return <UndoInPlace view={undo.view} onView={undo.show} onReturned={undo.onReturned} />
  return (
    <>
      <Fitting>
        <ContactTab
          contactId={props.contactId}
          goneName={goneName}
          onDelete={(subject) => desk.deletion.actions.ask(subject)}
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
                <Outcome desk={desk} inList={false} lasting={goneName !== null} />
                <OfferUndo {...undo.panel} />
              </>
            )
          }
          corner={<ThemeControl />}
        />
      </Fitting>
      <DeleteQuestion desk={desk} />
    </>
  )
}

/** As high as the frame is to be. */
function Fitting({ children }: { children: ReactNode }): ReactNode {
  const content = useRef<HTMLElement>(null)
  useFitHeight(content)
  return (
    <main ref={content} className="flex flex-col gap-3 p-3">
      {children}
    </main>
  )
}
