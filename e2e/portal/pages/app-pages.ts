import { appLayout } from './app-layout.ts'
import { html } from './html.ts'
import { page, type Answer, type Visit } from './http.ts'
import { appMenuTitle, handlerTitle } from './openings.ts'
import { mapAt, textAt, type PhpMap } from './php-form.ts'
import { shell } from './shell.ts'
import { textsFor } from './texts.ts'

/** Parameters that the portal's core takes for itself (PORTAL-main, system parameters), and `_r`. */
const SYSTEM_PARAMETERS = new Set([
  '_r',
  'sessid',
  'login',
  'logout',
  'register',
  'clear_cache',
  'back_url_admin',
  'bitrix_include_areas',
  'show_page_exec_time',
])

/**
 * /marketplace/app/ID/: by GET the app's own page, whose GET parameters become the options (1.2); by POST the content
 * of a slider that openApplication opened, a fragment whose parameters come in the form.
 */
export function appPage(visit: Visit, id: number): Answer {
  const texts = textsFor(visit.portal.settings.lang)
  if (id !== visit.portal.app.ID || visit.portal.app.removed) {
    return page(shell(visit, texts.apps, html`<div class="ui-alert" role="alert">${texts.appNotFound}</div>`))
  }
  if (visit.method === 'POST') return componentFragment(visit)
  const parameters = Object.entries(visit.query).filter(([key]) => !SYSTEM_PARAMETERS.has(key))
  const options: PhpMap | '' = parameters.length === 0 ? '' : Object.fromEntries(parameters)
  const layout = appLayout(visit, { placement: 'DEFAULT', placementId: 0, options, popup: false })
  return page(
    shell(visit, appMenuTitle(visit.portal.settings.lang), html`<div class="app-page">${layout}</div>`),
  )
}

/** /devops/placement/ROW/: a page of its own for a bound handler, as the left menu opens it. */
export function placementPage(visit: Visit, rowId: number): Answer {
  const texts = textsFor(visit.portal.settings.lang)
  const row = visit.portal.app.placements.find((bound) => bound.rowId === rowId)
  if (!row || !visit.portal.app.INSTALLED) {
    return page(shell(visit, texts.apps, html`<div class="ui-alert" role="alert">${texts.appNotFound}</div>`))
  }
  const layout = appLayout(visit, { placement: row.placement, placementId: rowId, options: {}, popup: false })
  const title = handlerTitle(row, visit.portal.settings.lang)
  return page(shell(visit, title, html`<div class="app-page">${layout}</div>`))
}

/**
 * lazyload.ajax.php and the POSTed app page: the component alone, with the parameters of the form. Everything in it is
 * a string by now, as it is in PHP.
 */
export function componentFragment(visit: Visit): Answer {
  if (textAt(visit.form, 'sessid') !== visit.sessid) return page(html``, 403)
  const params = mapAt(visit.form, 'PARAMS', 'params')
  return page(
    appLayout(visit, {
      placement: (textAt(params, 'PLACEMENT') || 'DEFAULT').toUpperCase(),
      placementId: Number.parseInt(textAt(params, 'PLACEMENT_ID'), 10) || 0,
      options: mapAt(params, 'PLACEMENT_OPTIONS'),
      popup: textAt(params, 'POPUP') === '1',
    }),
  )
}
