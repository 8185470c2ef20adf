import { html, type Html } from './html.ts'
import { page, type Answer, type Visit } from './http.ts'
import { shell, userName } from './shell.ts'
import { textsFor } from './texts.ts'

/** /crm/company/details/ID/: a plain page, so that a link to a company has a target. */
export function companyPage(visit: Visit, id: number): Answer {
  const company = visit.portal.store.company(id)
  if (!company) return itemMissing(visit)
  const texts = textsFor(visit.portal.settings.lang)
  const responsible = userName(visit.portal.store.users.get(company.ASSIGNED_BY_ID))
  return page(shell(visit, company.TITLE, facts([[texts.responsible, responsible]])))
}

/** Cards of deals, leads, quotes, invoices and smart-process items. */
export function itemPage(visit: Visit, entityTypeId: number, id: number): Answer {
  const { store } = visit.portal
  const item = store.item(entityTypeId, id)
  if (!item) return itemMissing(visit)
  const texts = textsFor(visit.portal.settings.lang)
  const contacts = item.contactIds
    .map((contactId) => store.contact(contactId))
    .filter((found) => found !== undefined)
  const links = contacts.map(
    (contact) =>
      html`<a href="/crm/contact/details/${contact.ID}/"
        ><bdi>${`${contact.NAME} ${contact.LAST_NAME}`}</bdi></a
      > `,
  )
  return page(
    shell(
      visit,
      item.title,
      facts([
        [texts.stage, store.stageName(item.entityTypeId, item.categoryId, item.stageId)],
        [texts.amount, `${item.opportunity.toLocaleString('en-US')} ${item.currencyId}`],
        [texts.contacts, links.length === 0 ? texts.nothing : links],
        [texts.responsible, userName(store.users.get(item.assignedById))],
      ]),
    ),
  )
}

export function itemMissing(visit: Visit): Answer {
  const texts = textsFor(visit.portal.settings.lang)
  return page(shell(visit, 'CRM', html`<div class="ui-alert" role="alert">${texts.itemNotFound}</div>`))
}

function facts(rows: readonly (readonly [string, string | Html | readonly Html[]])[]): Html {
  return html`<section class="panel">
    <dl class="facts">
      ${rows.map(
        ([label, value]) =>
          html`<div>
            <dt>${label}</dt>
            <dd><bdi>${value}</bdi></dd>
          </div>`,
      )}
    </dl>
  </section>`
}
