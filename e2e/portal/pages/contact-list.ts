import type { Contact, ContactQuery } from '../contract.ts'
import { html, jsonScript, trusted, type Html } from './html.ts'
import { page, type Answer, type Visit } from './http.ts'
import { handlerTitle, visibleHandlers } from './openings.ts'
import { textAt } from './php-form.ts'
import { shell, userName } from './shell.ts'
import { fill, textsFor, type TextKey } from './texts.ts'

const PAGE_SIZE = 20
const COLUMNS: readonly { key: TextKey; order?: ContactQuery['order'] }[] = [
  { key: 'name', order: 'NAME' },
  { key: 'phone' },
  { key: 'email' },
  { key: 'company' },
  { key: 'responsible' },
  { key: 'created', order: 'DATE_CREATE' },
  { key: 'changed', order: 'DATE_MODIFY' },
]

/** /crm/contact/list/: the portal's own grid, with the app's entries in the row menu and in the toolbar (4.2). */
export function contactListPage(visit: Visit): Answer {
  const texts = textsFor(visit.portal.settings.lang)
  const query = readQuery(visit)
  const { rows, total } = visit.portal.store.findContacts(query, visit.user.ID)
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE))
  const content = html`<div class="toolbar">
      <form role="search" class="search" action="/crm/contact/list/">
        <input
          type="search"
          name="find"
          value="${query.find ?? ''}"
          aria-label="${texts.search}"
          placeholder="${texts.search}"
        />
        <button class="button">${texts.find}</button>
      </form>
      ${toolbarMenu(visit, 'CRM_CONTACT_LIST_TOOLBAR')}
    </div>
    <section class="panel" id="contact-grid">
      ${rows.length === 0 ? html`<p class="empty">${texts.noContacts}</p>` : grid(visit, query, rows)}
      <footer class="grid-footer">
        <span>${fill(texts.total, { total })}</span>
        ${pager(visit, query.offset / PAGE_SIZE + 1, pages)}
      </footer>
    </section>
    ${jsonScript(html`id="row-menu-apps"`, menuApps(visit, 'CRM_CONTACT_LIST_MENU'))}`
  return page(shell(visit, texts.contacts, content))
}

function readQuery(visit: Visit): ContactQuery {
  const find = textAt(visit.query, 'find').trim()
  const pageNumber = Math.max(1, Number.parseInt(textAt(visit.query, 'page'), 10) || 1)
  const sorted = COLUMNS.find((column) => column.order === textAt(visit.query, 'by'))?.order
  return {
    ...(find === '' ? {} : { find }),
    order: sorted ?? 'ID',
    desc: sorted === undefined || textAt(visit.query, 'order') === 'desc',
    offset: (pageNumber - 1) * PAGE_SIZE,
    limit: PAGE_SIZE,
  }
}

/** Entries of a place for the script: BX.rest.AppLayout.openApplication is called with these. */
function menuApps(
  visit: Visit,
  placement: string,
): { title: string; appId: number; placement: string; rowId: number }[] {
  return visibleHandlers(visit.portal, visit.user, placement).map((row) => ({
    title: handlerTitle(row, visit.portal.settings.lang),
    appId: visit.portal.app.ID,
    placement,
    rowId: row.rowId,
  }))
}

/** @param contactId of the card that it stands in; none above the list */
export function toolbarMenu(visit: Visit, placement: string, contactId = ''): Html | null {
  const texts = textsFor(visit.portal.settings.lang)
  const apps = menuApps(visit, placement)
  if (apps.length === 0) return null
  return html`<button
      type="button"
      class="button"
      data-toolbar-menu="${contactId}"
      aria-haspopup="menu"
      aria-expanded="false"
    >
      ${texts.apps}
    </button>
    ${jsonScript(html`id="toolbar-apps"`, apps)}`
}

