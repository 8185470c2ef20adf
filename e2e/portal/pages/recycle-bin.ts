import type { BinEntry } from '../contract.ts'
import { contactName, when } from './contact-list.ts'
import { html, type Html } from './html.ts'
import { page, redirect, type Answer, type Visit } from './http.ts'
import { textAt } from './php-form.ts'
import { shell, userName } from './shell.ts'
import { fill, textsFor } from './texts.ts'

const SHOWN = 100

/**
 * /crm/recyclebin/: what was deleted, newest first, restored only by the deleter or an admin
 * (portal README, "Recycle bin").
 */
export function recycleBinPage(visit: Visit): Answer {
  if (visit.method === 'POST') return restore(visit)
  const texts = textsFor(visit.portal.settings.lang)
  const entries = visit.portal.store
    .bin()
    .filter((entry) => mayRestore(visit, entry))
    .toSorted((a, b) => b.deletedAt - a.deletedAt || b.binId - a.binId)
  const restored = textAt(visit.query, 'restored')
  const content = html`<p class="notice">${texts.binNotice}</p>
    ${restored === '' ? null : html`<p class="notice" role="status">${fill(texts.restored, { id: restored })}</p>`}
    ${'limit' in visit.query ? html`<p class="ui-alert" role="alert">${texts.binLimit}</p>` : null}
    <section class="panel">
      ${entries.length === 0 ? html`<p class="empty">${texts.binEmpty}</p>` : binTable(visit, entries.slice(0, SHOWN))}
      <footer class="grid-footer"><span>${fill(texts.total, { total: entries.length })}</span></footer>
    </section>`
  return page(shell(visit, texts.recycleBin, content))
}

function binTable(visit: Visit, entries: readonly BinEntry[]): Html {
  const texts = textsFor(visit.portal.settings.lang)
  return html`<div class="grid-scroll">
    <table class="grid" aria-label="${texts.recycleBin}">
      <thead>
        <tr>
          ${[texts.name, texts.deletedBy, texts.deletedAt].map((label) => html`<th scope="col">${label}</th>`)}
          <th></th>
        </tr>
      </thead>
      <tbody>
        ${entries.map((entry) => binRow(visit, entry))}
      </tbody>
    </table>
  </div>`
}

function binRow(visit: Visit, entry: BinEntry): Html {
  const texts = textsFor(visit.portal.settings.lang)
  const name = contactName(visit, entry.contact)
  return html`<tr>
    <td><bdi>${name}</bdi></td>
    <td>${userName(visit.portal.store.users.get(entry.deletedBy))}</td>
    <td>${when(visit, entry.deletedAt)}</td>
    <td>
      <form method="post" action="/crm/recyclebin/">
        <input type="hidden" name="sessid" value="${visit.sessid}" />
        <input type="hidden" name="bin" value="${entry.binId}" />
        <button class="button" aria-label="${fill(texts.restoreNamed, { name })}">${texts.restore}</button>
      </form>
    </td>
  </tr>`
}

/** A new ID, relinked; on a plan without the feature only the notice about plans. */
function restore(visit: Visit): Answer {
  const entry = visit.portal.store.bin().find((found) => found.binId === Number(textAt(visit.form, 'bin')))
  const allowed = textAt(visit.form, 'sessid') === visit.sessid && entry && mayRestore(visit, entry)
  if (!allowed) return redirect('/crm/recyclebin/')
  if (!visit.portal.settings.binRestore) return redirect('/crm/recyclebin/?limit=1')
  const contact = visit.portal.store.restoreContact(entry.binId)
  return redirect(`/crm/recyclebin/${contact ? `?restored=${contact.ID}` : ''}`)
}

function mayRestore(visit: Visit, entry: BinEntry): boolean {
  return visit.user.admin || entry.deletedBy === visit.user.ID
}
