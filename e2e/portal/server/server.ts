import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { handlePage } from '../pages/index.ts'
import type { LocalPortal } from '../portal.ts'
import { dispatch, type RestAnswer } from '../rest/dispatch.ts'
import { answerAppFolder } from './app-folder.ts'
import { handleControl } from './control.ts'
import { download } from './downloads.ts'

const HOST = 'portal.localhost'
const MAX_BODY = 20_000_000
/** How long an idle connection is held, in ms. */
const IDLE_MS = 70_000

/** Both loopbacks on one port: Chromium may take either for *.localhost. */
export async function listen(
  portal: () => LocalPortal,
  port: number,
): Promise<{ origin: string; close(): Promise<void> }> {
  const used = new WeakSet<Socket>()
  const handler = (req: IncomingMessage, res: ServerResponse): void => {
    const onUsedConnection = used.has(req.socket)
    used.add(req.socket)
    route(portal(), req, res, onUsedConnection).catch((problem: unknown) => {
      console.error('The local portal failed:', problem)
      if (!res.headersSent) res.writeHead(500)
      res.end()
    })
  }
  const first = createServer({ keepAliveTimeout: IDLE_MS }, handler)
  const bound = await listenOn(first, '127.0.0.1', port)
  const second = createServer({ keepAliveTimeout: IDLE_MS }, handler)
  // A machine without IPv6 still has the portal on IPv4.
  const both = await listenOn(second, '::1', bound).then(
    () => [first, second],
    () => [first],
  )
  return {
    origin: `http://${HOST}:${bound}`,
    close: async () => {
      await Promise.all(both.map(closeServer))
    },
  }
}

function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve()
    })
    server.closeAllConnections()
  })
}

async function route(
  portal: LocalPortal,
  req: IncomingMessage,
  res: ServerResponse,
  onUsedConnection: boolean,
): Promise<void> {
  if (await answerAppFolder(portal.options.appFolder, req, res)) return
  const url = req.url ?? '/'
  const file = download(portal, url)
  if (file !== null) {
    res.writeHead(file.status, file.headers).end(file.bytes)
    return
  }
  if (/^\/rest(\/|\?|$)/.test(url)) {
    const body = await readBody(req)
    const answer = dispatch(portal, {
      httpMethod: req.method ?? 'GET',
      url,
      contentType: req.headers['content-type'] ?? '',
      body,
      address: req.socket.remoteAddress ?? '',
      onUsedConnection,
    })
    send(portal, res, answer)
    return
  }
  // `/__portal/` itself is the control page, one of the pages.
  if (/^\/__portal\/[^?]/.test(url)) {
    handleControl(portal, req.method ?? 'GET', url, await readBody(req), res)
    return
  }
  await handlePage(portal, req, res)
}

/** Slowness is waited for here, after the work: the portal's data change at once, the client hears of it late. */
function send({ clock }: LocalPortal, res: ServerResponse, answer: RestAnswer): void {
  const deliver = (): void => {
    if (answer.status === 'reset') res.socket?.resetAndDestroy()
    else if (answer.status === 'drop') cutAfterHead(res, answer)
    else res.writeHead(answer.status, answer.headers).end(answer.body)
  }
  if (answer.delayMs > 0) clock.after(answer.delayMs, deliver)
  else deliver()
}

/** With the head and a byte of the answer on its way no browser sends the request again by itself. */
function cutAfterHead(res: ServerResponse, { headers }: RestAnswer): void {
  res.writeHead(200, { ...headers, 'Content-Length': '2' }).write('{', () => res.destroy())
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY) throw new Error('request body too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
