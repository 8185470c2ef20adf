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
    <header className={`flex flex-wrap items-center gap-x-3 gap-y-1 ${className}`}>
      <h1 ref={heading} tabIndex={-1} className="text-heading leading-tight font-semibold focus:outline-none">
        {title}
      </h1>
      <Button variant="quiet" className="ms-auto" onClick={onBack}>
        {back}
      </Button>
    </header>
  )
}
