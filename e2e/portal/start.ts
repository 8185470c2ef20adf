import type { PortalOptions, RunningPortal } from './contract.ts'
import { createPortal, type LocalPortal } from './portal.ts'
import { APP_ON_PORTAL } from './server/app-folder.ts'
import { listen } from './server/server.ts'

/**
 * Starts a local portal with its pages and REST on `http://portal.localhost:PORT`.
 * Throws what node:net throws if the port is taken.
 */
export async function startPortal(options: PortalOptions): Promise<RunningPortal> {
  let origin = ''
  const portal = createPortal(options, () => origin)
  const server = await listen(() => portal, options.port ?? 0)
  origin = server.origin
  if (options.appFolder !== undefined) moveOntoPortal(portal, `${origin}${APP_ON_PORTAL}index.html`)
  return {
    origin,
    portal,
    close: () => server.close(),
  }
}

/** Its address is known only now. */
function moveOntoPortal({ app }: LocalPortal, url: string): void {
  for (const place of app.placements) place.handler = url
  Object.assign(app, { url, installUrl: url })
}
