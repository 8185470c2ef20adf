import { useEffect, useEffectEvent, type RefObject } from 'react'

/** Ms. A pointer that comes back sooner has only crossed the edge. */
const AWAY_MS = 5000

/**
 * Calls back when the app becomes visible again: its tab in the card was hidden (`display: none`), or the whole window
 * was. Chromium reports the first to the frame as a size and an intersection; Firefox reports nothing, so the pointer
 * or the focus that comes back after a while counts too.
 */
export function useReshown(content: RefObject<HTMLElement | null>, onShown: () => void): void {
  const shown = useEffectEvent(onShown)

  useEffect(() => {
    const element = content.current
    if (element === null) return undefined
    const listening = new AbortController()
    const { signal } = listening
    // The first report after mounting is the current state; only a change from hidden to visible counts.
    let seen: boolean | null = null
    let leftAt: number | null = null
    const look = (): void => {
      const now = isSeen(element)
      if (now && seen === false) {
        // The pointer that follows brings nothing new.
        leftAt = null
        shown()
      }
      seen = now
    }
    const leave = ({ timeStamp }: Event): void => {
      leftAt ??= timeStamp
    }
    const come = ({ timeStamp }: Event): void => {
      const back = leftAt !== null && timeStamp - leftAt >= AWAY_MS
      leftAt = null
      if (back) shown()
    }
    const bySize = new ResizeObserver(look)
    const byIntersection = new IntersectionObserver(look)
    bySize.observe(element)
    byIntersection.observe(element)
    document.addEventListener('visibilitychange', look, { signal })
    document.documentElement.addEventListener('mouseleave', leave, { signal })
    document.documentElement.addEventListener('mouseenter', come, { signal })
    window.addEventListener('blur', leave, { signal })
    window.addEventListener('focus', come, { signal })
    return () => {
      bySize.disconnect()
      byIntersection.disconnect()
      listening.abort()
    }
  }, [content])
}

function isSeen(element: HTMLElement): boolean {
  return document.visibilityState === 'visible' && element.offsetHeight > 0
}
