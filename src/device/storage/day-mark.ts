import type { DayMark } from '#core/ports.ts'

const DAY_MS = 86_400_000

/**
 * A mark in the frame's storage, one per portal. Where the browser refuses storage, the mark lasts as long as the page.
 * @param memberId names the portal.
 */
export function openDayMark(memberId: string, what: string): DayMark {
  const key = `tidy-contacts:${what}:${memberId}`
  let held: number | null = null

  function lastAt(): number | null {
    try {
      const stored = Number(window.localStorage.getItem(key) ?? Number.NaN)
      return Number.isFinite(stored) ? stored : held
    } catch {
      return held
    }
  }

  function remember(at: number | null): void {
    held = at
    try {
      if (at === null) window.localStorage.removeItem(key)
      else window.localStorage.setItem(key, String(at))
    } catch {
      // Storage is refused or full: `held` remembers it for this page.
    }
  }

  return {
    isDue() {
      const last = lastAt()
      // A clock that was set back must not postpone it forever.
      return last === null || Math.abs(Date.now() - last) >= DAY_MS
    },
    note: () => remember(Date.now()),
    clear: () => remember(null),
  }
}
