import { appMenuTitle, handlerTitle, visibleHandlers } from './openings.ts'
import { html, jsonScript, trusted, type Html } from './html.ts'
import type { Visit } from './http.ts'
import { textsFor } from './texts.ts'
import type { User } from '../contract.ts'

/** True inside a slider: the portal leaves its menu and header out. */
export function inSlider(visit: Visit): boolean {
  return visit.query.IFRAME === 'Y'
}

export function userName(user: Pick<User, 'NAME' | 'LAST_NAME' | 'EMAIL'> | undefined): string {
  if (!user) return '—'
  return `${user.NAME} ${user.LAST_NAME}`.trim() || user.EMAIL
}

/** A whole page of the portal: menu, header with the person at work, and the page's own content. */
export function shell(visit: Visit, title: string, content: Html): Html {
  const { settings } = visit.portal
  const rtl = settings.lang === 'ar' ? 'rtl' : 'ltr'
  return html`${trusted('<!DOCTYPE html>')}
    <html lang="${htmlLanguage(settings.lang)}" dir="${rtl}" data-theme="${settings.theme}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Bitrix24 (local)</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/bitrix/js/portal.css" />
        ${jsonScript(html`id="page-config"`, {
          sessid: visit.sessid,
          userId: visit.user.ID,
          texts: textsFor(settings.lang),
        })}
        <script type="module" src="/bitrix/js/portal.js"></script>
      </head>
      <body class="${inSlider(visit) ? 'in-slider' : 'full-page'}">
        ${inSlider(visit) ? null : sideMenu(visit)}
        <main class="page">
          <header class="page-header">
            <h1 id="pagetitle">${title}</h1>
            ${inSlider(visit) ? null : personAtWork(visit.user)}
          </header>
          ${content}
        </main>
      </body>
    </html>`
}

function sideMenu(visit: Visit): Html {
  const texts = textsFor(visit.portal.settings.lang)
  const { app } = visit.portal
  const own = { href: `/marketplace/app/${app.ID}/`, title: appMenuTitle(visit.portal.settings.lang) }
  const bound = visibleHandlers(visit.portal, visit.user, 'LEFT_MENU').map((row) => ({
    href: `/devops/placement/${row.rowId}/`,
    title: handlerTitle(row, visit.portal.settings.lang),
  }))
  const entries = [
    { href: '/crm/contact/list/', title: texts.contacts },
    ...(app.removed ? [] : [own]),
    ...bound,
    { href: '/crm/recyclebin/', title: texts.recycleBin },
    { href: '/__portal/', title: texts.behindTheScenes },
  ]
  return html`<nav class="side-menu" aria-label="${texts.menu}">
    <a class="side-menu-brand" href="/crm/contact/list/">Bitrix<b>24</b></a>
    <ul>
      ${entries.map(
        ({ href, title }) =>
          html`<li>
            <a href="${href}" ${visit.url.pathname === href ? trusted('aria-current="page"') : null}
              >${title}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`
}

function personAtWork(user: User): Html {
  const initials = `${user.NAME.slice(0, 1)}${user.LAST_NAME.slice(0, 1)}`
  return html`<div class="person" data-user-id="${user.ID}">
    <span class="person-face" aria-hidden="true">${initials}</span>
    <span>${userName(user)}<small>${user.WORK_POSITION}</small></span>
  </div>`
}

/** The portal's codes are not BCP 47 (portal README, "Language codes"). */
const HTML_LANGUAGES: Readonly<Record<string, string>> = {
  la: 'es',
  br: 'pt-BR',
  ua: 'uk',
  kz: 'kk',
  in: 'hi',
  sc: 'zh-CN',
  tc: 'zh-TW',
  vn: 'vi',
}

function htmlLanguage(code: string): string {
  return HTML_LANGUAGES[code] ?? code
}
