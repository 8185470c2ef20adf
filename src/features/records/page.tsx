import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { ScreenHeader } from '#ui/screen-header.tsx'

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
      <ScreenHeader {...{ title, heading, onBack }} back={t('records.back')} className="print:hidden" />
      {children}
    </main>
  )
}
