import { deleteContact } from './delete-contact.ts'
import { startGrid, startToolbar } from './grid.ts'
import { startLayouts } from './layout.ts'
import { CONTENT_EVENT, sidePanel } from './side-panel.ts'
import { startTabs } from './tabs.ts'

const CARD_LINK = /^\/crm\/(?:contact|company|deal|lead|quote|type\/\d+)\/details\/\d+\/$/

startTabs()
startGrid()
startToolbar()
startLayouts(document)
openCardLinksInSliders()
startCardDelete()
document.addEventListener(CONTENT_EVENT, ({ target }) => {
  if (target instanceof Element) startLayouts(target)
})

/** The portal's anchors to cards open sliders; a modified click is left to the browser. */
function openCardLinksInSliders(): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey
    if (!link || !isPlain || !CARD_LINK.test(link.pathname) || link.host !== location.host) return
    event.preventDefault()
    sidePanel().open({
      url: `${link.pathname}?IFRAME=Y&IFRAME_TYPE=SIDE_SLIDER`,
      title: link.textContent.trim(),
    })
  })
}

/** The card's own delete closes its slider; as a page of its own it goes back to the list. */
function startCardDelete(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-delete-contact]')) {
    button.addEventListener('click', () => {
      deleteContact(button.dataset.deleteContact ?? '', () => {
        if (!sidePanel().closeOwn(window.frameElement)) location.href = '/crm/contact/list/'
      })
    })
  }
}
