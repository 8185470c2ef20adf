import type { DayMark } from '#core/ports.ts'

const DAY_MS = 86_400_000

/**
 * A mark in the frame's storage, one for each portal. Where the browser refuses storage it lasts as long as the page.
 * @param memberId names the portal.
 */
export function openDayMark(memberId: string, what: string): DayMark {
  const key = `tidy-contacts:${what}:${memberId}`
  let held: number | null = null

  function lastAt(): number | null {
    try {
      const kept = Number(window.localStorage.getItem(key) ?? Number.NaN)
      return Number.isFinite(kept) ? kept : held
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
      // Refused or full: this page knows it.
    }
  }

  return {
    isDue() {
      const last = lastAt()
      // A clock that was set back must not put it off for ever.
      return last === null || Math.abs(Date.now() - last) >= DAY_MS
    },
    note: () => remember(Date.now()),
    clear: () => remember(null),
  }
}
