import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { ROOT } from '../tools/files.ts'

/** The languages of the listing, each with its texts in a file beside this one. */
export const LISTED_LANGUAGES = ['en', 'ru', 'de'] as const
export type ListedLanguage = (typeof LISTED_LANGUAGES)[number]

const Text = v.pipe(v.string(), v.nonEmpty())
const Texts = v.pipe(v.array(Text), v.nonEmpty())
const LegalPage = v.strictObject({ title: Text, paragraphs: Texts })
const ListingTexts = v.strictObject({
  title: Text,
  short: Text,
  lead: Text,
  tasksTitle: Text,
  tasks: Texts,
  limitsTitle: Text,
  /** By name, so that no language leaves one out. */
  limits: v.record(v.string(), Text),
  storedTitle: Text,
  stored: Text,
  installationTitle: Text,
  installation: Texts,
  keywords: Texts,
  scopesTitle: Text,
  scopes: v.record(v.string(), Text),
  supportTitle: Text,
  licence: LegalPage,
  privacy: LegalPage,
})
export type ListingTexts = v.InferOutput<typeof ListingTexts>

/** What only the publisher knows. */
export interface Publisher {
  readonly licensor: string
  /** Ways to support, and its days and hours. */
  readonly support: string
}

/** @returns the texts of one language. Throws a ValiError if a part is missing, empty or unknown. */
export function textsIn(language: ListedLanguage): ListingTexts {
  return v.parse(
    ListingTexts,
    JSON.parse(readFileSync(join(import.meta.dirname, `${language}.json`), 'utf8')),
  )
}

/** What goes into the form of the market and onto pages of its own: name of the file → text. */
export function filesOf(
  language: ListedLanguage,
  texts: ListingTexts,
  publisher: Publisher,
): Readonly<Record<string, string>> {
  const { licence, privacy } = texts
  return {
    'title.txt': texts.title,
    'short.txt': texts.short,
    'description.txt': [
      texts.lead,
      titled(texts.tasksTitle, texts.tasks),
      titled(texts.limitsTitle, Object.values(texts.limits)),
      titled(texts.storedTitle, [texts.stored]),
      titled(texts.scopesTitle, scopeLines(texts)),
    ].join('\n\n'),
    'installation.txt': texts.installation.map((step, at) => `${at + 1}. ${step}`).join('\n'),
    'keywords.txt': keywordsOf(texts),
    ...(publisher.support === '' ? {} : { 'support.txt': publisher.support }),
    'licence.html': legalPage(language, texts, licence, publisher, licenceText()),
    'privacy.html': legalPage(language, texts, privacy, publisher),
  }
}

/** As the market wants them: between commas. */
export function keywordsOf({ keywords }: ListingTexts): string {
  return keywords.join(', ')
}

function scopeLines({ scopes }: ListingTexts): string[] {
  return Object.entries(scopes).map(([scope, reason]) => `${scope}: ${reason}`)
}

function titled(title: string, lines: readonly string[]): string {
  return [title, ...lines.map((line) => `• ${line}`)].join('\n')
}

function licenceText(): string {
  return readFileSync(join(ROOT, 'LICENSE'), 'utf8').trim()
}

/** A page that stands alone: no script, no style or picture from elsewhere. */
function legalPage(
  language: ListedLanguage,
  { supportTitle }: ListingTexts,
  { title, paragraphs }: v.InferOutput<typeof LegalPage>,
  { licensor, support }: Publisher,
  appendix = '',
): string {
  const body = [
    `<h1>${escaped(title)}</h1>`,
    ...paragraphs.map((text) => `<p>${escaped(text.replaceAll('{licensor}', licensor))}</p>`),
    ...(appendix === '' ? [] : [`<pre lang="en">${escaped(appendix)}</pre>`]),
    ...(support === '' ? [] : [`<h2>${escaped(supportTitle)}</h2>`, `<p>${escaped(support)}</p>`]),
  ]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>body { font: 1rem/1.5 sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem } pre { white-space: pre-wrap }</style>
</head>
<body>
${body.join('\n')}
</body>
</html>
`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(/[&<>"]/gu, (sign) => ESCAPES[sign] ?? sign)
}
