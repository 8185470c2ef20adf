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

/** What the portal shows around a page of its own: header and margins. */
const AROUND_PX = 220
const LOWEST_PX = 600
const HIGHEST_PX = 1200

/** For a screen that fills the frame and scrolls inside: asks once for as much height as the person's display has. */
export function useRoomyFrame(): void {
  const { host } = usePorts()

  useEffect(() => {
    const room = window.screen.availHeight - AROUND_PX
    host.fitHeight(Math.min(HIGHEST_PX, Math.max(LOWEST_PX, room)))
  }, [host])
}
