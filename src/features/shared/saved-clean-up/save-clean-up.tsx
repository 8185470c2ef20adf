import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react'
import type { CleanUpSubject } from '#core/plan/saved/saved-clean-up.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { ErrorBoundary } from '../error-boundary.tsx'
import { lazyComponent } from '../lazy-component.tsx'

const SaveDialog = lazyComponent(async () => (await import('./save-dialog.tsx')).SaveDialog)

interface SaveCleanUpProps {
  subject: CleanUpSubject
  /** Which contacts, in words. */
  what: string
  /** What it may be called. */
  name: string
  /** On "Clean up" itself: a quiet button, and no word of where the clean-up is found. */
  onCleanUp?: boolean
  /** The list is searched, too, and no search is saved. */
  searching?: boolean
  /** False: there is nothing to be saved, which `onRefused` says. */
  ready?: boolean
  onRefused?: () => void
}

/** Gives contacts that are cleaned up again and again a name. */
export function SaveCleanUp(props: SaveCleanUpProps): ReactNode {
  const { subject, what, name, onCleanUp = false, searching = false, ready = true, onRefused } = props
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [done, setDone] = useState<string | null>(null)
  const message = useRef<HTMLParagraphElement>(null)
  // Below the buttons it may be outside what is scrolled to.
  useEffect(() => {
    if (done !== null) message.current?.scrollIntoView({ block: 'nearest' })
  }, [done])
  return (
    <>
      <Button
        variant={onCleanUp ? 'quiet' : 'plain'}
        onClick={() => {
          if (ready) setOpen(true)
          else onRefused?.()
        }}
      >
        {t('saved.save')}
      </Button>
      <p ref={message} role="status" className="order-last basis-full pt-1 text-small empty:hidden">
        {done !== null && t(onCleanUp ? 'saved.doneHere' : 'saved.done', { name: done })}
      </p>
      {open && (
        <ErrorBoundary floating>
          <Suspense fallback={null}>
            <SaveDialog
              {...{ subject, what, name, searching }}
              onClose={() => setOpen(false)}
              onSaved={setDone}
            />
          </Suspense>
        </ErrorBoundary>
      )}
    </>
  )
}
