import { createAuth } from './auth.ts'
import { createClock } from './clock.ts'
import type { AppRecord, PortalOptions, Settings } from './contract.ts'
import { createMethods } from './methods/index.ts'
import { createBrakes } from './rest/brakes.ts'
import type { LocalPortal } from './rest/call.ts'
import { createFaultScript } from './rest/faults.ts'
import { createStore, type PortalStore } from './store/store.ts'

export type { LocalPortal }

/** As the README has an administrator tick them; a test takes away or adds what it wants (`settings {scopes}`). */
const APP_SCOPES = ['crm', 'placement', 'user_brief', 'entity']
/** The places as the app binds them. */
const PLACES = [
  ['CRM_CONTACT_DETAIL_TAB', 'Linked records'],
  ['CRM_CONTACT_DETAIL_TOOLBAR', 'Check and delete…'],
  ['CRM_CONTACT_LIST_MENU', 'Check and delete…'],
  ['CRM_CONTACT_LIST_TOOLBAR', 'Tidy Contacts'],
] as const

/** A portal without a socket. @param origin `http://portal.localhost:PORT`, known once the server listens. */
export function createPortal(options: PortalOptions, origin: () => string): LocalPortal {
  const clock = createClock(options.now ?? Date.now)
  const { now } = clock
  const fresh = (): PortalStore =>
    createStore({ contacts: options.contacts ?? 10_000, seed: options.seed ?? 1, now })
  let store = fresh()
  let app = createApp(options)
  let brakes = createBrakes(now)
  let auth = createAuth(now, 'https://oauth.bitrix.info/rest/', () => app.STATUS)
  const settings = defaultSettings()
  const faults = createFaultScript()
  const portal: LocalPortal = {
    options,
    clock,
    now,
    settings,
    faults,
    methods: createMethods(),
    log: [],
    preflights: [],
    get origin() {
      return origin()
    },
    get store() {
      return store
    },
    get app() {
      return app
    },
    get auth() {
      return auth
    },
    get brakes() {
      return brakes
    },
    emptyBuckets: () => brakes.emptyBuckets(),
    reset() {
      clock.reset()
      store = fresh()
      app = createApp(options)
      brakes = createBrakes(now)
      auth = createAuth(now, 'https://oauth.bitrix.info/rest/', () => app.STATUS)
      const unset = {
        license: undefined,
        lacksMethods: undefined,
        lacksFields: undefined,
        lacksPlaces: undefined,
        countsNoOperating: undefined,
        dropsIsoDates: undefined,
        dropsConditionsOn: undefined,
        takesNameless: undefined,
        refusesContactIds: undefined,
        downloadsAllowCors: undefined,
      }
      Object.assign(settings, unset, defaultSettings())
      faults.clear()
      portal.log.length = 0
      portal.preflights.length = 0
    },
  }
  return portal
}

function defaultSettings(): Settings {
  return {
    currentUserId: 1,
    lang: 'en',
    theme: 'light',
    latencyMs: 0,
    plan: 'commercial',
    binRestore: true,
    filtersBatches: true,
    limits: { bucketSize: 50, leakPerSecond: 2, operatingSeconds: 480 },
  }
}

/** Where the installation is opened; '': there is none, and the app counts as installed at once. */
function installUrlOf({ archive, appUrl, installUrl = appUrl }: PortalOptions): string {
  if (archive === undefined) return installUrl
  return archive.includes('install.html') ? new URL('install.html', appUrl).href : ''
}

function createApp(options: PortalOptions): AppRecord {
  const boundBefore = options.app !== 'new'
  const installUrl = installUrlOf(options)
  const bound = PLACES.map(([placement, title], i) => ({
    rowId: i + 1,
    placement,
    handler: options.appUrl,
    title,
    description: '',
    langAll: { en: { TITLE: title, DESCRIPTION: '', GROUP_NAME: '' } },
    options: {},
    userId: 0,
  }))
  return {
    ID: 7,
    CODE: 'local.tidy.contacts',
    clientId: 'local.655f7bd0a1b2c3.12345678',
    VERSION: 1,
    STATUS: 'L',
    INSTALLED: boundBefore || installUrl === '',
    removed: false,
    scopes: new Set(APP_SCOPES),
    url: options.appUrl,
    installUrl,
    staticApp: options.archive !== undefined,
    placements: boundBefore ? bound : [],
    appOptions: {},
    userOptions: new Map(),
    firstRunDone: new Set(),
  }
}
