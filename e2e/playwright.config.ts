import { env } from 'node:process'
import { defineConfig } from '@playwright/test'
import type { PortalFixtureOptions } from './support/fixtures.ts'
import { CHROMIUM_ARGS } from './tools/chromium-args.ts'
import { findHeadlessChromium } from './tools/machine.ts'

const executablePath = findHeadlessChromium()
if (executablePath === undefined) throw new Error('No Chromium on this machine: run .ci/setup browser')

const isCi = Boolean(env.CI)

export default defineConfig<PortalFixtureOptions>({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  globalSetup: './support/global-setup.ts',
  fullyParallel: true,
  // Twice the cores of CI: many specs wait for what the app or the portal really waits for.
  workers: 4,
  retries: 0,
  // Generous, for a busy machine must not look like a broken app; nothing here measures time.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  forbidOnly: isCi,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    // As for an expectation: what cannot be pressed by then will not come.
    actionTimeout: 60_000,
    // Pictures of every moment would take a third of the machine; `--trace on` takes them for a test one wants to watch.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    timezoneId: 'UTC',
    launchOptions: {
      executablePath,
      args: CHROMIUM_ARGS,
    },
  },
})
