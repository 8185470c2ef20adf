import type { FrameLocator } from '@playwright/test'

/**
 * What a browser's own translation, or an extension's, does to a page: each text is moved into an element of the
 * translator's, also each that comes later, so that the page's program no longer finds its text where it put it.
 */
export async function translatePage(app: FrameLocator): Promise<void> {
  await app.locator('body').evaluate((body) => {
    const translated = (): Element => document.createElementNS('http://www.w3.org/1999/xhtml', 'font')
    const skipped = new Set(['SCRIPT', 'STYLE', 'TEXTAREA', 'FONT', 'OPTION', 'TITLE'])
    const translate = (root: Node): void => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      const texts: Text[] = []
      while (walker.nextNode() !== null) texts.push(walker.currentNode as Text)
      for (const text of texts) {
        const parent = text.parentElement
        if (parent === null || skipped.has(parent.tagName) || text.data.trim() === '') continue
        const [outer, inner] = [translated(), translated()]
        inner.textContent = text.data
        outer.append(inner)
        text.replaceWith(outer)
      }
    }
    translate(body)
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (!node.isConnected || node.nodeName === 'FONT') continue
        translate(node instanceof Text ? (node.parentElement ?? body) : node)
      }
    }).observe(body, { childList: true, subtree: true })
  })
}
