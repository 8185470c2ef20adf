import { useEffect, useRef, useState, type ReactNode } from 'react'
import { ContactTab } from '#features/contact-card/contact-tab.tsx'
import { DeleteQuestion, preloadQuestion } from '../delete-question.tsx'
import { useFitHeight } from '../frame-height.ts'
import { Outcome } from '../outcome.tsx'
import { ThemeControl } from '../theme-control.tsx'
import { useDeleteDesk } from '../use-delete-desk.ts'

/** The tab in a contact's card. */
export function CardScreen(props: { contactId: number }): ReactNode {
  const content = useRef<HTMLElement>(null)
  useFitHeight(content)
  useEffect(preloadQuestion, [])

  const [goneName, setGoneName] = useState<string | null>(null)
  const desk = useDeleteDesk((subject) => setGoneName(subject.name))
  return (
    <>
      <main ref={content} className="flex flex-col gap-3 p-3">
        <ContactTab
          contactId={props.contactId}
          goneName={goneName}
          onDelete={(subject) => desk.deletion.actions.ask(subject)}
          news={<Outcome desk={desk} inList={false} lasting={goneName !== null} />}
          corner={<ThemeControl />}
        />
      </main>
      <DeleteQuestion desk={desk} />
    </>
  )
}
