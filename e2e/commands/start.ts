import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import process, { env, exit, platform } from 'node:process'
import { parseArgs } from 'node:util'
import { startPortal } from '../portal/start.ts'
import { serveAppSite } from '../tools/app-site.ts'
import { buildIfNeeded } from './build.ts'
import { serveDevSite } from './dev-site.ts'
import { DIST } from '../tools/files.ts'

const HELP = `npm start [-- OPTIONS]    the built app in a local portal
npm run dev [-- OPTIONS]  the same, with hot reload

  --contacts N   how many contacts the portal holds (10000; up to 1000000)
  --seed N       another seed, other people (1)
  --port P       the portal's port (8801, or a free one if that is taken)
  --app-port Q   the app's port (8802, or a free one if that is taken)
  --lang CODE    the portal's language: en, ru, de, la, ar … (en)
  --new          the app is not installed yet: an administrator sees its installation
  --open         open the browser even where no desktop is found
  --no-open      do not open it`

const { values } = parseArgs({
  options: {
    contacts: { type: 'string' },
    seed: { type: 'string' },
    port: { type: 'string' },
    'app-port': { type: 'string' },
    lang: { type: 'string', default: 'en' },
    new: { type: 'boolean', default: false },
    dev: { type: 'boolean', default: false },
    open: { type: 'boolean' },
    help: { type: 'boolean', default: false },
  },
  allowNegative: true,
})

if (values.help) {
  console.log(HELP)
  exit(0)
}

// Read before anything is built: a slip in the options is told at once.
const contacts = wholeNumber('contacts', values.contacts)
const seed = wholeNumber('seed', values.seed)
const ports = { portal: wholeNumber('port', values.port), app: wholeNumber('app-port', values['app-port']) }

const site = values.dev ? await devSite() : await builtSite()
const seconds = stopwatch()
const running = await startPortal({
  appUrl: site.url,
  port: await portFor(ports.portal, 8801),
  app: values.new ? 'new' : 'installed',
  ...(contacts === undefined ? {} : { contacts }),
  ...(seed === undefined ? {} : { seed }),
})
running.portal.settings.lang = values.lang
const address = `${running.origin}/marketplace/app/${running.portal.app.ID}/`
const total = running.portal.store.contactCount().toLocaleString('en-US')

console.log(`
  A local Bitrix24 portal with ${total} contacts, started in ${seconds()} s

  Tidy Contacts        ${address}
  Contact list         ${running.origin}/crm/contact/list/
  Behind the scenes    ${running.origin}/__portal/
                       (switch user, language, theme, latency and faults; see the REST calls)
  The app itself       ${site.url}${values.dev ? '  (hot reload)' : ''}

  Ctrl+C stops both.
`)
if (values.open ?? hasDesktop()) openBrowser(address)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    Promise.all([running.close(), site.close()]).then(
      () => exit(0),
      () => exit(1),
    )
  })
}

async function builtSite() {
  await buildIfNeeded()
  return serveAppSite({ folder: DIST, port: await portFor(ports.app, 8802) })
}

async function devSite() {
  return serveDevSite(await portFor(ports.app, 8802))
}

/** The port that was asked for, or the usual one, or any free one (0) where the usual one is taken. */
async function portFor(asked: number | undefined, usual: number): Promise<number> {
  return asked ?? ((await isFree(usual)) ? usual : 0)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d+$/.test(text)) return Number(text)
  console.error(`--${name} takes a whole number, not "${text}".\n\n${HELP}`)
  exit(2)
}

function stopwatch(): () => string {
  const began = performance.now()
  return () => ((performance.now() - began) / 1000).toFixed(1)
}

function hasDesktop(): boolean {
  return platform === 'darwin' || Boolean(env.DISPLAY ?? env.WAYLAND_DISPLAY)
}

function openBrowser(url: string): void {
  const opener = spawn(platform === 'darwin' ? 'open' : 'xdg-open', [url], {
    stdio: 'ignore',
    detached: true,
  })
  opener.on('error', () => console.log('  (No program to open it with: open the address yourself.)'))
  opener.unref()
}
