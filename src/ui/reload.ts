/**
 * Loads the app again. `location.reload()` would not do: the portal opened the page by POST, and a browser asks the
 * person before it sends a form again. The frame keeps its name, so the new page finds its portal.
 */
export function reload(): void {
  window.location.replace(window.location.href)
}
