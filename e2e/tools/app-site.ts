import { readFile } from 'node:fs/promises'
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { isMissing } from './files.ts'

export interface AppSiteOptions {
  /** The folder that is served, e.g. dist. */
  folder: string
  /** 0 (default) takes a free port. */
  port?: number
  /**
   * The name in the address; the socket is on 127.0.0.1 all the same. Default `127.0.0.1`, which is another site than
   * `portal.localhost`. Browsers resolve every `*.localhost` themselves.
   */
  host?: string
  /** Where on the host the folder is, with both slashes. Default `/`. */
  path?: string
  /**
   * True (default): POST answers with the page, as every server of a Bitrix24 app must. False: 405, as a CDN of static
   * files does.
   */
  answersPost?: boolean
}

export interface AppSite {
  /** Absolute URL of index.html: the handler that a portal opens. */
  readonly url: string
  /** `METHOD /path status` of everything asked for, oldest first: a test reads from it how the portal opened the app. */
  readonly requests: readonly string[]
  close(): Promise<void>
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
}

/** Serves a built app as its own server would: no X-Frame-Options, for a portal of any name frames it. */
export async function serveAppSite(options: AppSiteOptions): Promise<AppSite> {
  const { folder, port = 0, host = '127.0.0.1', path = '/', answersPost = true } = options
  const requests: string[] = []
  const server = createServer((req, res) => {
    const head = (status: number, headers: OutgoingHttpHeaders = {}): ServerResponse => {
      // Noted before the answer leaves: whoever has the answer finds it here.
      requests.push(`${req.method ?? ''} ${req.url ?? ''} ${status}`)
      return res.writeHead(status, headers)
    }
    answerFile(req, head, { folder, path, answersPost }).catch((problem: unknown) => {
      console.error('The app site failed:', problem)
      res.destroy()
    })
  })
  await listen(server, port)
  const bound = (server.address() as AddressInfo).port
  return { url: `http://${host}:${bound}${path}index.html`, requests, close: () => close(server) }
}

/** Answers with a file of the folder, 404 or 405. @param head begins the answer */
export async function answerFile(
  req: IncomingMessage,
  head: (status: number, headers?: OutgoingHttpHeaders) => ServerResponse,
  site: { folder: string; path: string; answersPost: boolean },
): Promise<void> {
  req.resume()
  const method = req.method ?? 'GET'
  if (!['GET', 'HEAD', ...(site.answersPost ? ['POST'] : [])].includes(method)) {
    head(405).end()
    return
  }
  const file = await fileFor(site.folder, site.path, req.url ?? '/')
  if (file === undefined) {
    head(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found')
    return
  }
  const res = head(200, {
    'content-type': TYPES[extname(file.path)] ?? 'application/octet-stream',
    'content-length': file.bytes.length,
    'x-content-type-options': 'nosniff',
    // As nginx.conf has it.
    'cache-control': isNamedByContent(file.path) ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
  res.end(method === 'HEAD' ? undefined : file.bytes)
}

/** The build writes the hash of what is in a file into its name: it never changes. */
function isNamedByContent(path: string): boolean {
  return /[/\\]assets[/\\]/u.test(path)
}

function isFolder(problem: unknown): boolean {
  return problem instanceof Error && 'code' in problem && problem.code === 'EISDIR'
}

interface SiteFile {
  path: string
  bytes: Buffer
}

/** What never changes is read once: a suite asks for it thousands of times. */
const unchanging = new Map<string, SiteFile>()

async function fileFor(folder: string, base: string, url: string): Promise<SiteFile | undefined> {
  const { pathname } = new URL(url, 'http://127.0.0.1')
  if (!pathname.startsWith(base)) return undefined
  const inside = normalize(`/${decodeURIComponent(pathname.slice(base.length))}`)
  const path = join(folder, inside.endsWith('/') ? `${inside}index.html` : inside)
  const known = unchanging.get(path)
  if (known) return known
  try {
    const file = { path, bytes: await readFile(path) }
    if (isNamedByContent(path)) unchanging.set(path, file)
    return file
  } catch (problem) {
    if (isMissing(problem) || isFolder(problem)) return undefined
    throw problem
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
