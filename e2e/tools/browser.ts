import { chromium, type Browser } from '@playwright/test'
import { CHROMIUM_ARGS } from './chromium-args.ts'
import { findChromium } from './machine.ts'

/** The machine's Chromium, without a window, for tools that make pictures. Throws if there is none. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('No Chromium on this machine: run .ci/setup browser')
  return chromium.launch({ executablePath, args: CHROMIUM_ARGS })
}
