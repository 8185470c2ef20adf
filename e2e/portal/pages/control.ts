import { html, trusted, type Html } from './html.ts'
import { page, redirect, type Answer, type Visit } from './http.ts'
import { applySwitches, FAULT_KINDS } from './control-actions.ts'
import { restLog } from './control-log.ts'
import { textAt } from './php-form.ts'
import { shell, userName } from './shell.ts'
import { textsFor } from './texts.ts'

const LANGUAGES = 'en ru id ms de la fr in it pl br vn tr kz ua ar th sc tc ja'.split(' ')

/** /__portal/: what the portal has heard over REST, and its switches. Not a page of the real portal. */
export function controlPage(visit: Visit): Answer {
  if (visit.method === 'POST') {
    if (textAt(visit.form, 'sessid') === visit.sessid) applySwitches(visit.portal, visit.form)
    return redirect('/__portal/')
  }
  const content = html`<section class="panel">${settingsForm(visit)}</section>
    <section class="panel">${sessionForm(visit)}</section>
    <section class="panel">${faultForm(visit)}</section>
    <section class="panel">${restLog(visit.portal)}</section>`
  return page(shell(visit, textsFor(visit.portal.settings.lang).behindTheScenes, content))
}

function settingsForm(visit: Visit): Html {
  const { settings, store } = visit.portal
  const users = [...store.users.values()].map((user) => ({
    value: String(user.ID),
    label: `${userName(user)} · ${user.WORK_POSITION}`,
  }))
  return form(
    visit,
    'settings',
    html`${select('User', 'user', users, String(settings.currentUserId))}
    ${select('Language', 'lang', LANGUAGES.map(plain), settings.lang)}
    ${select('Theme', 'theme', ['light', 'dark'].map(plain), settings.theme)}
    ${select('Plan', 'plan', ['commercial', 'free'].map(plain), settings.plan)}
    ${select('Portal', 'older', ['newest', 'older'].map(plain), settings.older ? 'older' : 'newest')}
    ${select('Restore from the bin', 'binRestore', ['yes', 'no'].map(plain), settings.binRestore ? 'yes' : 'no')}
    ${input('Latency of REST, ms', 'latencyMs', String(settings.latencyMs), 'number')}`,
    'Apply',
  )
}

function sessionForm(visit: Visit): Html {
  const { auth, app } = visit.portal
  return html`<h2>Application and tokens</h2>
    <div class="toolbar">
      ${action(visit, 'expire-tokens', 'Expire all tokens')}
      ${action(visit, 'refuse-refresh', auth.refuseRefresh ? 'Allow token refresh' : 'Refuse token refresh')}
      ${action(visit, 'toggle-installed', app.INSTALLED ? 'Make uninstalled (INSTALLED=N)' : 'Make installed')}
      ${action(visit, 'forget-first-run', 'Forget first runs')}
      ${action(visit, 'toggle-static', app.staticApp ? 'Open by POST' : 'Open by GET (static app)')}
    </div>
    <p>
      Version ${app.VERSION}, ${app.INSTALLED ? 'installed' : 'not installed'}, opened by
      ${app.staticApp ? 'GET' : 'POST'} at <code>${app.url}</code>; token refresh
      ${auth.refuseRefresh ? 'is refused' : 'works'}.
    </p>`
}

function faultForm(visit: Visit): Html {
  const { active } = visit.portal.faults
  return html`<h2>Faults</h2>
    ${form(
      visit,
      'add-fault',
      html`${input('Method (* for all)', 'method', 'crm.contact.delete')}
      ${select('Trouble', 'kind', Object.keys(FAULT_KINDS).map(plain), '500')}
      ${input('Let pass first', 'skip', '0', 'number')} ${input('Times', 'times', '1', 'number')}`,
      'Add fault',
    )}
    ${active.length === 0 ? html`<p class="empty">No faults.</p>` : null}
    <ul class="plain-list">
      ${active.map((fault) => html`<li><code>${fault.method}</code> <span>${fault.kind.type}</span></li>`)}
    </ul>
    ${active.length === 0 ? null : action(visit, 'clear-faults', 'Clear faults')}`
}

interface Choice {
  value: string
  label: string
}

function plain(value: string): Choice {
  return { value, label: value }
}

function form(visit: Visit, name: string, fields: Html, submit: string): Html {
  return html`<form method="post" action="/__portal/" class="switches">
    <input type="hidden" name="sessid" value="${visit.sessid}" />
    <input type="hidden" name="action" value="${name}" />
    ${fields}<button class="button primary">${submit}</button>
  </form>`
}

function action(visit: Visit, name: string, label: string): Html {
  return html`<form method="post" action="/__portal/">
    <input type="hidden" name="sessid" value="${visit.sessid}" />
    <button class="button" name="action" value="${name}">${label}</button>
  </form>`
}

function select(label: string, name: string, choices: readonly Choice[], current: string): Html {
  return html`<label
    >${label}
    <select name="${name}">
      ${choices.map(
        (choice) =>
          html`<option value="${choice.value}" ${choice.value === current ? trusted('selected') : null}>
            ${choice.label}
          </option>`,
      )}
    </select></label
  >`
}

function input(label: string, name: string, value: string, type = 'text'): Html {
  return html`<label>${label} <input type="${type}" name="${name}" value="${value}" min="0" /></label>`
}
