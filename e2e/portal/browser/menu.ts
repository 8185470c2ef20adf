export interface MenuEntry {
  label: string
  choose: () => void
}

/** A drop-down under its button; Esc or a click elsewhere closes it. */
export function openMenu(opener: HTMLElement, entries: readonly MenuEntry[]): void {
  const menu = document.createElement('div')
  menu.className = 'menu'
  menu.popover = 'auto'
  menu.setAttribute('role', 'menu')
  menu.setAttribute('aria-label', opener.getAttribute('aria-label') ?? opener.textContent.trim())
  for (const { label, choose } of entries) {
    const item = document.createElement('button')
    item.type = 'button'
    item.setAttribute('role', 'menuitem')
    item.textContent = label
    item.addEventListener('click', () => {
      menu.hidePopover()
      choose()
    })
    menu.append(item)
  }
  menu.addEventListener('toggle', (event) => {
    if (event.newState !== 'closed') return
    opener.setAttribute('aria-expanded', 'false')
    menu.remove()
  })
  document.body.append(menu)
  menu.showPopover()
  place(menu, opener)
  opener.setAttribute('aria-expanded', 'true')
  menu.querySelector('button')?.focus()
}

function place(menu: HTMLElement, opener: HTMLElement): void {
  const anchor = opener.getBoundingClientRect()
  const start = document.dir === 'rtl' ? anchor.right - menu.offsetWidth : anchor.left
  const left = Math.min(start, window.innerWidth - menu.offsetWidth - 8)
  const below = anchor.bottom + menu.offsetHeight < window.innerHeight
  menu.style.left = `${Math.max(8, left)}px`
  menu.style.top = `${below ? anchor.bottom + 4 : Math.max(8, anchor.top - menu.offsetHeight - 4)}px`
}
