import type { I18n } from '@lingui/core'
import type { Ports, StartProblem } from '#core/ports.ts'
import { loadTexts } from '#i18n/catalogue.ts'
import { languageOf, portalCodeOf, type Language } from '#i18n/languages.ts'

/** The result of connecting to the portal. */
export type StartResult =
  | { readonly ok: true; readonly ports: Ports }
  | { readonly ok: false; readonly problem: StartProblem }

/** The texts of a language, and how the page around them is laid out. */
export interface Translation {
  readonly i18n: I18n
  readonly language: Language
}

export type Session =
  | ({ readonly kind: 'ready'; readonly ports: Ports } & Translation)
  | ({ readonly kind: 'problem'; readonly problem: StartProblem } & Translation)
  /** No texts could be loaded in any language. */
  | { readonly kind: 'speechless' }

export interface Start {
  /** The texts until the portal's language is known; null: no texts. Never rejects. */
  readonly first: Promise<Translation | null>
  /** Never rejects. */
  readonly session: Promise<Session>
}

/** Follows the connection to a session with texts. @param browserLanguage BCP 47, e.g. `ru-RU` */
export function begin(connection: Promise<StartResult>, browserLanguage: string): Start {
  const first = speechOf(portalCodeOf(browserLanguage))
  return { first, session: settle(connection, first) }
}

async function settle(
  connection: Promise<StartResult>,
  first: Promise<Translation | null>,
): Promise<Session> {
  const connected = await connection
  if (!connected.ok) {
    const translation = await first
    return translation === null
      ? { kind: 'speechless' }
      : { kind: 'problem', problem: connected.problem, ...translation }
  }
  const translation = await speechOf(connected.ports.host.language)
  return translation === null
    ? { kind: 'speechless' }
    : { kind: 'ready', ports: connected.ports, ...translation }
}

/** @param language the portal's code */
async function speechOf(language: string): Promise<Translation | null> {
  const known = languageOf(language)
  try {
    return { i18n: await loadTexts(known.portalCode), language: known }
  } catch {
    // The file with the texts could not be loaded; another language would come from the same place.
    return null
  }
}
