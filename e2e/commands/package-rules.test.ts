import { describe, expect, it } from 'vitest'
import { packageProblems } from './package-rules.ts'

const SOUND: Readonly<Record<string, string>> = {
  'index.html': `<!doctype html><html lang="en"><link rel="icon" href="./icon.svg">
    <link rel="stylesheet" href="./assets/a.css"><script type="module" src="./assets/a.js"></script></html>`,
  'icon.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><use href="#a"/></svg>`,
  'icon.png': 'https://example.org/ in bytes of a picture is no address',
  'assets/a.css': `a{background:url(./b.woff2)} b{background:url("data:image/svg+xml,%3Csvg/%3E")} /* https://x.org */`,
  'assets/b.woff2': '',
  'assets/a.js': `import{b}from"./b.js";const f=()=>import("./c.js");const u=new URL("b.woff2",import.meta.url);
    const s="http://www.w3.org/2000/svg";const e="https://react.dev/errors/"+418;const p="/crm/contact/details/";
    const q=\`https://\${domain}/rest/\``,
  'assets/b.js': 'export const b=1',
  'assets/c.js': 'export{}',
}

/** The sound package with some files in another form. */
function problemsWith(changed: Readonly<Record<string, string>>): string[] {
  const texts = { ...SOUND, ...changed }
  return packageProblems(
    Object.entries(texts).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) })),
  )
}

function htmlWith(fragment: string): string {
  return `${SOUND['index.html'] ?? ''}${fragment}`
}

describe('packageProblems', () => {
  it('has nothing against a package that stays within itself', () => {
    expect(problemsWith({})).toEqual([])
  })

  it('wants index.html at the root', () => {
    const files = [{ path: 'app/index.html', bytes: new Uint8Array() }]
    expect(packageProblems(files)).toEqual(['index.html is not at the root'])
  })

  it.each([
    ['a script of the host', '<script src="/assets/a.js"></script>'],
    ['a script of another host', '<script src="https://cdn.example.org/a.js"></script>'],
    ['an address without protocol', '<link rel=preconnect href="//fonts.example.org">'],
    ['an address without quotes', '<img alt="" src=/logo.png>'],
    ['a picture set', '<img alt="" srcset="./icon.png 1x, https://example.org/b.png 2x">'],
    ['a frame', `<iframe title="x" src='http://example.org'></iframe>`],
    ['a form', '<form action="/login"></form>'],
    ['a refresh', '<meta http-equiv="refresh" content="0; url=/elsewhere">'],
    ['a picture in meta', '<meta property="og:image" content="https://example.org/a.png">'],
    ['a style attribute', '<p style="background:url(/a.png)">x</p>'],
    ['a style element', '<style>@import "https://example.org/a.css";</style>'],
    ['a script element', '<script>import("https://example.org/a.js")</script>'],
    ['a file that is not there', '<link rel="stylesheet" href="./assets/gone.css">'],
    ['a file above the package', '<script src="../shared.js"></script>'],
    ['a base element', '<base href="./">'],
  ])('catches %s in HTML', (_what, fragment) => {
    const found = problemsWith({ 'index.html': htmlWith(fragment) })
    expect(found.length).toBeGreaterThan(0)
    expect(found.every((problem) => problem.startsWith('index.html: '))).toBe(true)
  })

  it.each([
    ['a font of the host', '@font-face{src:url(/assets/b.woff2)}'],
    ['a font of another host', '@font-face{src:url("https://fonts.example.org/b.woff2")}'],
    ['an address without protocol', `a{background:url('//example.org/a.png')}`],
    ['an import', '@import "https://example.org/a.css";'],
    ['an import by url()', '@import url(//example.org/a.css);'],
    ['a file that is not there', 'a{background:url(./gone.png)}'],
  ])('catches %s in CSS', (_what, css) => {
    expect(problemsWith({ 'assets/a.css': css })).toHaveLength(1)
  })

  it.each([
    ['a fetch', 'fetch("https://example.org/a.json")'],
    ['a fetch without TLS', 'fetch(`http://example.org/`)'],
    ['a socket', 'new WebSocket("wss://example.org/")'],
    ['an address without protocol', 'i.src="//example.org/a.png"'],
    ['an import of another host', 'import"https://example.org/a.js"'],
    ['an import of the host', 'import("/assets/b.js")'],
    ['an import of a package', 'import"react"'],
    ['an import of what is not there', 'import("./gone.js")'],
    ['an asset of the host', 'new URL("/b.woff2",import.meta.url)'],
    ['an asset that is not there', 'new URL("gone.woff2",import.meta.url)'],
    ['an address that only begins like an allowed one', 'x="http://www.w3.org/2000/svg/evil.js"'],
    ['a host that only begins like an allowed one', 'x="http://localhost.example.org/"'],
  ])('catches %s in JavaScript', (_what, script) => {
    const found = problemsWith({ 'assets/b.js': script })
    expect(found.length).toBeGreaterThan(0)
    expect(found.every((problem) => problem.startsWith('assets/b.js: '))).toBe(true)
  })

  it('takes a full stop of any script behind an allowed address for the end of the sentence', () => {
    const address = 'https://apps.example.com/tidy-contacts/index.html'
    for (const stop of ['.', '。', '।', ''])
      expect(problemsWith({ 'assets/b.js': `x="${address}${stop}"` })).toEqual([])
  })

  it.each(['index.html', 'assets/a.css', 'assets/a.js'])('catches the name of a source map in %s', (path) => {
    const named = `${SOUND[path] ?? ''}\n/*# sourceMappingURL=a.map */`
    expect(problemsWith({ [path]: named })).toEqual([`${path}: names a source map`])
  })

  it('catches a source map and a file of unknown kind', () => {
    expect(problemsWith({ 'assets/a.js.map': '{}' })).toEqual(['assets/a.js.map: is a source map'])
    expect(problemsWith({ 'data.bin': '' })).toEqual(['data.bin: is of a kind that has no rule here'])
  })

  it('catches an address in an SVG', () => {
    expect(problemsWith({ 'icon.svg': '<svg><image href="https://example.org/a.png"/></svg>' })).toHaveLength(
      1,
    )
  })
})
