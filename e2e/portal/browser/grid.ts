import * as v from 'valibot'
import { deleteContact } from './delete-contact.ts'
import { onEntityChange } from './entity-events.ts'
import { openMenu, type MenuEntry } from './menu.ts'
import { openAppSlider } from './open.ts'
import { readJson, text } from './page-config.ts'
import { sidePanel } from './side-panel.ts'

const Apps = v.array(
  v.object({ title: v.string(), appId: v.number(), placement: v.string(), rowId: v.number() }),
)

/** The contact list: row menus, the toolbar's menu, and loading anew when some document tells of a change. */
export function startGrid(): void {
  const grid = document.getElementById('contact-grid')
  if (!grid) return
  const rowApps = v.parse(Apps, readJson(document.getElementById('row-menu-apps')))
  grid.addEventListener('click', (event) => {
    const opener =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row-menu]') : null
    if (opener) openMenu(opener, rowEntries(opener, rowApps))
  })
  onEntityChange(() => void reload(grid))
}

function rowEntries(opener: HTMLElement, apps: v.InferOutput<typeof Apps>): MenuEntry[] {
  const { rowMenu: id = '', name = '' } = opener.dataset
  const url = `/crm/contact/details/${id}/?IFRAME=Y&IFRAME_TYPE=SIDE_SLIDER`
  return [
    { label: text('view'), choose: () => sidePanel().open({ url, title: name }) },
    { label: text('remove'), choose: () => deleteContact(id) },
    ...apps.map((app) => ({
      label: app.title,
      choose: () => openAppSlider(app.appId, { ID: id }, app),
    })),
  ]
}

/** The menu of apps above the list, or at the top of a card, whose contact it then names. */
export function startToolbar(): void {
  const opener = document.querySelector<HTMLElement>('[data-toolbar-menu]')
  if (!opener) return
  const apps = v.parse(Apps, readJson(document.getElementById('toolbar-apps')))
  const { toolbarMenu: id = '' } = opener.dataset
  const options: Record<string, string> = id === '' ? {} : { ID: id }
  opener.addEventListener('click', () => {
    openMenu(
      opener,
      apps.map((app) => ({ label: app.title, choose: () => openAppSlider(app.appId, options, app) })),
    )
  })
}

/** Puts the rows of a fresh copy of this page in place of the old ones. */
async function reload(grid: HTMLElement): Promise<void> {
  const response = await fetch(location.href)
  const fresh = new DOMParser()
    .parseFromString(await response.text(), 'text/html')
    .getElementById('contact-grid')
  if (fresh) grid.replaceChildren(...fresh.childNodes)
}
