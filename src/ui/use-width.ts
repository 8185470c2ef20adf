import { useLayoutEffect, useState } from 'react'

/** The current inner width of an element in px; null until it is measured. A hidden tab keeps the last width. */
export function useWidth(element: HTMLElement | null): number | null {
  const [width, setWidth] = useState<number | null>(null)
  useLayoutEffect(() => {
    if (element === null) return undefined
    // The observer reports once at the start, before the first paint.
    const sizes = new ResizeObserver(() => {
      if (element.clientWidth > 0) setWidth(element.clientWidth)
    })
    sizes.observe(element)
    return () => sizes.disconnect()
  }, [element])
  return width
}
