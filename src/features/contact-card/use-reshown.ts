import { useEffect, useEffectEvent, type RefObject } from 'react'

/**
 * Calls back when the app becomes visible again: its tab in the card was hidden (`display: none`, which the frame
 * notices only by its size and intersection), or the whole window was.
 */
export function useReshown(content: RefObject<HTMLElement | null>, onShown: () => void): void {
  const shown = useEffectEvent(onShown)

  useEffect(() => {
    const element = content.current
    if (element === null) return undefined
    // The first report after mounting is the current state; only a change from hidden to visible counts.
    let seen: boolean | null = null
    const note = (now: boolean): void => {
      if (now && seen === false) shown()
      seen = now
    }
    const bySize = new ResizeObserver(() => note(isSeen(element)))
    const byIntersection = new IntersectionObserver(() => note(isSeen(element)))
    const byWindow = (): void => note(isSeen(element))
    bySize.observe(element)
    byIntersection.observe(element)
    document.addEventListener('visibilitychange', byWindow)
    return () => {
      bySize.disconnect()
      byIntersection.disconnect()
      document.removeEventListener('visibilitychange', byWindow)
    }
  }, [content])
}

function isSeen(element: HTMLElement): boolean {
  return document.visibilityState === 'visible' && element.offsetHeight > 0
}
