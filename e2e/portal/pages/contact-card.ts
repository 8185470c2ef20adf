import type { Contact } from '../contract.ts'
import { contactName, multiField, toolbarMenu, when } from './contact-list.ts'
import { html, jsonScript, type Html } from './html.ts'
import { page, type Answer, type Visit } from './http.ts'
import { handlerTitle, visibleHandlers } from './openings.ts'
import { shell, userName } from './shell.ts'
import { textsFor } from './texts.ts'

const DEAL = 2
const SMART_INVOICE = 31
const QUOTE = 7

/**
 * /crm/contact/details/ID/: a card with tabs. The app's tab is empty until its first click (1.3). ID 0 is a contact
 * that is being created.
 */
export function contactCardPage(visit: Visit, id: number): Answer {
  const texts = textsFor(visit.portal.settings.lang)
  if (id === 0) return page(shell(visit, texts.newContact, card(visit, 0, html`<p>${texts.newContact}</p>`)))
  const contact = visit.portal.store.contact(id)
  if (!contact || !visit.portal.store.may(visit.user.ID, 'read', contact)) {
    return page(shell(visit, texts.name, html`<div class="ui-alert" role="alert">${texts.notFound}</div>`))
  }
  return page(shell(visit, contactName(visit, contact), card(visit, id, general(visit, contact))))
}

function card(visit: Visit, id: number, generalTab: Html): Html {
  const texts = textsFor(visit.portal.settings.lang)
  const tabs = visibleHandlers(visit.portal, visit.user, 'CRM_CONTACT_DETAIL_TAB').map((row) => ({
    id: `tab_rest_${row.rowId}`,
    title: handlerTitle(row, visit.portal.settings.lang),
    rowId: row.rowId,
  }))
  return html`<div class="tabs">
      <div class="tab-list" role="tablist">
        <button type="button" role="tab" id="tab_main" aria-selected="true" aria-controls="panel_main">
          ${texts.general}
        </button>
        ${tabs.map(
          (tab) =>
            html`<button
              type="button"
              role="tab"
              id="${tab.id}"
              aria-selected="false"
              aria-controls="panel_${tab.id}"
            >
              ${tab.title}
            </button>`,
        )}
      </div>
      ${
        id === 0
          ? null
          : html`${toolbarMenu(visit, 'CRM_CONTACT_DETAIL_TOOLBAR', String(id))}
              <button type="button" class="button card-delete" data-delete-contact="${id}">
                ${texts.remove}
              </button>`
      }
    </div>
    <div class="crm-entity-section" id="panel_main" role="tabpanel" aria-labelledby="tab_main">
      ${generalTab}
    </div>
    ${tabs.map(
      (tab) =>
        html`<div
            class="crm-entity-section"
            id="panel_${tab.id}"
            role="tabpanel"
            aria-labelledby="${tab.id}"
            style="display: none"
          ></div>
          ${jsonScript(html`data-lazy-tab="${tab.id}"`, {
            appId: visit.portal.app.ID,
            placement: 'CRM_CONTACT_DETAIL_TAB',
            rowId: tab.rowId,
            contactId: String(id),
          })}`,
    )}`
}

function general(visit: Visit, contact: Contact): Html {
  const texts = textsFor(visit.portal.settings.lang)
  const { store } = visit.portal
  const companies = contact.COMPANY_IDS.map((id) => store.company(id)).filter((found) => found !== undefined)
  const facts: [string, string | Html | Html[]][] = [
    [texts.name, contactName(visit, contact)],
    [texts.position, contact.POST],
    [texts.phone, multiField(contact, 'PHONE')],
    [texts.email, multiField(contact, 'EMAIL')],
    [
      texts.company,
      companies.map(
        (company) => html`<a href="/crm/company/details/${company.ID}/"><bdi>${company.TITLE}</bdi></a> `,
      ),
    ],
    [texts.responsible, userName(store.users.get(contact.ASSIGNED_BY_ID))],
    [texts.created, when(visit, contact.DATE_CREATE)],
    [texts.changed, when(visit, contact.DATE_MODIFY)],
    [texts.comments, contact.COMMENTS],
  ]
  return html`<div class="card-columns">
    <section class="panel">
      <dl class="facts">
        ${facts.map(
          ([label, value]) =>
            html`<div>
              <dt>${label}</dt>
              <dd><bdi>${isEmpty(value) ? '—' : value}</bdi></dd>
            </div>`,
        )}
      </dl>
    </section>
    <section class="panel">
      ${linkedItems(visit, contact.ID)}${activities(visit, contact.ID)}${requisites(visit, contact.ID)}
    </section>
  </div>`
}

function linkedItems(visit: Visit, contactId: number): Html {
  const texts = textsFor(visit.portal.settings.lang)
  const { store } = visit.portal
  const smart = store.smartTypes().map((type) => type.entityTypeId)
  const items = [DEAL, QUOTE, SMART_INVOICE, ...smart.filter((type) => type !== SMART_INVOICE)].flatMap(
    (type) => store.itemsOfContact(type, contactId),
  )
  return html`<h2>${texts.linked}</h2>
    ${items.length === 0 ? html`<p class="empty">${texts.nothing}</p>` : null}
    <ul class="plain-list">
      ${items.slice(0, 20).map(
        (item) =>
          html`<li>
            <a href="${itemAddress(item.entityTypeId, item.id)}"><bdi>${item.title}</bdi></a>
            <span>${store.stageName(item.entityTypeId, item.categoryId, item.stageId)}</span>
            <span>${item.opportunity.toLocaleString('en-US')} ${item.currencyId}</span>
          </li>`,
      )}
    </ul>`
}

function activities(visit: Visit, contactId: number): Html {
  const texts = textsFor(visit.portal.settings.lang)
  const all = visit.portal.store.activitiesOfContact(contactId)
  return html`<h2>${texts.activities}</h2>
    ${all.length === 0 ? html`<p class="empty">${texts.nothing}</p>` : null}
    <ul class="plain-list">
      ${all.slice(0, 20).map(
        (activity) =>
          html`<li>
            <span><bdi>${activity.SUBJECT}</bdi></span>
            <span>${activity.COMPLETED ? texts.done : texts.planned}</span>
            ${activity.DEADLINE === 0 ? null : when(visit, activity.DEADLINE)}
          </li>`,
      )}
    </ul>`
}

function requisites(visit: Visit, contactId: number): Html {
  const texts = textsFor(visit.portal.settings.lang)
  const all = visit.portal.store.requisitesOfContact(contactId)
  return html`<h2>${texts.requisites}</h2>
    ${all.length === 0 ? html`<p class="empty">${texts.nothing}</p>` : null}
    <ul class="plain-list">
      ${all.map((requisite) => html`<li><bdi>${requisite.NAME}</bdi></li>`)}
    </ul>`
}

/** Address of an item's card: some types have a word of their own, the others go by number. */
export function itemAddress(entityTypeId: number, id: number): string {
  const words: Readonly<Record<number, string>> = { 1: 'lead', 2: 'deal', 7: 'quote' }
  const word = words[entityTypeId]
  return word === undefined ? `/crm/type/${entityTypeId}/details/${id}/` : `/crm/${word}/details/${id}/`
}

function isEmpty(value: string | Html | readonly Html[]): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0)
}
