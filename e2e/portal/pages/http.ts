import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Portal, User } from '../contract.ts'
import type { Html } from './html.ts'
import { readPhpForm, type PhpMap } from './php-form.ts'

/** One request to a portal page, with what every page asks of it. */
export interface Visit {
  readonly portal: Portal
  readonly user: User
  readonly method: string
  /** `host[:port]` as the browser wrote it: what the portal calls itself in this answer. */
  readonly host: string
  readonly url: URL
  readonly query: PhpMap
  readonly form: PhpMap
  readonly referer: string
  /** Guards the portal's own writes, as bitrix_sessid does. */
  readonly sessid: string
}

const MAX_BODY_BYTES = 1024 * 1024

/** Reads a request for a page of the portal. Rejects when the body is larger than 1 MiB. */
export async function readVisit(portal: Portal, req: IncomingMessage, sessid: string): Promise<Visit> {
  const host = req.headers.host ?? new URL(portal.origin).host
  const url = new URL(req.url ?? '/', `http://${host}`)
  const body = req.method === 'POST' ? await readBody(req) : ''
  return {
    portal,
    user: currentUser(portal),
    method: req.method ?? 'GET',
    host,
    url,
    query: readPhpForm(url.searchParams),
    form: readPhpForm(new URLSearchParams(body)),
    referer: req.headers.referer ?? '',
    sessid,
  }
}

/** An answer that a page gives; the server part writes it. */
export interface Answer {
  status: number
  type: string
  body: string
  location?: string
}

export function page(content: Html, status = 200): Answer {
  return { status, type: 'text/html; charset=utf-8', body: content.text }
}

export function json(data: unknown, status = 200): Answer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(data) }
}

export function redirect(location: string): Answer {
  return { status: 302, type: 'text/html; charset=utf-8', body: '', location }
}

/** No Content-Security-Policy: rest and app.layout emit none (portal README, "How the portal opens the app"). */
export function send(res: ServerResponse, answer: Answer): void {
  res.writeHead(answer.status, {
    'Content-Type': answer.type,
    'Cache-Control': 'no-store',
    'X-Frame-Options': 'SAMEORIGIN',
    ...(answer.location === undefined ? {} : { Location: answer.location }),
  })
  res.end(answer.body)
}

function currentUser(portal: Portal): User {
  const user = portal.store.users.get(portal.settings.currentUserId) ?? [...portal.store.users.values()][0]
  if (!user) throw new Error('The portal has no users')
  return user
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req) {
    const bytes = Buffer.from(chunk as Uint8Array)
    size += bytes.length
    if (size > MAX_BODY_BYTES) throw new Error('The form is too large')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}
