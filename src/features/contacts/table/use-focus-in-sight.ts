import { useEffect } from 'react'

/**
 * Keeps the focused control in sight when the scroller becomes lower because the bar below it has more to say. A
 * control that was already out of sight stays there: the person scrolled away from it.
 */
export function useFocusInSight(scroller: HTMLElement | null): void {
  useEffect(() => {
    if (scroller === null) return undefined
    let height = scroller.clientHeight
    const sizes = new ResizeObserver(() => {
      const before = height
      height = scroller.clientHeight
      const { activeElement } = document
      if (height >= before || activeElement === scroller || !scroller.contains(activeElement)) return
      const bottom =
        (activeElement?.getBoundingClientRect().bottom ?? 0) - scroller.getBoundingClientRect().top
      if (bottom <= before && bottom > height) {
        scroller.scrollBy({ top: bottom - height, behavior: 'instant' })
      }
    })
    sizes.observe(scroller)
    return () => sizes.disconnect()
  }, [scroller])
}
