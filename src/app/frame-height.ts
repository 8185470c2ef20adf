import { useEffect, type RefObject } from 'react'
import { usePorts } from '#features/ports.tsx'

/** In ms: the shortest time between reports, because each one is a message to the page around the frame. */
const REPORT_EVERY_MS = 100

/** In px: room below the content, so that no focus ring or shadow is cut off. */
const MARGIN_PX = 8

/** Keeps the frame as high as its content. Never measures while the tab is hidden: everything is 0 px high then. */
export function useFitHeight(content: RefObject<HTMLElement | null>): void {
  const { host } = usePorts()

  useEffect(() => {
    const element = content.current
    if (element === null) return undefined
    let reported = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const report = (): void => {
      timer = undefined
      const height = element.offsetHeight
      if (height === 0 || height === reported) return
      reported = height
      host.fitHeight(height + MARGIN_PX)
    }
    const observer = new ResizeObserver(() => {
      timer ??= setTimeout(report, REPORT_EVERY_MS)
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      clearTimeout(timer)
    }
  }, [content, host])
}

/** What the portal shows around a page of its own: header and margins, and less of them on a phone. */
const AROUND_PX = 220
const AROUND_ON_PHONE_PX = 128
const PHONE_PX = 600
const LOWEST_PX = 600
const HIGHEST_PX = 1200

/** Shares of the frame's height at which its visible part is measured again: about each 2 px. */
const STEPS = Array.from({ length: 501 }, (_, step) => step / 500)

/**
 * Sets `--sight`, the height down to where the portal's window cuts the frame off: a dialog of that height has its buttons
 * in sight even where the window is lower than the frame.
 * @param lowest in px: never less, where the frame may begin far down in a page that the person can scroll
 */
export function useSight(lowest = 0): void {
  useEffect(() => {
    const root = document.documentElement
    // As high as the frame, whatever the screen's own height.
    const probe = document.createElement('div')
    Object.assign(probe.style, { position: 'fixed', inset: '0', pointerEvents: 'none', visibility: 'hidden' })
    root.append(probe)
    const observer = new IntersectionObserver(
      (entries) => {
        const { intersectionRect, boundingClientRect } = entries.at(-1) ?? {}
        // Nothing of a hidden tab is in sight.
        if (
          intersectionRect === undefined ||
          boundingClientRect === undefined ||
          intersectionRect.height === 0
        )
          return
        const cut = boundingClientRect.bottom - intersectionRect.bottom
        const sight = Math.max(lowest, Math.floor(intersectionRect.bottom))
        if (cut > 0) root.style.setProperty('--sight', `min(100dvh, ${sight}px)`)
        else root.style.removeProperty('--sight')
      },
      { threshold: STEPS },
    )
    // A frame that changes its height may stay as visible as it was; to observe anew measures anew.
    const measure = (): void => {
      observer.unobserve(probe)
      observer.observe(probe)
    }
    measure()
    window.addEventListener('resize', measure)
    return () => {
      window.removeEventListener('resize', measure)
      observer.disconnect()
      probe.remove()
      root.style.removeProperty('--sight')
    }
  }, [lowest])
}

/**
 * For screens that fill the frame and scroll inside: asks once for as much height as the person's display has. A screen
 * of the height in sight (`h-sight`) has its end there, too.
 */
export function useRoomyFrame(): void {
  const { host } = usePorts()
  useSight()

  useEffect(() => {
    const { availWidth, availHeight } = window.screen
    const room = availHeight - (availWidth < PHONE_PX ? AROUND_ON_PHONE_PX : AROUND_PX)
    host.fitHeight(Math.min(HIGHEST_PX, Math.max(LOWEST_PX, room)))
  }, [host])
}
