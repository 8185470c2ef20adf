import { text } from './page-config.ts'

/** Tells the document that HTML has come into one of its sliders: apps in it can be started. */
export const CONTENT_EVENT = 'portal-slider-content'

export interface SliderOptions {
  url: string
  /** In px; the whole width without it. */
  width?: number
  title?: string
  label?: { text: string; color: string; bgColor: string }
  /** HTML shown in this document instead of a frame with `url`. */
  content?: () => Promise<string>
  onClose?: () => void
}

interface Slider {
  readonly url: string
  readonly element: HTMLDialogElement
  readonly onClose: (() => void) | undefined
}

/**
 * BX.SidePanel: lives in the top window, and documents in its frames open their sliders here as well, so a slider
 * opened from a card lies over that card, not inside it.
 */
export class SidePanel {
  private readonly sliders: Slider[] = []

  open(options: SliderOptions): void {
    const element = document.createElement('dialog')
    element.className = 'side-panel'
    element.setAttribute('aria-label', options.title ?? text('view'))
    const body = document.createElement('div')
    body.className = 'side-panel-body'
    if (options.width !== undefined) body.style.maxWidth = `${options.width}px`
    element.append(body)
    const slider: Slider = { url: options.url, element, onClose: options.onClose }
    body.append(this.closeButton(slider), ...labelOf(options))
    element.addEventListener('cancel', (event) => {
      event.preventDefault()
      this.remove(slider)
    })
    document.body.append(element)
    element.showModal()
    this.sliders.push(slider)
    if (options.content) void showContent(body, options.content)
    else body.append(frameFor(options))
  }

  isOpen(): boolean {
    return this.sliders.length > 0
  }

  topUrl(): string {
    return this.sliders.at(-1)?.url ?? ''
  }

  /** Closes the topmost slider, then calls back. */
  close(afterwards?: () => void): void {
    const slider = this.sliders.at(-1)
    if (!slider) return
    this.remove(slider)
    afterwards?.()
  }

  /** Closes the slider whose frame a document lives in; false when it is in none. */
  closeOwn(frame: Element | null): boolean {
    const slider = this.sliders.find(({ element }) => frame !== null && element.contains(frame))
    if (slider) this.remove(slider)
    return slider !== undefined
  }

  private remove(slider: Slider): void {
    const index = this.sliders.indexOf(slider)
    if (index < 0) return
    this.sliders.splice(index, 1)
    slider.element.close()
    slider.element.remove()
    slider.onClose?.()
  }

  private closeButton(slider: Slider): HTMLButtonElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'side-panel-close'
    button.setAttribute('aria-label', text('closeSlider'))
    button.textContent = '×'
    button.addEventListener('click', () => this.remove(slider))
    return button
  }
}

declare global {
  interface Window {
    portalSidePanel?: SidePanel
  }
}

/** The panel of the top window: its documents and those in its sliders are of one origin. */
export function sidePanel(): SidePanel {
  const top = window.top ?? window
  top.portalSidePanel ??= new SidePanel()
  return top.portalSidePanel
}

function labelOf(options: SliderOptions): HTMLElement[] {
  if (!options.label) return []
  const label = document.createElement('span')
  label.className = 'side-panel-label'
  label.textContent = options.label.text
  label.style.background = options.label.bgColor
  label.style.color = options.label.color
  return [label]
}

function frameFor(options: SliderOptions): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.className = 'side-panel-frame'
  frame.title = options.title ?? text('view')
  frame.src = options.url
  return frame
}

async function showContent(body: HTMLElement, content: () => Promise<string>): Promise<void> {
  const place = document.createElement('div')
  place.className = 'side-panel-content'
  place.textContent = text('loading')
  body.append(place)
  place.innerHTML = await content()
  place.dispatchEvent(new Event(CONTENT_EVENT, { bubbles: true }))
}
