import { useLayoutEffect, type ReactNode } from 'react'
import { TranslationProvider } from '#i18n/translation.tsx'
import type { Translation } from './session.ts'

/** Gives everything below one language, and names it on the page, for screen readers and hyphenation. */
export function LanguageProvider(props: Translation & { children: ReactNode }): ReactNode {
  const { i18n, language, children } = props

  useLayoutEffect(() => {
    const root = document.documentElement
    root.lang = language.tag
    root.dir = language.direction
    document.title = i18n._('common.appName')
  }, [i18n, language])

  return (
    <TranslationProvider i18n={i18n} language={language}>
      {children}
    </TranslationProvider>
  )
}
