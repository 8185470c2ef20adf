import type { BoundPlacement, Portal, User } from '../contract.ts'
import type { Visit } from './http.ts'
import { emptyMapAsList, type PhpMap } from './php-form.ts'

/** Where in the portal the app is being opened. */
export interface Opening {
  placement: string
  /** Row of the bound placement; 0 for the app's own page. */
  placementId: number
  /** '' where the page passed none at all, as on the app's own page. */
  options: PhpMap | ''
  /** In a slider that openApplication opened. */
  popup: boolean
}

/** Text that the app's author typed in the form of the local application, for each language: "menu item text". */
export function appMenuTitle(lang: string): string {
  return lang === 'ru' ? 'Чистые контакты' : 'Tidy Contacts'
}

/**
 * Handlers of one place, as this user sees them: none at all while the app is not installed
 * (portal README, "Places of the app"), and per-user ones only for their user.
 */
export function visibleHandlers(portal: Portal, user: User, placement: string): BoundPlacement[] {
  if (portal.app.removed || !portal.app.INSTALLED) return []
  return portal.app.placements.filter(
    (row) => row.placement === placement && (row.userId === 0 || row.userId === user.ID),
  )
}

/** Title of a handler: the user's language, the portal's default one, the first there is, the app's name (4.1). */
export function handlerTitle(row: BoundPlacement, lang: string): string {
  const titles = [row.langAll[lang]?.TITLE, row.langAll.en?.TITLE]
  const anyLanguage = Object.values(row.langAll).map((texts) => texts.TITLE)
  return (
    [...titles, ...anyLanguage, row.title].find((title) => title !== undefined && title !== '') ??
    appMenuTitle(lang)
  )
}

/** The address the portal opens, or why it opens none (1.2, "Which URL is opened"). */
export function addressFor(
  portal: Portal,
  user: User,
  opening: Opening,
): { url: string; install: boolean } | { refused: 'not-found' | 'not-installed' } {
  const { app } = portal
  if (app.removed) return { refused: 'not-found' }
  // An unfinished installation comes first: for an admin every entry point opens the installer.
  if (!app.INSTALLED && app.installUrl !== '') {
    return user.admin ? { url: app.installUrl, install: true } : { refused: 'not-installed' }
  }
  if (opening.placementId === 0) return { url: app.url, install: false }
  const row = app.placements.find((bound) => bound.rowId === opening.placementId)
  return row ? { url: row.handler, install: false } : { refused: 'not-found' }
}

/**
 * Options of the opening, raw as they go into the form. Newest portals add URI, the same-origin Referer's path and
 * query, for every placement (1.2).
 */
export function rawOptions(visit: Visit, options: PhpMap | ''): PhpMap | '' {
  const uri = visit.portal.settings.older ? '' : refererPath(visit)
  if (uri === '' || (options !== '' && 'URI' in options)) return options
  return { ...(options === '' ? {} : options), URI: uri }
}

/** The same options as getInitData gives them: '' or [] when empty, strings escaped one level (1.2). */
export function escapedOptions(raw: PhpMap | ''): unknown {
  return raw === '' ? '' : emptyMapAsList(escapeOnce(raw) as Record<string, unknown>)
}

/**
 * One level of htmlspecialcharsEx: `<`, `>`, `"` and ready-made entities are escaped, a plain `&` is left alone
 * ([PORTAL-main] tools.php).
 */
export function escapeOnce(value: unknown): unknown {
  if (typeof value === 'string') {
    return value
      .replace(/&(?=(?:amp|lt|gt|quot|#34|#x22|#39|#x27);)/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
  }
  if (Array.isArray(value)) return value.map(escapeOnce)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escapeOnce(item)]))
  }
  return value
}

function refererPath(visit: Visit): string {
  if (!URL.canParse(visit.referer)) return ''
  const referer = new URL(visit.referer)
  return referer.host === visit.host ? referer.pathname + referer.search : ''
}
