import { readFileSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { TestOrder } from './e2e/tools/vitest/test-order.ts'
import { languageOf } from './src/i18n/languages.ts'

const CATALOGUES = join(import.meta.dirname, 'src/i18n/catalogues')

/**
 * `virtual:catalogue/en` is every JSON file of src/i18n/catalogues/en in one object, its ICU messages compiled, so
 * that no message parser is shipped. (@lingui/vite-plugin 6 does this too, but needs Node 22; we promise Node 20.)
 */
function catalogues(): Plugin {
  const prefix = 'virtual:catalogue/'
  return {
    name: 'tidy-contacts:catalogues',
    resolveId: (id) => (id.startsWith(prefix) || id === PLACE_TITLES ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${PLACE_TITLES}`) return `export default ${JSON.stringify(placeTitles())}`
      if (!id.startsWith(`\0${prefix}`)) return undefined
      const folder = join(CATALOGUES, basename(id))
      const isRightToLeft = languageOf(basename(id)).direction === 'rtl'
      const messages: Record<string, unknown> = {}
      for (const file of readdirSync(folder).toSorted()) {
        this.addWatchFile(join(folder, file))
        const texts = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>
        for (const [key, text] of Object.entries(texts)) {
          messages[`${basename(file, '.json')}.${key}`] = compileMessage(
            isRightToLeft ? isolated(text) : text,
          )
        }
      }
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(messages))})`
    },
  }
}

/** Vite's own server writes scripts and styles into the page; what is built has none, and keeps the page's policy. */
function withoutPolicy(): Plugin {
  return {
    name: 'tidy-contacts:without-policy',
    apply: 'serve',
    transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
  }
}

/** Names and numbers between words of the other direction keep their own: each stands between a FSI and a PDI, and "ID 7" as a whole. */
function isolated(text: string): string {
  return text.replaceAll(/(?:ID )?\{\w+\}/gu, '\u2068$&\u2069')
}

const PLACE_TITLES = 'virtual:place-titles'

/** The few texts that the installer needs of every language: `{ de: { 'install.titleTab': … } }`. */
function placeTitles(): Record<string, Record<string, string>> {
  const read = (language: string, file: string) =>
    JSON.parse(readFileSync(join(CATALOGUES, language, `${file}.json`), 'utf8')) as Record<string, string>
  return Object.fromEntries(
    readdirSync(CATALOGUES).map((language) => {
      const titles = Object.entries(read(language, 'install')).filter(
        ([key]) => key.startsWith('title') || key === 'placeDescription',
      )
      const ofInstall = Object.fromEntries(titles.map(([key, text]) => [`install.${key}`, text]))
      return [language, { ...ofInstall, 'common.appName': read(language, 'common').appName ?? '' }]
    }),
  )
}

export default defineConfig({
  // The ZIP is served from a sub-path of a CDN (portal README, "The ZIP").
  base: './',
  plugins: [react(), tailwindcss(), catalogues(), withoutPolicy()],
  build: {
    target: 'es2022',
    sourcemap: false,
    modulePreload: { polyfill: false },
    // One file for the first load, and three for what several later parts share: otherwise a review would fetch ninety
    // small ones. What imports nothing of the others comes first.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 4 },
            { name: 'shared-core', test: /\/src\/core\//u, minShareCount: 2, priority: 3 },
            { name: 'shared-portal', test: /\/src\/(?:portal|device)\//u, minShareCount: 2, priority: 2 },
            { name: 'shared-screens', test: /\/src\//u, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['e2e/tools/vitest/property-tests.ts', 'e2e/tools/vitest/patient-tests.ts'],
    // One process for many files: to load the app's modules anew for each took half of the time. What a test changes in
    // its process it must put back.
    isolate: false,
    sequence: { sequencer: TestOrder },
    // Property tests make much that is soon garbage: with more room for it, it is collected a tenth as often.
    execArgv: ['--max-semi-space-size=128'],
    unstubGlobals: true,
    unstubEnvs: true,
    // Vitest leaves one core to itself and its watcher; of two that is half the machine.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    restoreMocks: true,
    // Generous, for a busy machine must not look like a broken app.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
    env: { TZ: 'UTC' },
  },
})
