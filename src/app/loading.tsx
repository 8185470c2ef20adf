import type { ReactNode } from 'react'
import type { MessageId } from '#i18n/catalogue.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Spinner } from '#ui/spinner.tsx'

/** A screen or its data is being loaded. `late`: shown only where that takes a while. */
export function Loading({
  text = 'app.loading',
  late = false,
}: {
  text?: MessageId
  late?: boolean
}): ReactNode {
  const { t } = useTranslation()
  const fading = late ? 'transition-opacity delay-500 duration-300 starting:opacity-0' : ''
  return (
    <p role="status" className={`flex items-center justify-center gap-2 p-10 text-muted ${fading}`}>
      <Spinner />
      {t(text)}
    </p>
  )
}
