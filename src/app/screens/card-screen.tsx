import { useEffect, useRef, useState, type ReactNode } from 'react'
import { ContactTab } from '#features/contact-card/contact-tab.tsx'
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
  if (undo.view !== null) return <UndoInPlace view={undo.view} onView={undo.show} />
  return (
    <>
      <Fitting>
        <ContactTab
          contactId={props.contactId}
          goneName={goneName}
          onDelete={(subject) => desk.deletion.actions.ask(subject)}
          news={
            <>
              <Outcome desk={desk} inList={false} lasting={goneName !== null} />
              <OfferUndo {...undo.panel} />
            </>
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
