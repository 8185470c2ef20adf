import type { Portal } from '../contract.ts'
import { firstRunKey } from './app-layout.ts'
import { contactName } from './contact-list.ts'
import { json, type Answer, type Visit } from './http.ts'
import { emptyMapAsList, mapAt, textAt, type PhpMap, type PhpValue } from './php-form.ts'
import { userName } from './shell.ts'
import { textsFor } from './texts.ts'

/**
 * The requests of app.layout's own script (component.php, "action"): new token, app options, installed or not.
 * Without the page's sessid nothing happens.
 */
export function layoutAjax(visit: Visit): Answer {
  const refusal = refuseStranger(visit)
  if (refusal) return refusal
  const { app } = visit.portal
  switch (textAt(visit.form, 'action')) {
    case 'access_refresh':
      return json(refreshedToken(visit))
    case 'set_option':
      if (!visit.user.admin) return json({ error: 'ACCESS_DENIED' })
      for (const [name, value] of sentOptions(visit.form)) app.appOptions[name] = value
      return json(emptyMapAsList(app.appOptions))
    case 'set_installed':
      if (!visit.user.admin) return json({ error: 'ACCESS_DENIED' })
      app.INSTALLED = textAt(visit.form, 'v') === 'Y'
      return json({ result: true })
    default:
      return json({ error: 'Unknown action' })
  }
}

function refreshedToken(visit: Visit): object {
  if (visit.portal.auth.refuseRefresh) return { error: 'invalid_grant' }
  const fresh = visit.portal.auth.issue(visit.user.ID)
  return { access_token: fresh.AUTH_ID, expires_in: fresh.AUTH_EXPIRES, refresh_token: fresh.REFRESH_ID }
}

function sentOptions(form: PhpMap): [string, PhpValue][] {
  const sent = form.options
  if (!Array.isArray(sent)) return []
  return sent.flatMap((option): [string, PhpValue][] => {
    if (typeof option === 'string' || Array.isArray(option)) return []
    return [[textAt(option, 'name'), option.value ?? '']]
  })
}

/**
 * BX.userOptions.save: `params_<app>_<version>.install` ends the first run of this user, `options_<app>.<name>` is one
 * of the app's user options.
 */
export function userOptionsAjax(visit: Visit): Answer {
  const refusal = refuseStranger(visit)
  if (refusal) return refusal
  const { portal, user } = visit
  const option = mapAt(visit.form, 'p')
  const values = mapAt(option, 'v')
  if (textAt(option, 'n').startsWith('params_')) {
    if (textAt(values, 'install') === '1') portal.app.firstRunDone.add(firstRunKey(portal, user.ID))
    else portal.app.firstRunDone.delete(firstRunKey(portal, user.ID))
  } else {
    portal.app.userOptions.set(user.ID, { ...portal.app.userOptions.get(user.ID), ...values })
  }
  return json({ result: true })
}

/** The portal's own "Delete" in its grid and card. */
export function deleteContactAjax(visit: Visit): Answer {
  const refusal = refuseStranger(visit)
  if (refusal) return refusal
  const { store, settings } = visit.portal
  const contact = store.contact(Number(textAt(visit.form, 'id')))
  const texts = textsFor(settings.lang)
  if (!contact) return json({ error: texts.notFound })
  if (!store.may(visit.user.ID, 'delete', contact)) return json({ error: texts.noRightToDelete })
  store.deleteContact(contact.ID, visit.user.ID)
  return json({ result: true })
}

/** What the selection dialogs offer: people, or CRM items found by a few letters. */
export function selectorAjax(visit: Visit): Answer {
  const refusal = refuseStranger(visit)
  if (refusal) return refusal
  return textAt(visit.form, 'control') === 'crm_selector' ? json(crmItems(visit)) : json(people(visit.portal))
}

function people(portal: Portal): object[] {
  return [...portal.store.users.values()].map((user) => ({
    id: user.ID,
    name: userName(user),
    photo: '',
    position: user.WORK_POSITION,
    url: `/company/personal/user/${user.ID}/`,
    sub: false,
    sup: false,
  }))
}

function crmItems(visit: Visit): object[] {
  const types = visit.form.entityType
  if (!Array.isArray(types)) return []
  if (types.includes('company')) return companies(visit)
  if (!types.includes('contact')) return []
  const find = textAt(visit.form, 'find')
  const query = { order: 'ID', desc: false, offset: 0, limit: 10, ...(find === '' ? {} : { find }) } as const
  return visit.portal.store.findContacts(query, visit.user.ID).rows.map((contact) => ({
    id: `C_${contact.ID}`,
    type: 'contact',
    place: 'contact',
    title: contactName(visit, contact),
    desc: contact.POST,
    url: `/crm/contact/details/${contact.ID}/`,
    image: '',
  }))
}

function companies({ portal }: Visit): object[] {
  const first = Array.from({ length: 10 }, (_, at) => portal.store.company(at + 1))
  return first
    .filter((company) => company !== undefined)
    .map(({ ID, TITLE }) => ({
      id: `CO_${ID}`,
      type: 'company',
      place: 'company',
      title: TITLE,
      desc: '',
      url: `/crm/company/details/${ID}/`,
      image: '',
    }))
}

function refuseStranger(visit: Visit): Answer | undefined {
  if (visit.method === 'POST' && textAt(visit.form, 'sessid') === visit.sessid) return undefined
  return json({ error: 'Your session has expired' }, 403)
}
