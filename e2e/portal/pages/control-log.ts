import type { Portal, RestLogEntry } from '../contract.ts'
import { html, type Html } from './html.ts'

const SHOWN = 100

/** The last REST calls, newest first, with what they asked and how they were answered. */
export function restLog(portal: Portal): Html {
  const entries = portal.log.slice(-SHOWN).toReversed()
  if (entries.length === 0)
    return html`<h2>REST calls</h2>
      <p class="empty">None yet.</p>`
  return html`<h2>REST calls</h2>
    <div class="grid-scroll">
      <table class="grid log" aria-label="REST calls">
        <thead>
          <tr>
            ${['Time', 'User', 'Method', 'Status', 'Own time', 'Parameters'].map((label) => html`<th scope="col">${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${entries.map(logRow)}
        </tbody>
      </table>
    </div>`
}

function logRow(entry: RestLogEntry): Html {
  const failed = entry.error !== null || entry.httpStatus !== 200
  return html`<tr>
    <td>${new Date(entry.at).toISOString().slice(11, 23)}</td>
    <td>${entry.userId ?? '—'}</td>
    <td>
      ${entry.method}${entry.unknownMethod ? html` <b class="failed">unknown</b>` : null}
      ${entry.commands?.map(
        (command) =>
          html`<br /><code>${command.key}: ${command.method}</code>
            ${command.error === null ? null : html`<b class="failed">${command.error || 'empty code'}</b>`}`,
      )}
    </td>
    <td class="${failed ? 'failed' : ''}">${entry.httpStatus} ${entry.error}</td>
    <td>${entry.durationMs.toFixed(1)} ms</td>
    <td>
      <details>
        <summary>Show</summary>
        <code>${JSON.stringify(entry.params)}</code>
      </details>
    </td>
  </tr>`
}
