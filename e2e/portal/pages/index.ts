import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Portal } from '../contract.ts'
import { deleteContactAjax, layoutAjax, selectorAjax, userOptionsAjax } from './ajax.ts'
import { LAYOUT_AJAX } from './app-layout.ts'
import { appPage, componentFragment, placementPage } from './app-pages.ts'
import { browserScript, styleSheet } from './assets.ts'
import { contactCardPage } from './contact-card.ts'
import { contactListPage } from './contact-list.ts'
import { controlPage } from './control.ts'
import { html } from './html.ts'
import { page, readVisit, redirect, send, type Answer, type Visit } from './http.ts'
import { companyPage, itemPage } from './item-card.ts'
import { recycleBinPage } from './recycle-bin.ts'
import { shell } from './shell.ts'

type Route = readonly [RegExp, (visit: Visit, ...numbers: number[]) => Answer | Promise<Answer>]

const DEAL = 2
const LEAD = 1
const QUOTE = 7

const ROUTES: readonly Route[] = [
  [/^\/$/, () => redirect('/crm/contact/list/')],
  [/^\/crm\/contact\/(?:list\/)?$/, contactListPage],
  [/^\/crm\/contact\/details\/(\d+)\/$/, contactCardPage],
  [/^\/crm\/contact\/delete\.ajax\.php$/, deleteContactAjax],
  [/^\/crm\/company\/details\/(\d+)\/$/, companyPage],
  [/^\/crm\/deal\/details\/(\d+)\/$/, (visit, id) => itemPage(visit, DEAL, id)],
  [/^\/crm\/lead\/details\/(\d+)\/$/, (visit, id) => itemPage(visit, LEAD, id)],
  [/^\/crm\/quote\/details\/(\d+)\/$/, (visit, id) => itemPage(visit, QUOTE, id)],
  [/^\/crm\/type\/(\d+)\/details\/(\d+)\/$/, itemPage],
  [/^\/crm\/recyclebin\/$/, recycleBinPage],
  [/^\/marketplace\/app\/(\d+)\/$/, appPage],
  [/^\/devops\/placement\/(\d+)\/$/, placementPage],
  [/^\/bitrix\/components\/bitrix\/app\.layout\/lazyload\.ajax\.php$/, componentFragment],
  [new RegExp(`^${LAYOUT_AJAX.replaceAll('.', '\\.')}$`), layoutAjax],
  [/^\/bitrix\/admin\/user_options\.php$/, userOptionsAjax],
  [/^\/bitrix\/tools\/rest_control\.ajax\.php$/, selectorAjax],
  [/^\/bitrix\/js\/portal\.js$/, browserScript],
  [/^\/bitrix\/js\/portal\.css$/, styleSheet],
  [/^\/__portal\/$/, controlPage],
]

/** One a portal: every page of it shares the session. */
const sessions = new WeakMap<Portal, string>()

/**
 * The portal's pages, everything outside `/rest/` and the control API. Never rejects: a fault of a page is a 500 that
 * says what happened, so that a spec sees it.
 */
export async function handlePage(portal: Portal, req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    const visit = await readVisit(portal, req, sessionOf(portal))
    send(res, await answerTo(visit))
  } catch (fault) {
    console.error(fault)
    send(res, { status: 500, type: 'text/plain; charset=utf-8', body: String(fault) })
  }
}

async function answerTo(visit: Visit): Promise<Answer> {
  for (const [pattern, answer] of ROUTES) {
    const match = pattern.exec(visit.url.pathname)
    if (match) return answer(visit, ...match.slice(1).map(Number))
  }
  return page(shell(visit, '404', html`<div class="ui-alert" role="alert">404 Not Found</div>`), 404)
}

function sessionOf(portal: Portal): string {
  const sessid = sessions.get(portal) ?? randomBytes(16).toString('hex')
  sessions.set(portal, sessid)
  return sessid
}
