import { ApiVersion, initializeB24Frame, type B24Frame } from '@bitrix24/b24jssdk'
import type { ContactDeleter } from '#core/deletion/ports.ts'
import { failureOf, fetched } from '#core/failure.ts'
import type { Ports, StartProblem } from '#core/ports.ts'
import type { PortalWork } from './work-ports.ts'
import type { HeldPlans } from './journal/option-journal.ts'
import { createContactStore } from './contact/contact-store.ts'
import { callMethod, ONE_TRY, readOddAnswers } from './rest/call-method.ts'
import { toPortalFailure } from './rest/failure.ts'
import { createHost } from './frame/frame-host.ts'
import { sendFormsWhereSafe } from './rest/form-body.ts'
import { limitRequests } from './rest/request-limit.ts'
import { createRest, type Rest } from './rest/rest.ts'
import { createSettingsStore, optionIn, PLAN_OPTIONS } from './frame/settings-store.ts'
import type { Clock } from '#core/job/ports.ts'

/** What the portal alone can give. */
export type PortalPorts = Omit<Ports, 'work' | 'watchUnfinishedRun' | 'sweeps' | 'pictures'>

export type PortalConnection =
  | {
      readonly ok: true
      readonly ports: PortalPorts
      /** Identifies the portal in what this browser stores; '' if the portal did not say. */
      readonly memberId: string
      /** `https://portal.example`, without a slash at its end. */
      readonly origin: string
      /**
       * What deleting many needs; loaded and asked for on first use. Rejects with PortalFailure.
       * @param clock for waits that go on in a background tab, too (core README, "Time comes through a port")
       */
      readonly work: (clock?: Pick<Clock, 'now' | 'at'>) => Promise<PortalWork>
      /** Whether the portal holds an unfinished run or restore of this user, as known at the opening and seen since. */
      readonly holdsRun: () => boolean
    }
  | { readonly ok: false; readonly problem: StartProblem }

/** The handshake is two messages; a portal that is there answers in well under a second. */
const HANDSHAKE_LIMIT_MS = 15_000

/**
 * The portal works up to 60 s on a request; giving up earlier would leave it at work unseen
 * (portal README, "Time of one request").
 */
const REQUEST_LIMIT_MS = 65_000

/**
 * Connects to the portal around the frame. Call it once, at module level: the SDK has one frame for the page and cannot
 * be started again (portal README, "Starting the SDK"). Never rejects.
 * @param now Unix ms, never going back: the portal's waits are counted by it
 */
export async function connect(window: Window, now: () => number): Promise<PortalConnection> {
  const problem = standsOutside(window)
  if (problem !== null) return { ok: false, problem }
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), HANDSHAKE_LIMIT_MS)
  })
  try {
    // The SDK waits for ever if the portal does not answer, e.g. because the app was redirected to another address.
    const frame = await Promise.race([initializeB24Frame({ restrictionParams: ONE_TRY }), limit])
    if (frame === null) return { ok: false, problem: { kind: 'no-answer' } }
    const rest = restOf(frame, now)
    const held = new Set<string>(Object.values(PLAN_OPTIONS).filter((name) => optionIn(frame, name) !== null))
    return {
      ok: true,
      ports: portsOf(frame, rest, window, now),
      memberId: memberIdOf(frame),
      work: (clock) => workOf(rest, held, frame.getTargetOrigin(), now, clock),
      origin: frame.getTargetOrigin(),
      holdsRun: () => held.size > 0,
    }
  } catch (thrown) {
    return { ok: false, problem: { kind: 'refused', failure: toPortalFailure(thrown).failure } }
  } finally {
    clearTimeout(timer)
  }
}

/** The portal names the frame `HOST|PROTOCOL|SID` (portal README, "How the portal opens the app"). */
function standsOutside(window: Window): StartProblem | null {
  if (window.parent === window) return { kind: 'outside-portal' }
  const [host = '', protocol = '', sid = ''] = window.name.split('|')
  return host !== '' && /^[01]$/u.test(protocol) && sid !== '' ? null : { kind: 'wrong-address' }
}

