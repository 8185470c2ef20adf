import { use, type ReactNode } from 'react'
import { textsMissing as english } from '#i18n/catalogues/en/app.json'
import { textsMissing as russian } from '#i18n/catalogues/ru/app.json'
import type { Translation } from './session.ts'
import { Loading } from './loading.tsx'
import { LanguageProvider } from './language.tsx'

/** Shown until the portal answers, after a short delay, because it mostly answers at once. */
export function Connecting(props: { first: Promise<Translation | null> }): ReactNode {
  const translation = use(props.first)
  if (translation === null) return null
  return (
    <LanguageProvider {...translation}>
      <Loading late text="app.connecting" />
    </LanguageProvider>
  )
}

/** No catalogue could be loaded, so these few words are in the first file, in both languages. */
export function NoLanguage(): ReactNode {
  return (
    <main role="alert" className="mx-auto flex max-w-xl flex-col gap-3 p-6">
      <p lang="en">{english}</p>
      <p lang="ru">{russian}</p>
    </main>
  )
}
