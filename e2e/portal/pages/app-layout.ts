import { createHash, randomBytes } from 'node:crypto'
import type { AuthFields, Portal } from '../contract.ts'
import type { HostParams } from '../browser/host-params.ts'
import { html, jsonScript, type Html } from './html.ts'
import type { Visit } from './http.ts'
import { addressFor, escapedOptions, rawOptions, type Opening } from './openings.ts'
import { emptyMapAsList, type PhpMap } from './php-form.ts'
import { textsFor } from './texts.ts'

/** Where app.layout sends its own requests (component.php, "ajaxUrl"). */
export const LAYOUT_AJAX = '/bitrix/components/bitrix/app.layout/ajax.php'
const OAUTH_ENDPOINT = 'https://oauth.bitrix.info/rest/'

/**
 * The component bitrix:app.layout: DIV, frame without src, form with the opening fields and the host's parameters,
 * in the markup of the local portal README, "Pages and messages". On the app's own page the form stands right there;
 * elsewhere the script creates it in a hidden DIV of the body.
 */
export function appLayout(visit: Visit, opening: Opening): Html {
  const { portal, user } = visit
  const texts = textsFor(portal.settings.lang)
  const address = addressFor(portal, user, opening)
  if ('refused' in address) {
    const reason = address.refused === 'not-found' ? texts.appNotFound : texts.notInstalled
    return html`<div class="ui-alert" role="alert">${reason}</div>`
  }
  const sid = createHash('md5').update(randomBytes(16)).digest('hex')
  const frameName = `${visit.host}|${protocolOf(visit)}|${sid}`
  const action = openingAddress(visit, address.url, sid)
  const options = rawOptions(visit, opening.options)
  const auth = portal.auth.issue(user.ID)
  const fields = openingFields(portal, auth, opening, options)
  const standsHere = opening.placement === 'DEFAULT'
  const params = hostParams(visit, opening, { sid, auth, options, action, install: address.install })
  const form = standsHere ? openingForm(sid, frameName, action, fields) : null
  const { frameSandbox } = portal.settings
  const layoutClass = standsHere ? 'app-frame-layout app-frame-layout-default' : 'app-frame-layout'
  return html`${form}
    <div id="appframe_layout_${sid}" class="${layoutClass}" ${heightStyle(portal, opening)}>
      <iframe
        id="appframe_${sid}"
        name="${frameName}"
        frameborder="0"
        class="app-frame app-loading"
        allow="geolocation *; microphone *; camera *; autoplay *;"
        ${frameSandbox === undefined ? null : html`sandbox="${frameSandbox}"`}
      ></iframe>
      <div id="appframe_loading_${sid}" class="app-loading-msg">${texts.loading}</div>
    </div>
    ${jsonScript(html`data-app-layout="${sid}"`, {
      ...params,
      form: standsHere ? null : { target: frameName, action, fields },
    })}`
}

function openingForm(sid: string, target: string, action: string, fields: readonly [string, string][]): Html {
  return html`<form name="appform_${sid}" method="POST" target="${target}" action="${action}">
    ${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
  </form>`
}

/** The query that every opening has, POST or GET. `?` or `&` by whether the handler has a query already. */
function openingAddress(visit: Visit, handler: string, sid: string): string {
  const query = new URLSearchParams({
    DOMAIN: visit.host,
    PROTOCOL: protocolOf(visit),
    LANG: visit.portal.settings.lang,
    APP_SID: sid,
  })
  return `${handler}${handler.includes('?') ? '&' : '?'}${query.toString()}`
}

/** The body, in the real order. PLACEMENT_OPTIONS is raw JSON here, and left out when there are none. */
function openingFields(
  portal: Portal,
  auth: AuthFields,
  opening: Opening,
  options: PhpMap | '',
): [string, string][] {
  const fields: [string, string][] = [
    ['AUTH_ID', auth.AUTH_ID],
    ['AUTH_EXPIRES', auth.AUTH_EXPIRES],
    ['REFRESH_ID', auth.REFRESH_ID],
    ['SERVER_ENDPOINT', auth.SERVER_ENDPOINT === '' ? OAUTH_ENDPOINT : auth.SERVER_ENDPOINT],
    ...newerFields(portal),
    ['member_id', auth.member_id],
    ['status', auth.status],
    ['PLACEMENT', opening.placement],
  ]
  const hasOptions = options !== '' && Object.keys(options).length > 0
  return hasOptions ? [...fields, ['PLACEMENT_OPTIONS', JSON.stringify(options)]] : fields
}

function newerFields(portal: Portal): [string, string][] {
  if (portal.settings.older) return []
  return [
    ['APPLICATION_TOKEN', createHash('md5').update(portal.app.clientId).digest('hex')],
    ['APPLICATION_SCOPE', [...portal.app.scopes].join(',')],
  ]
}

interface Opened {
  sid: string
  auth: AuthFields
  options: PhpMap | ''
  action: string
  install: boolean
}

/** What BX.rest.AppLayout.set is given. FIRST_RUN is per user and version of the app (2.6). */
function hostParams(visit: Visit, opening: Opening, opened: Opened): HostParams {
  const { portal, user } = visit
  const { app } = portal
  return {
    firstRun: !app.firstRunDone.has(firstRunKey(portal, user.ID)),
    // From the address that was opened: a handler that redirects to another origin falls silent (2.3).
    appOrigin: new URL(opened.action).origin,
    authId: opened.auth.AUTH_ID,
    authExpires: opened.auth.AUTH_EXPIRES,
    refreshId: opened.auth.REFRESH_ID,
    placement: opening.placement,
    placementId: opening.placementId,
    popup: opening.popup,
    ajaxUrl: LAYOUT_AJAX,
    isAdmin: user.admin,
    staticHtml: app.staticApp,
    action: opened.action,
    id: app.ID,
    appId: app.clientId,
    appV: String(app.VERSION),
    appI: opened.install,
    appSid: opened.sid,
    memberId: portal.auth.memberId,
    restPath: '/rest',
    proto: Number(protocolOf(visit)),
    lang: portal.settings.lang,
    older: portal.settings.older ?? false,
    userOptions: emptyMapAsList(app.userOptions.get(user.ID) ?? {}),
    appOptions: emptyMapAsList(app.appOptions),
    placementOptions: escapedOptions(opened.options),
  }
}

export function firstRunKey(portal: Portal, userId: number): string {
  return `${userId}_${portal.app.VERSION}`
}

function protocolOf(visit: Visit): '0' | '1' {
  return visit.portal.origin.startsWith('https:') ? '1' : '0'
}

/** placement.bind OPTIONS.height makes the layout so many pixels high. */
function heightStyle(portal: Portal, opening: Opening): Html | null {
  const row = portal.app.placements.find((bound) => bound.rowId === opening.placementId)
  const height = Number(row?.options.height)
  return height > 0 ? html`style="height:${height}px"` : null
}
