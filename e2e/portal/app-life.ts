import type { LocalPortal } from './rest/call.ts'

/**
 * Uninstalls the app, as an administrator does it (rest: `AppTable::uninstall`): it is in no place any more and its tokens
 * are void.
 * @param deleteData "delete the app's settings and data": its options and storages go too (portal README, "Installing").
 */
export function uninstall(portal: LocalPortal, { deleteData }: { deleteData: boolean }): void {
  const { app, store } = portal
  app.removed = true
  app.INSTALLED = false
  app.placements = []
  app.firstRunDone.clear()
  portal.auth.expireAll()
  if (!deleteData) return
  app.appOptions = {}
  app.userOptions.clear()
  for (const { code } of store.appStorage.all()) store.appStorage.remove(code)
}

/**
 * Installs it again, or anew with other files: the installer opens with the next opening. What is bound stays as it is.
 * @param url of the page of the app; a new ZIP lies at another address
 * @param installUrl of its installer
 */
export function installAgain(
  { app }: LocalPortal,
  { url = app.url, installUrl = app.installUrl }: { url?: string; installUrl?: string } = {},
): void {
  Object.assign(app, {
    removed: false,
    INSTALLED: installUrl === '',
    VERSION: app.VERSION + 1,
    url,
    installUrl,
  })
}
