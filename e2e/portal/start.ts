import type { PortalOptions, RunningPortal } from './contract.ts'
import { createPortal } from './portal.ts'
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
  return {
    origin,
    portal,
    close: () => server.close(),
  }
}
