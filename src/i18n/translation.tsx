import { createContext, use, useMemo, type ReactNode } from 'react'
import type { I18n } from '@lingui/core'
import type { MessageId } from './catalogue.ts'
import { createFormat, type Format } from './format.ts'
import type { Language } from './languages.ts'

/** A text of the catalogue with its values filled in, plurals included. */
export type Text = (id: MessageId, values?: Readonly<Record<string, string | number>>) => string

interface Translation {
  readonly t: Text
  readonly format: Format
}

const TranslationContext = createContext<Translation | null>(null)

/** Gives every component below the texts and formats of one language. */
export function TranslationProvider(props: {
  i18n: I18n
  language: Language
  children: ReactNode
}): ReactNode {
  const { i18n, language } = props
  const translation = useMemo<Translation>(
    () => ({ t: (id, values) => i18n._(id, values), format: createFormat(language.tag) }),
    [i18n, language],
  )
  return <TranslationContext value={translation}>{props.children}</TranslationContext>
}

/** `const { t, format } = useTranslation()` */
export function useTranslation(): Translation {
  const translation = use(TranslationContext)
  if (translation === null) throw new Error('useTranslation outside TranslationProvider')
  return translation
}
