import { text } from './page-config.ts'

interface ModalOptions {
  title: string
  content: (Node | string)[]
  /** The button that does it. */
  action: string
  dangerous?: boolean
  /** Called with the dialog still open; false keeps it so. */
  onAction: () => boolean | undefined
}

/** A dialog of the portal. Cancel and Esc only close it. */
export function openModal(options: ModalOptions): HTMLDialogElement {
  const dialog = document.createElement('dialog')
  dialog.className = 'modal'
  dialog.setAttribute('aria-label', options.title)
  const heading = document.createElement('h2')
  heading.textContent = options.title
  const buttons = document.createElement('div')
  buttons.className = 'modal-buttons'
  const act = button(options.action, options.dangerous ? 'button danger' : 'button primary')
  act.addEventListener('click', () => {
    if (options.onAction() !== false) dialog.close()
  })
  const cancel = button(text('cancel'), 'button')
  cancel.addEventListener('click', () => dialog.close())
  buttons.append(act, cancel)
  dialog.append(heading, ...options.content, buttons)
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
  if (options.dangerous) cancel.focus()
  return dialog
}

export function button(label: string, className: string): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = className
  element.textContent = label
  return element
}

export function paragraph(words: string): HTMLParagraphElement {
  const element = document.createElement('p')
  element.textContent = words
  return element
}
