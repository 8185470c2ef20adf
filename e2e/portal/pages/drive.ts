import { when } from './contact-list.ts'
import { html, type Html } from './html.ts'
import { page, type Answer, type Visit } from './http.ts'
import { shell } from './shell.ts'
import { textsFor } from './texts.ts'

/** /company/personal/user/<id>/disk/path/: one's own Drive, all folders on one page, each file to be downloaded. */
export function drivePage(visit: Visit, userId = 0): Answer {
  const texts = textsFor(visit.portal.settings.lang)
  const files = userId === visit.user.ID ? visit.portal.store.driveFiles(userId) : []
  const folders = [...new Set(files.map(({ folder }) => folder))]
  const content =
    files.length === 0
      ? html`<section class="panel"><p class="empty">${texts.driveEmpty}</p></section>`
      : html`${folders.map((folder) => folderTable(visit, folder))}`
  return page(shell(visit, texts.drive, content))

  function folderTable(to: Visit, folder: string): Html {
    const rows = files.filter((file) => file.folder === folder)
    return html`<section class="panel">
      <table class="grid" aria-label="${folder}">
        <tbody>
          ${rows.map(
            ({ name, address, changedAt }) =>
              html`<tr>
                <td><a href="${address}">${name}</a></td>
                <td>${when(to, changedAt)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`
  }
}
