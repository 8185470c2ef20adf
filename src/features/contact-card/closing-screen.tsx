import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { TopLink } from './top-link.tsx'
import { CONTACT_LIST, RECYCLE_BIN } from '#features/shared/portal-paths.ts'

interface ClosingScreenProps {
  /** Whose card this is or was, or what is wrong with it. */
  heading: string
  children: ReactNode
  /** Links to the list and the bin. */
  origin: string
  withBin: boolean
  /** It replaces what the person was working in, so it takes the focus. */
  takesFocus?: boolean
}

/** Replaces a card that no longer applies: what happened, and where to go from here. */
export function ClosingScreen(props: ClosingScreenProps): ReactNode {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const takesFocus = props.takesFocus === true

  useEffect(() => {
    if (takesFocus) heading.current?.focus()
  }, [takesFocus])

  return (
    <div className="flex max-w-2xl flex-col gap-3 rounded-card bg-panel p-5">
      <h1 ref={heading} tabIndex={-1} className="text-heading font-semibold wrap-anywhere focus:outline-none">
        <bdi>{props.heading}</bdi>
      </h1>
      {props.children}
      <p className="flex flex-wrap gap-x-5 gap-y-2">
        <TopLink href={props.origin + CONTACT_LIST}>{t('contact-card.toList')}</TopLink>
        {props.withBin && <TopLink href={props.origin + RECYCLE_BIN}>{t('contact-card.toBin')}</TopLink>}
      </p>
    </div>
  )
}
