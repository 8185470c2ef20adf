import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setupI18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { MessageId } from '../../src/i18n/catalogue.ts'
import { languageOf, type PortalLanguage } from '../../src/i18n/languages.ts'
import { ROOT } from '../tools/files.ts'

/** The app's words in one language, for specs that look at another than English. */
export function wordsIn(code: PortalLanguage): (id: MessageId, values?: Record<string, unknown>) => string {
  const folder = join(ROOT, 'src/i18n/catalogues', code)
  const messages = Object.fromEntries(
    readdirSync(folder).flatMap((file) =>
      Object.entries(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>).map(
        ([key, text]) => [`${file.replace('.json', '')}.${key}`, compileMessage(text)],
      ),
    ),
  )
  const locale = languageOf(code).tag
  const i18n = setupI18n({ locale, messages: { [locale]: messages } })
  return (id, values) => i18n._(id, values)
}

/** Without the marks around a name that keep its direction (`isolated` in vite.config.ts). */
export function withoutMarks(text: string): string {
  return text.replaceAll(/[\u2066-\u2069]/gu, '')
}
