import { useEffect, useRef, type ReactNode } from 'react'

/**
 * News above the end of what stands before it, so that nothing moves when a message comes or goes. What scrolls below
 * leaves room for it by `--notices`, the height in px.
 */
export function FloatingNotices({ children }: { children: ReactNode }): ReactNode {
  const stack = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = stack.current
    if (element === null) return undefined
    const root = document.documentElement.style
    const sizes = new ResizeObserver(() => root.setProperty('--notices', `${element.offsetHeight}px`))
    sizes.observe(element)
    return () => {
      sizes.disconnect()
      root.removeProperty('--notices')
    }
  }, [])
  return (
    <div className="relative z-10 h-0">
      <div
        ref={stack}
        className="pointer-events-none absolute inset-x-0 bottom-0 flex max-h-[50dvh] max-w-3xl flex-col gap-2 overflow-y-auto ps-2 pe-13 not-empty:pb-2 max-[22rem]:px-1 sm:ps-13 *:pointer-events-auto"
      >
        {children}
      </div>
    </div>
  )
}
