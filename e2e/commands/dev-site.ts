import type { AddressInfo } from 'node:net'
import { createServer, type Plugin } from 'vite'
import type { AppSite } from '../tools/app-site.ts'
import { ROOT } from '../tools/files.ts'

/**
 * The portal opens the app by POSTing a form into the frame; Vite answers a page to GET only (a POST of `/` is 404).
 * Nothing of ours is ever meant to be POSTed to this server, so every POST is read as a GET.
 */
function answersPost(): Plugin {
  return {
    name: 'tidy-contacts:answers-post',
    configureServer(server) {
      server.middlewares.use((req, _res, next) => {
        if (req.method === 'POST') req.method = 'GET'
        next()
      })
    },
  }
}

/** Vite's development server as an app site. Its hot reload works within the frame: the client asks its own origin. */
export async function serveDevSite(port: number): Promise<Omit<AppSite, 'requests'>> {
  const server = await createServer({
    root: ROOT,
    plugins: [answersPost()],
    server: { host: '127.0.0.1', port, strictPort: true },
    // Its own folder, so that a running `npm run dev` and a build or test beside it do not disturb each other.
    cacheDir: 'node_modules/.vite-dev',
    clearScreen: false,
  })
  await server.listen()
  const bound = (server.httpServer?.address() ?? { port }) as AddressInfo
  return { url: `http://127.0.0.1:${bound.port}/index.html`, close: () => server.close() }
}
