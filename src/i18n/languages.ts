/**
 * The portal's 20 language codes, which are its own and not BCP 47 (portal README, "Language codes"): `la` is Spanish,
 * `br` Brazilian Portuguese, `ua` Ukrainian, `kz` Kazakh, `in` Hindi, `vn` Vietnamese, `sc` and `tc` Chinese.
 */
const BCP47 = {
  ru: 'ru',
  id: 'id',
  ms: 'ms',
  de: 'de',
  en: 'en',
  la: 'es',
  fr: 'fr',
  in: 'hi',
  it: 'it',
  pl: 'pl',
  br: 'pt-BR',
  vn: 'vi',
  tr: 'tr',
  kz: 'kk',
  ua: 'uk',
  ar: 'ar',
  th: 'th',
  sc: 'zh-Hans',
  tc: 'zh-Hant',
  ja: 'ja',
} as const

export type PortalLanguage = keyof typeof BCP47

export interface Language {
  /** The portal's code; `en` for an unknown one. */
  readonly portalCode: PortalLanguage
  /** For `lang=` of the portal's own data and for Intl: numbers, dates and sorting follow the portal. */
  readonly tag: string
  readonly direction: 'ltr' | 'rtl'
}

export const PORTAL_LANGUAGES = Object.keys(BCP47) as readonly PortalLanguage[]

/** The language of a portal code in any case; English for an unknown one. */
export function languageOf(portalCode: string): Language {
  const code = portalCode.toLowerCase()
  const known = isPortalLanguage(code) ? code : 'en'
  return { portalCode: known, tag: BCP47[known], direction: known === 'ar' ? 'rtl' : 'ltr' }
}

/** The portal's code for a browser's language, e.g. `br` for `pt-PT`, `tc` for `zh-TW`; English for others. */
export function portalCodeOf(browserLanguage: string): PortalLanguage {
  try {
    const wanted = new Intl.Locale(browserLanguage).maximize()
    const spoken = PORTAL_LANGUAGES.filter((code) => localeOf(code).language === wanted.language)
    return spoken.find((code) => localeOf(code).script === wanted.script) ?? spoken[0] ?? 'en'
  } catch {
    return 'en'
  }
}

function localeOf(code: PortalLanguage): Intl.Locale {
  return new Intl.Locale(BCP47[code]).maximize()
}

function isPortalLanguage(code: string): code is PortalLanguage {
  return Object.hasOwn(BCP47, code)
}
