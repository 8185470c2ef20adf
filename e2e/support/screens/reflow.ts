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

  const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  while (words.nextNode()) {
    const parent = words.currentNode.parentElement
    if (parent === null || (words.currentNode.nodeValue ?? '').trim() === '' || !isShown(parent)) continue
    range.selectNodeContents(words.currentNode)
    const { left, right } = range.getBoundingClientRect()
    if (right - left > 1 && isCut(parent, left, right)) faults.push(`cut: ${named(parent)}`)
  }

  // A finger needs more room on a phone. What stands in a line of text is as high as the line.
  const finger = matchMedia('(pointer: coarse)').matches
  const least = finger && matchMedia('(width < 40rem)').matches ? 44 : 24
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
  if (matchMedia('(prefers-reduced-motion)').matches)
    for (const { effect } of document.getAnimations())
      if (Number(effect?.getComputedTiming().duration ?? 0) > 1) faults.push('something moves')
  return { width: clientWidth, finger, faults }

  /** That something around the text hides a part of it, and neither scrolls nor says by "…" or a title that there is more. */
  function isCut(of: Element, left: number, right: number): boolean {
    for (let around: Element | null = of; around !== null; around = around.parentElement) {
      const { overflowX, textOverflow, position } = getComputedStyle(around)
      if (position === 'absolute' && around.clientWidth <= 1) return false
      if (overflowX === 'visible') continue
      const edge = around.getBoundingClientRect()
      if (left >= edge.left - 1 && right <= edge.right + 1) continue
      return (
        !['auto', 'scroll'].includes(overflowX) &&
        textOverflow !== 'ellipsis' &&
        of.closest('[title]') === null
      )
    }
    return left < -1 || right > clientWidth + 1
  }
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
