import { createContext, use, useMemo, type ReactNode } from 'react'
import type { I18n } from '@lingui/core'
import type { MessageId } from './catalogue.ts'
import { createFormat, type Format } from './format.ts'
import type { Language } from './languages.ts'

/** A text of the catalogue with its values filled in, plurals included. */
export type Text = (id: MessageId, values?: Readonly<Record<string, string | number>>) => string

interface Speech {
  readonly t: Text
  readonly format: Format
}

const SpeechContext = createContext<Speech | null>(null)

/** Gives every component below the texts and formats of one language. */
export function SpeechProvider(props: { i18n: I18n; language: Language; children: ReactNode }): ReactNode {
  const { i18n, language } = props
  const speech = useMemo<Speech>(
    () => ({ t: (id, values) => i18n._(id, values), format: createFormat(language.tag, i18n.locale) }),
    [i18n, language],
  )
  return <SpeechContext value={speech}>{props.children}</SpeechContext>
}

/** `const { t, format } = useSpeech()` */
export function useSpeech(): Speech {
  const speech = use(SpeechContext)
  if (speech === null) throw new Error('useSpeech outside SpeechProvider')
  return speech
}
