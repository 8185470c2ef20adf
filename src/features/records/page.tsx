import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'

/** A page of the audit: back, heading, content. The focus starts at the heading, unless something else takes it. */
export function Page(props: {
  title: string
  /** What the "Back" button does. */
  onBack: () => void
  children: ReactNode
  focusHeading?: boolean
}): ReactNode {
  const { t } = useTranslation()
  const { title, onBack, children, focusHeading = true } = props
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (focusHeading) heading.current?.focus()
  }, [focusHeading])
  return (
    <main className="flex h-sight min-h-80 min-w-0 flex-col gap-3 overflow-y-auto p-3 sm:p-4 print:block print:h-auto print:overflow-visible print:p-0">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 print:hidden">
        <h1 ref={heading} tabIndex={-1} className="text-heading font-semibold focus:outline-none">
          {title}
        </h1>
        <Button variant="quiet" className="ms-auto" onClick={onBack}>
          {t('records.back')}
        </Button>
      </header>
      {children}
    </main>
  )
}
