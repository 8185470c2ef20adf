import { useLayoutEffect, useState } from 'react'

/** The inner width of an element in px, kept up to date; null until it was measured. A hidden tab keeps the last one. */
export function useWidth(element: HTMLElement | null): number | null {
  const [width, setWidth] = useState<number | null>(null)
  useLayoutEffect(() => {
    if (element === null) return undefined
    // It reports once at the beginning, before the first painting.
    const sizes = new ResizeObserver(() => {
      if (element.clientWidth > 0) setWidth(element.clientWidth)
    })
    sizes.observe(element)
    return () => sizes.disconnect()
  }, [element])
  return width
}
