import * as v from 'valibot'
import { startLayouts } from './layout.ts'
import { readJson, text } from './page-config.ts'
import { postForText } from './post.ts'

const LAZYLOAD = '/bitrix/components/bitrix/app.layout/lazyload.ajax.php'
const LazyTab = v.object({
  appId: v.number(),
  placement: v.string(),
  rowId: v.number(),
  contactId: v.string(),
})

/**
 * Tabs of a card. The app's tab is loaded once, on the first click; afterwards it is only hidden by display:none, so
 * the app is told neither that it is shown nor that it is hidden (1.3).
 */
export function startTabs(): void {
  const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')]
  const loaded = new Set<string>()
  for (const tab of tabs) {
    tab.addEventListener('click', () => {
      for (const other of tabs) show(other, other === tab)
      const data = document.querySelector(`script[data-lazy-tab="${tab.id}"]`)
      if (!data || loaded.has(tab.id)) return
      loaded.add(tab.id)
      void loadTab(panelOf(tab), v.parse(LazyTab, readJson(data)))
    })
  }
}

function show(tab: HTMLElement, isShown: boolean): void {
  tab.setAttribute('aria-selected', String(isShown))
  panelOf(tab).style.display = isShown ? '' : 'none'
}

function panelOf(tab: HTMLElement): HTMLElement {
  const panel = document.getElementById(tab.getAttribute('aria-controls') ?? '')
  if (!panel) throw new Error(`The tab ${tab.id} has no panel`)
  return panel
}

async function loadTab(panel: HTMLElement, tab: v.InferOutput<typeof LazyTab>): Promise<void> {
  panel.textContent = text('loading')
  panel.innerHTML = await postForText(LAZYLOAD, {
    PARAMS: {
      template: '',
      params: {
        PLACEMENT: tab.placement,
        PLACEMENT_OPTIONS: { ID: tab.contactId },
        ID: tab.appId,
        PLACEMENT_ID: tab.rowId,
      },
    },
  })
  startLayouts(panel)
}
