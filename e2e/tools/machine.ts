import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { env, argv, exit } from 'node:process'
import { isMain } from './is-main.ts'

const USUAL_PLACES = [
  '/usr/local/bin',
  '/usr/bin',
  '/bin',
  '/usr/local/sbin',
  '/usr/sbin',
  '/snap/bin',
  '/opt/homebrew/bin',
]
const CHROMIUMS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const HEADLESS = 'chromium-headless-shell'
const MAC_CHROMIUMS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
const MAC_FIREFOX = '/Applications/Firefox.app/Contents/MacOS/firefox'

/** Path of a Chromium: the one that CHROME_PATH names, else the machine's. Undefined: there is none. */
export function findChromium(): string | undefined {
  const named = env.CHROME_PATH
  if (named !== undefined && named !== '') return isProgram(named) ? named : undefined
  return findProgram(...CHROMIUMS) ?? MAC_CHROMIUMS.find(isProgram)
}

/**
 * Path of Debian's Chromium without a window: the same engine, a fifth less work for the machine. It has no settings for
 * what sites may store, so specs of a browser that stores nothing take the whole one. Falls back to that.
 */
export function findHeadlessChromium(): string | undefined {
  return (env.CHROME_PATH ?? '') === '' ? (findProgram(HEADLESS) ?? findChromium()) : findChromium()
}

/** Path of a Firefox. Undefined: there is none. */
export function findFirefox(): string | undefined {
  return findProgram('firefox-esr', 'firefox') ?? [MAC_FIREFOX].find(isProgram)
}

/** Path of nginx; Debian keeps it in /usr/sbin, which is on no ordinary user's PATH. */
export function findNginx(): string | undefined {
  return findProgram('nginx')
}

function findProgram(...names: string[]): string | undefined {
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), ...USUAL_PLACES]
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

const FINDERS: Readonly<Record<string, () => string | undefined>> = {
  nginx: findNginx,
  firefox: findFirefox,
  headless: () => findProgram(HEADLESS),
  chromium: findChromium,
}

// As a command, for .ci/setup: prints the path, or exits 1.
if (isMain(import.meta.url)) {
  const found = FINDERS[argv[2] ?? '']?.()
  if (found === undefined) exit(1)
  console.log(found)
}
