/** What the page's Content-Security-Policy keeps from happening; every other spec fails if it is ever needed. */
import { ContactTab } from '../pages/contact-tab.ts'
import { ContactRows } from '../pages/contact-rows.ts'
import { expect, test } from '../support/fixtures.ts'
import { ODD } from '../portal/store/odd-contacts.ts'
import type { FrameLocator } from '@playwright/test'

test.use({ portalOptions: { contacts: 60 }, expectedConsole: [/policy:|Content Security Policy/u] })

interface Attacked {
  ran: string[]
  refused: string[]
}

/** Tries everything that text from a portal could become if the app ever took it for markup. */
function attack(app: FrameLocator): Promise<void> {
  return app.locator('body').evaluate(async (body) => {
    const attacked: Attacked = { ran: [], refused: [] }
    const ran = (what: string): unknown => attacked.ran.push(what)
    Object.assign(window, { attacked, ran })
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      attacked.refused.push(effectiveDirective)
    })
    // In a task of the page: what a debugger evaluates may evaluate.
    await new Promise((later) => {
      setTimeout(later)
    })
    const put = (tag: string, attributes: Record<string, string>, text = ''): HTMLElement => {
      const made = document.createElement(tag)
      for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
      made.textContent = text
      body.append(made)
      return made
    }
    put('script', {}, 'ran("inline")')
    put('script', { src: 'data:text/javascript,ran("data")' })
    put('script', { src: URL.createObjectURL(new Blob(['ran("blob")'], { type: 'text/javascript' })) })
    put('script', { src: 'https://elsewhere.example/a.js' })
    put('a', { onclick: 'ran("handler")' }).click()
    put('style', {}, 'body { background: url(https://elsewhere.example/a.png) }')
    put('img', { src: 'https://elsewhere.example/a.png' })
    put('iframe', { src: 'https://elsewhere.example/' })
    put('iframe', { srcdoc: '<script>parent.ran("frame")</script>' })
    put('object', { data: 'https://elsewhere.example/a.swf', type: 'text/html' })
    put('base', { href: 'https://elsewhere.example/' })
    const form = put('form', { action: 'https://elsewhere.example/', method: 'post', target: '_self' })
    ;(form as HTMLFormElement).submit()
    setTimeout('ran("text of a timer")' as unknown as () => void)
    try {
      const fromText = Reflect.get(window, 'Function') as unknown as (code: string) => () => unknown
      fromText('ran("eval")')()
    } catch {
      // Refused.
    }
    try {
      new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))).addEventListener('message', () =>
        ran('worker'),
      )
    } catch {
      // As good.
    }
  })
}

function attackedIn(app: FrameLocator): Promise<Attacked> {
  return app.locator('body').evaluate(() => {
    const { ran, refused } = (window as unknown as { attacked: Attacked }).attacked
    return { ran, refused: [...new Set(refused)].toSorted() }
  })
}

const REFUSED = [
  'base-uri',
  'form-action',
  'frame-src',
  'img-src',
  'object-src',
  'script-src',
  'script-src-attr',
  'script-src-elem',
  'style-src-elem',
  'worker-src',
]

test('what would be code is refused, and no address of the app goes along to another site', async ({
  portalPages,
  page,
}) => {
  const asked: (string | undefined)[] = []
  page.on('request', (request) => {
    if (request.url().includes('/rest/')) asked.push(request.headers().referer)
  })
  const own = await portalPages.openApp()
  await new ContactRows(own).ready()

  await test.step('no address of the app goes along to another site', () => {
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.filter((referer) => referer !== undefined && referer !== '')).toEqual([])
  })
  await test.step('what would be code is refused on the app’s own page', async () => {
    await attack(own)
    await expect.poll(() => attackedIn(own)).toEqual({ ran: [], refused: REFUSED })
  })
  await test.step('and in the card', async () => {
    const card = await portalPages.openCardTab(ODD.everything)
    await expect(new ContactTab(card).delete).toBeVisible()
    await attack(card)
    await expect.poll(() => attackedIn(card)).toEqual({ ran: [], refused: REFUSED })
  })
})
