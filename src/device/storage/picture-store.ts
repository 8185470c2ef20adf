import type { PictureStore } from '#core/clean-up/ports.ts'

/**
 * The last picture of the contacts, in the frame's storage; where the browser refuses that, as long as the page. It holds
 * counts, and names of sources and employees.
 * @param memberId names the portal.
 */
export function openPictureStore(memberId: string): PictureStore {
  const key = `tidy-contacts:picture:${memberId}`
  let held: unknown = null
  return {
    read() {
      if (held !== null) return held
      try {
        return JSON.parse(window.localStorage.getItem(key) ?? 'null') as unknown
      } catch {
        return null
      }
    },
    write(picture) {
      // What is stored, another tab may forget.
      held = null
      try {
        // First: where there is no room for the next one, the old one is not read in its place.
        window.localStorage.removeItem(key)
        if (picture !== null) window.localStorage.setItem(key, JSON.stringify(picture))
      } catch {
        held = picture
      }
    },
  }
}
