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

function isPortalLanguage(code: string): code is PortalLanguage {
  return Object.hasOwn(BCP47, code)
}