function grid(visit: Visit, query: ContactQuery, rows: readonly Contact[]): Html {
  const texts = textsFor(visit.portal.settings.lang)
  return html`<div class="grid-scroll">
    <table class="grid" aria-label="${texts.contacts}">
      <thead>
        <tr>
          <th class="grid-menu"></th>
          ${COLUMNS.map((column) => html`<th scope="col">${heading(visit, query, column)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((contact) => gridRow(visit, contact))}
      </tbody>
    </table>
  </div>`
}

function heading(visit: Visit, query: ContactQuery, column: (typeof COLUMNS)[number]): Html | string {
  const label = textsFor(visit.portal.settings.lang)[column.key]
  if (!column.order) return label
  const isSorted = query.order === column.order
  const address = withQuery(visit, {
    by: column.order,
    order: isSorted && !query.desc ? 'desc' : 'asc',
    page: '1',
  })
  return html`<a href="${address}">${label}${isSorted ? (query.desc ? ' ↓' : ' ↑') : null}</a>`
}

function gridRow(visit: Visit, contact: Contact): Html {
  const texts = textsFor(visit.portal.settings.lang)
  const { store } = visit.portal
  const name = contactName(visit, contact)
  const companyId = contact.COMPANY_IDS[0]
  const company = companyId === undefined ? undefined : store.company(companyId)
  return html`<tr data-contact-id="${contact.ID}">
    <td class="grid-menu">
      <button
        type="button"
        class="row-menu"
        data-row-menu="${contact.ID}"
        data-name="${name}"
        aria-label="${fill(texts.actions, { name })}"
        aria-haspopup="menu"
        aria-expanded="false"
      >
        ≡
      </button>
    </td>
    <td>
      <a href="/crm/contact/details/${contact.ID}/"><bdi>${name}</bdi></a>
    </td>
    <td><bdi dir="ltr">${multiField(contact, 'PHONE')}</bdi></td>
    <td>${multiField(contact, 'EMAIL')}</td>
    <td>
      ${company ? html`<a href="/crm/company/details/${company.ID}/"><bdi>${company.TITLE}</bdi></a>` : null}
    </td>
    <td>${userName(store.users.get(contact.ASSIGNED_BY_ID))}</td>
    <td>${when(visit, contact.DATE_CREATE)}</td>
    <td>${when(visit, contact.DATE_MODIFY)}</td>
  </tr>`
}

function pager(visit: Visit, current: number, pages: number): Html {
  const texts = textsFor(visit.portal.settings.lang)
  const link = (label: string, target: number, on: boolean) =>
    on
      ? html`<a class="button" href="${withQuery(visit, { page: String(target) })}">${label}</a>`
      : html`<span class="button" aria-disabled="true">${label}</span>`
  return html`<nav class="pager" aria-label="${fill(texts.pageOf, { page: current, pages })}">
    ${link(texts.previous, current - 1, current > 1)}
    <span>${fill(texts.pageOf, { page: current, pages })}</span>
    ${link(texts.next, current + 1, current < pages)}
  </nav>`
}

function withQuery(visit: Visit, changes: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(visit.url.search)
  for (const [key, value] of Object.entries(changes)) query.set(key, value)
  return `?${query.toString()}`
}

/** Name as the portal writes it: first and last name, or what else there is. */
export function contactName(visit: Visit, contact: Contact): string {
  const texts = textsFor(visit.portal.settings.lang)
  return `${contact.NAME} ${contact.LAST_NAME}`.trim() || `${texts.noName} #${contact.ID}`
}

export function multiField(contact: Contact, type: 'PHONE' | 'EMAIL'): string {
  return contact.fm.find((field) => field.TYPE_ID === type)?.VALUE ?? ''
}

/** Date and time in the portal's language; the portal's time zone is UTC. */
export function when(visit: Visit, unixSeconds: number): Html {
  const date = new Date(unixSeconds * 1000)
  const lang = visit.portal.settings.lang === 'ru' ? 'ru-RU' : 'en-GB'
  const text = date.toLocaleString(lang, { dateStyle: 'short', timeStyle: 'short', timeZone: 'UTC' })
  return html`<time dir="ltr" datetime="${date.toISOString()}">${trusted(text)}</time>`
}