function restOf(frame: B24Frame, now: () => number): Rest {
  const client = frame.getHttpClient(ApiVersion.v2).ajaxClient
  client.defaults.timeout = REQUEST_LIMIT_MS
  sendFormsWhereSafe(client)
  readOddAnswers(client)
  const limited = limitRequests(client, now)
  return createRest((method, params, limitMs) => callMethod(frame, method, limited(params, limitMs)), now)
}

function portsOf(frame: B24Frame, rest: Rest, window: Window, now: () => number): PortalPorts {
  // Not needed for the list, so not part of what everybody waits for.
  const dossiers = onceFetched(async () => {
    const { createDossierReader } = await import('./contact/dossier/dossier-reader.ts')
    return createDossierReader(rest)
  })
  const installer = onceFetched(async () => {
    const { createInstaller, handlerOf } = await import('./frame/installer.ts')
    return createInstaller(rest, frame, handlerOf(window.location.href))
  })
  const base = onceFetched(async () => {
    const { createBaseReader } = await import('./clean-up/base-reader.ts')
    return createBaseReader(rest, now)
  })
  const deleter = onceFetched(async () => {
    const { createContactDeleter } = await import('./deletion/contact-deleter.ts')
    return createContactDeleter(rest)
  })
  const protections = onceFetched(async () => {
    const { createProtectStore } = await import('./plan/protect/protect-store.ts')
    return createProtectStore(rest)
  })
  return {
    protections: {
      read: async () => (await protections()).read(),
      protect: async (scope, entries) => (await protections()).protect(scope, entries),
      lift: async (entries) => (await protections()).lift(entries),
      discardUnread: async (seen) => (await protections()).discardUnread(seen),
    },
    base: {
      directory: async () => (await base()).directory(),
      counts: async (filters) => (await base()).counts(filters),
      creators: async (filters, count) => (await base()).creators(filters, count),
      samples: async (filters) => (await base()).samples(filters),
    },
    contacts: createContactStore(rest),
    dossiers: {
      read: async (contactId) => {
        // What is looked at may be deleted next, and then this file should be there already.
        deleter().catch(() => undefined)
        return (await dossiers()).read(contactId)
      },
    },
    deleter: deleterFrom(deleter),
    host: createHost(frame, (address) => {
      window.open(address, '_blank', 'noopener')
    }),
    settings: createSettingsStore(frame),
    installer: {
      bindPlaces: async (titles) => (await installer()).bindPlaces(titles),
      missingPlaces: async () => (await installer()).missingPlaces(),
      finish: () => {
        // The portal reloads the app instead of answering (portal README, "Messages and their answers").
        frame.installFinish().catch(() => undefined)
      },
    },
  }
}

/** The deleter never rejects, so a file that cannot be loaded is a verdict too: nothing was sent. */
function deleterFrom(load: () => Promise<ContactDeleter>): ContactDeleter {
  return {
    async delete(contactId) {
      const loaded = await load().catch(failureOf)
      return 'kind' in loaded ? { kind: 'failed', failure: loaded } : loaded.delete(contactId)
    },
    async settle(contactId, over, lost) {
      const loaded = await load().catch(failureOf)
      return 'kind' in loaded ? { kind: 'unknown', failure: lost } : loaded.settle(contactId, over, lost)
    },
  }
}

/** Loads a part of the app on first use, and again after a failure. The result rejects with `app-outdated`. */
function onceFetched<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null
  return () => {
    loaded ??= fetched(load)
    loaded.catch(() => (loaded = null))
    return loaded
  }
}

/** The SDK gives it only inside a name that it makes itself. */
function memberIdOf(frame: B24Frame): string {
  return frame.auth.getUniq('').slice(1)
}

async function workOf(
  rest: Rest,
  held: HeldPlans,
  origin: string,
  now: () => number,
  clock?: Pick<Clock, 'now' | 'at'>,
): Promise<PortalWork> {
  const { createPortalWork, createPortalFiles } = await fetched(() => import('./work-ports.ts'))
  const patience = {
    now: () => clock?.now() ?? now(),
    wait: (ms: number): Promise<void> =>
      clock === undefined ? wait(ms) : new Promise((resolve) => clock.at(clock.now() + ms, resolve)),
  }
  return createPortalWork(rest, patience, held, createPortalFiles(origin, fetch.bind(globalThis)))
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
