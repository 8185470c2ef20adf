import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serveAppSite, type AppSite } from './app-site.ts'

describe('the app site', () => {
  const parent = mkdtempSync(join(tmpdir(), 'tidy-contacts-site-'))
  const folder = join(parent, 'dist')
  let site: AppSite

  beforeEach(async () => {
    mkdirSync(join(folder, 'assets'), { recursive: true })
    writeFileSync(join(folder, 'index.html'), '<!doctype html>page')
    writeFileSync(join(folder, 'assets/a.js'), 'export {}')
    writeFileSync(join(parent, 'secret.txt'), 'not served')
    site = await serveAppSite({ folder })
  })

  afterEach(async () => {
    await site.close()
    rmSync(parent, { recursive: true })
  })

  it('answers the POST of a portal with the page', async () => {
    const answer = await fetch(`${site.url}?DOMAIN=p.example`, {
      method: 'POST',
      body: new URLSearchParams({ a: 'b' }),
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.headers.get('x-frame-options')).toBeNull()
    expect(await answer.text()).toBe('<!doctype html>page')
  })

  it('answers HEAD, and files by their type', async () => {
    expect((await fetch(site.url, { method: 'HEAD' })).status).toBe(200)
    const script = await fetch(new URL('assets/a.js', site.url))
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(site.requests).toEqual(['HEAD /index.html 200', 'GET /assets/a.js 200'])
  })

  it('lets a browser keep the files that never change, and no page', async () => {
    expect((await fetch(site.url)).headers.get('cache-control')).toBe('no-cache')
    const script = await fetch(new URL('assets/a.js', site.url))
    expect(script.headers.get('cache-control')).toContain('immutable')
  })

  it('serves nothing but its folder', async () => {
    expect((await fetch(new URL('gone.js', site.url))).status).toBe(404)
    expect((await fetch(new URL('assets', site.url))).status).toBe(404)
    expect((await fetch(new URL('..%2fsecret.txt', site.url))).status).toBe(404)
    expect((await fetch(new URL('assets/..%2f..%2fsecret.txt', site.url))).status).toBe(404)
  })

  it('can be a CDN: a sub-path, and no POST', async () => {
    const cdn = await serveAppSite({ folder, path: '/a/b/', answersPost: false })
    expect((await fetch(cdn.url)).status).toBe(200)
    expect((await fetch(cdn.url, { method: 'POST' })).status).toBe(405)
    expect((await fetch(new URL('/index.html', cdn.url))).status).toBe(404)
    await cdn.close()
  })
})
