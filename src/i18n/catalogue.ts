import { setupI18n, type I18n, type Messages } from '@lingui/core'
import type app from './catalogues/en/app.json'
import type contactCard from './catalogues/en/contact-card.json'
import type cleanUp from './catalogues/en/clean-up.json'
import type cleanUpSearch from './catalogues/en/clean-up-search.json'
import type common from './catalogues/en/common.json'
import type contacts from './catalogues/en/contacts.json'
import type deleted from './catalogues/en/deleted.json'
import type deletion from './catalogues/en/deletion.json'
import type records from './catalogues/en/records.json'
import type exporting from './catalogues/en/export.json'
import type filters from './catalogues/en/filters.json'
import type failure from './catalogues/en/failure.json'
import type help from './catalogues/en/help.json'
import type guards from './catalogues/en/guards.json'
import type install from './catalogues/en/install.json'
import type restore from './catalogues/en/restore.json'
import type review from './catalogues/en/review.json'
import type deletionRun from './catalogues/en/deletion-run.json'
import type listImport from './catalogues/en/list-import.json'
import type saved from './catalogues/en/saved.json'
import type selection from './catalogues/en/selection.json'
import { languageOf, type PortalLanguage } from './languages.ts'

type Keys<Room extends string, T> = `${Room}.${keyof T & string}`

/** Every message there is, `room.key`: a wrong one is a compile error. */
export type MessageId =
  | Keys<'app', typeof app>
  | Keys<'contact-card', typeof contactCard>
  | Keys<'clean-up', typeof cleanUp>
  | Keys<'clean-up-search', typeof cleanUpSearch>
  | Keys<'common', typeof common>
  | Keys<'contacts', typeof contacts>
  | Keys<'deleted', typeof deleted>
  | Keys<'deletion', typeof deletion>
  | Keys<'records', typeof records>
  | Keys<'failure', typeof failure>
  | Keys<'export', typeof exporting>
  | Keys<'filters', typeof filters>
  | Keys<'guards', typeof guards>
  | Keys<'help', typeof help>
  | Keys<'install', typeof install>
  | Keys<'restore', typeof restore>
  | Keys<'review', typeof review>
  | Keys<'deletion-run', typeof deletionRun>
  | Keys<'list-import', typeof listImport>
  | Keys<'saved', typeof saved>
  | Keys<'selection', typeof selection>

/** Each language's texts, in a file of its own. A new language is a folder in catalogues/, a file in terms/ and a line here. */
const CATALOGUES: Readonly<Record<PortalLanguage, () => Promise<{ default: Messages }>>> = {
  ru: () => import('virtual:catalogue/ru'),
  id: () => import('virtual:catalogue/id'),
  ms: () => import('virtual:catalogue/ms'),
  de: () => import('virtual:catalogue/de'),
  en: () => import('virtual:catalogue/en'),
  la: () => import('virtual:catalogue/la'),
  fr: () => import('virtual:catalogue/fr'),
  in: () => import('virtual:catalogue/in'),
  it: () => import('virtual:catalogue/it'),
  pl: () => import('virtual:catalogue/pl'),
  br: () => import('virtual:catalogue/br'),
  vn: () => import('virtual:catalogue/vn'),
  tr: () => import('virtual:catalogue/tr'),
  kz: () => import('virtual:catalogue/kz'),
  ua: () => import('virtual:catalogue/ua'),
  ar: () => import('virtual:catalogue/ar'),
  th: () => import('virtual:catalogue/th'),
  sc: () => import('virtual:catalogue/sc'),
  tc: () => import('virtual:catalogue/tc'),
  ja: () => import('virtual:catalogue/ja'),
}

/** Loads the texts of one language. Rejects if their file cannot be loaded. */
export async function loadTexts(language: PortalLanguage): Promise<I18n> {
  const { default: messages } = await CATALOGUES[language]()
  // Plurals follow the locale.
  const locale = languageOf(language).tag
  return setupI18n({ locale, messages: { [locale]: messages } })
}
