import { useLayoutEffect, type ReactNode } from 'react'
import { SpeechProvider } from '#i18n/text.tsx'
import type { Speech } from './session.ts'

/** Everything below speaks one language, and the page says which, for screen readers and for hyphenation. */
export function LanguageProvider(props: Speech & { children: ReactNode }): ReactNode {
  const { i18n, language, children } = props

  useLayoutEffect(() => {
    const root = document.documentElement
    // The texts' own language, which is English where the portal's has no catalogue yet; the layout follows the portal.
    root.lang = i18n.locale
    root.dir = language.direction
    document.title = i18n._('common.appName')
  }, [i18n, language])

  return (
    <SpeechProvider i18n={i18n} language={language}>
      {children}
    </SpeechProvider>
  )
}
