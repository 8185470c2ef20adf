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
      try {
        const stored: unknown = JSON.parse(window.localStorage.getItem(key) ?? 'null')
        return stored ?? held
      } catch {
        return held
      }
    },
    write(picture) {
      held = picture
      try {
        window.localStorage.setItem(key, JSON.stringify(picture))
      } catch {
        // Storage is refused or full: `held` remembers it for this page.
      }
    },
  }
}
