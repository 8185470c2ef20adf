import type { ReactNode, Ref } from 'react'
import { Button } from './button.tsx'

/** A screen's heading, with the way back at the end of its line. The heading takes the focus when the screen opens. */
export function ScreenHeader(props: {
  title: string
  heading?: Ref<HTMLHeadingElement>
  back: string
  onBack: () => void
  className?: string
}): ReactNode {
  const { title, heading, back, onBack, className = '' } = props
  return (
    <header className={`flex items-start gap-x-3 ${className}`}>
      <h1
        ref={heading}
        tabIndex={-1}
        className="min-w-0 flex-1 text-heading leading-tight font-semibold wrap-anywhere focus:outline-none"
      >
        {title}
      </h1>
      <Button variant="quiet" className="shrink-0" onClick={onBack}>
        {back}
      </Button>
    </header>
  )
}
