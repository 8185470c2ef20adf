import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from '@playwright/test'
import { CHROMIUM_ARGS } from '../tools/chromium-args.ts'
import { findChromium } from '../tools/machine.ts'

export interface EverydayBrowser {
  readonly context: BrowserContext
  close(): Promise<void>
}

/**
 * Chromium as people use it: a tab that is behind another one is hidden, and its timers are throttled. Playwright's own
 * browsers have that switched off, and claim that every page has the focus; so this one is started without it.
 * @param features as `--enable-features` takes them.
 */
export async function openEverydayBrowser(features: string): Promise<EverydayBrowser> {
  const executable = findChromium()
  if (executable === undefined) throw new Error('No Chromium on this machine: run .ci/setup browser')
  const profile = mkdtempSync(join(tmpdir(), 'tidy-contacts-profile-'))
  const child = spawn(
    executable,
    [
      ...CHROMIUM_ARGS,
      '--headless',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      `--enable-features=${features}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const gone = new Promise<void>((ended) => child.once('close', () => ended()))
  const address = await new Promise<string>((reported, failed) => {
    let said = ''
    child.stderr.on('data', (more: Buffer) => {
      said += more.toString()
      const [, found] = /DevTools listening on (ws:\S+)/u.exec(said) ?? []
      if (found !== undefined) reported(found)
    })
    child.once('error', failed)
    child.once('close', () => failed(new Error(`Chromium ended: ${said.slice(-500)}`)))
  })
  const browser = await chromium.connectOverCDP(address, { noDefaults: true, timeout: 100_000 })
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('a browser without a profile')
  return {
    context,
    async close() {
      await browser.close()
      child.kill()
      await gone
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
