import type { BrowserContext } from '@playwright/test'

/**
 * Collects, from now on, what goes wrong in any page and any frame of a browser context: console errors, uncaught
 * exceptions, unhandled rejections, and whatever the page's Content-Security-Policy refused. The list that is returned grows while the context lives.
 *
 * @param expected noise that belongs to the scenario and is left out
 */
export async function watchConsole(
  context: BrowserContext,
  expected: readonly RegExp[],
): Promise<readonly string[]> {
  const seen: string[] = []
  const note = (line: string): void => {
    if (!expected.some((pattern) => pattern.test(line))) seen.push(line)
  }
  await context.addInitScript(sayWhatIsRefused)
  context.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'assert') return
    note(`console.${message.type()}: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (webError) => {
    const problem: unknown = webError.error()
    note(`uncaught: ${problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)}`)
  })
  return seen
}

function sayWhatIsRefused(): void {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    console.error(`policy: ${effectiveDirective} refused ${blockedURI}`)
  })
}
