/** Run inside a document: how wide it is, whether a finger points at it, and one line for each thing without room there. */
export function faultsOfWidth(): { width: number; finger: boolean; faults: string[] } {
  const { clientWidth, scrollWidth } = document.documentElement
  const faults: string[] = []
  if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth - clientWidth} px too wide`)
  const dialogs = document.querySelectorAll('dialog[open]')
  const root = [...dialogs].at(-1) ?? document.body
  const isShown = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect()
    return (
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && width > 1 && height > 1
    )
  }
  const named = (element: Element): string =>
    `<${element.localName}> ${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 60)}`

  // Most texts stand in the same elements, and to ask for their styles takes the longest of all.
  const frames = new Map<Element, Framing | null>()
  const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  while (words.nextNode()) {
    const parent = words.currentNode.parentElement
    if (parent === null || (words.currentNode.nodeValue ?? '').trim() === '' || !isShown(parent)) continue
    range.selectNodeContents(words.currentNode)
    const { left, right } = range.getBoundingClientRect()
    if (right - left > 1 && isCut(parent, left, right)) faults.push(`cut: ${named(parent)}`)
  }

  // A finger needs more room. What stands in a line of text is as high as the line.
  const finger = matchMedia('(pointer: coarse)').matches
  const least = finger ? 44 : 24
  for (const control of root.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    const target = control.closest('label') ?? control
    if (!isShown(target) || getComputedStyle(control).display === 'inline') continue
    const { width, height: own } = target.getBoundingClientRect()
    // A name in a table takes the presses around it.
    const height = Math.max(own, Number.parseFloat(getComputedStyle(target, '::after').height) || 0)
    // Half a px, for fractions of a px are rounded.
    if (Math.min(width, height) < least - 0.5)
      faults.push(`${Math.round(width)} × ${Math.round(height)}: ${named(control)}`)
  }
  // Lists reckon with the height that they gave their rows.
  for (const row of root.querySelectorAll<HTMLElement>('[aria-rowindex], [aria-setsize]')) {
    const given = Number.parseFloat(row.style.height)
    const taken = Math.max(row.getBoundingClientRect().height, row.scrollHeight)
    if (taken > given + 1) faults.push(`a row of ${given} px takes ${taken}: ${named(row)}`)
  }
  if (matchMedia('(prefers-reduced-motion)').matches)
    for (const { effect } of document.getAnimations())
      if (Number(effect?.getComputedTiming().duration ?? 0) > 1) faults.push('something moves')
  return { width: clientWidth, finger, faults }

  /** That something around the text hides a part of it, and neither scrolls nor says by "…" or a title that there is more. */
  function isCut(of: Element, left: number, right: number): boolean {
    for (let around: Element | null = of; around !== null; around = around.parentElement) {
      const frame = frameBy(around)
      if (frame === null) continue
      if (frame.isForReaders) return false
      if (left >= frame.left - 1 && right <= frame.right + 1) continue
      return !frame.isKind && of.closest('[title]') === null
    }
    return left < -1 || right > clientWidth + 1
  }

  /** What this element does to what stands beyond its edges; `null`: nothing. */
  function frameBy(element: Element): Framing | null {
    const known = frames.get(element)
    if (known !== undefined) return known
    const { overflowX, textOverflow, position } = getComputedStyle(element)
    const isForReaders = position === 'absolute' && element.clientWidth <= 1
    const { left, right } = element.getBoundingClientRect()
    const isKind = ['auto', 'scroll'].includes(overflowX) || textOverflow === 'ellipsis'
    const frame = isForReaders || overflowX !== 'visible' ? { left, right, isForReaders, isKind } : null
    frames.set(element, frame)
    return frame
  }
}

interface Framing {
  readonly left: number
  readonly right: number
  /** Read aloud, and not to be seen. */
  readonly isForReaders: boolean
  /** It scrolls, or says by "…" that there is more. */
  readonly isKind: boolean
}

/** What the colours of the system (forced-colors) would hide: it is drawn by its background alone. */
export function faultsOfColours(): string[] {
  return [...document.querySelectorAll('[class*="bg-primary"], [class*="bg-danger"]')]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().width > 0)
    .filter((element) => {
      const { borderBlockEndWidth, borderBlockEndColor, backgroundColor } = getComputedStyle(element)
      return borderBlockEndWidth === '0px' || borderBlockEndColor === backgroundColor
    })
    .map((element) => `${element.localName}: ${element.className}`)
}
