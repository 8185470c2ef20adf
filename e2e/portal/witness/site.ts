import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const PAGE = `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Witness</title>
<link rel="icon" href="data:,"><body><script type="module" src="/app.js"></script></body></html>`

/** A page of another origin that speaks in the witness's name. */
const INTRUDER = `<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,"><script>
const sid = new URLSearchParams(location.search).get('sid')
parent.parent.postMessage('getInitData:intruder:' + sid, '*')
parent.postMessage('intruded', '*')
</script>`

/** One opening of the witness, as the portal asked for it. */
export interface OpeningRequest {
  method: string
  path: string
  query: URLSearchParams
  body: URLSearchParams
  referer: string | undefined
}

export interface WitnessSite {
  /** `http://127.0.0.1:PORT/index.html` */
  readonly url: string
  readonly openings: readonly OpeningRequest[]
  close(): Promise<void>
}

/** Serves the witness on 127.0.0.1, another site than portal.localhost; answers POST like GET. */
export async function serveWitness(port: number): Promise<WitnessSite> {
  const script = await bundle()
  const openings: OpeningRequest[] = []
  const server = createServer((req, res) => {
    void respond(req).then(({ type, body }) => {
      res.writeHead(200, { 'Content-Type': type }).end(body)
    })
  })

  async function respond(req: IncomingMessage): Promise<{ type: string; body: string }> {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://witness')
    if (pathname === '/app.js') return { type: 'text/javascript', body: script }
    if (pathname === '/intruder.html') return { type: 'text/html', body: INTRUDER }
    openings.push({
      method: req.method ?? '',
      path: pathname,
      query: searchParams,
      body: new URLSearchParams(await bodyOf(req)),
      referer: req.headers.referer,
    })
    return { type: 'text/html', body: PAGE }
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const bound = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${bound.port}/index.html`,
    openings,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

let bundled: Promise<string> | undefined

function bundle(): Promise<string> {
  bundled ??= build({
    entryPoints: [fileURLToPath(new URL('./app.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    logLevel: 'error',
  }).then((result) => result.outputFiles[0]?.text ?? '')
  return bundled
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
