import type { ServerResponse } from 'node:http'
import type { Fault, Portal, Settings } from '../contract.ts'
import type { LocalPortal } from '../portal.ts'
import { isMap, type Params } from '../rest/php-query.ts'
import { scalar, toInt } from '../rest/wire.ts'
import { TYPE } from '../store/stages.ts'

/** Not the real portal's: what the control page and scripts use. JSON in, JSON out. */
export interface ControlAnswer {
  status: number
  body: unknown
}

const DONE: ControlAnswer = { status: 200, body: { ok: true } }

/** Writes the answer of the control API. */
export function handleControl(
  portal: LocalPortal,
  method: string,
  url: string,
  body: string,
  res: ServerResponse,
): void {
  const answer = control(portal, method, url, body)
  res.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  })
  res.end(JSON.stringify(answer.body))
}

/** The control API without a socket. */
export function control(portal: LocalPortal, method: string, url: string, body: string): ControlAnswer {
  const path = (url.split('?', 1)[0] ?? '').replace(/^\/__portal\//, '').replace(/\/$/, '')
  const contact = /^contacts\/(\d+)$/.exec(path)
  if (method === 'GET' && contact !== null) return contactAnswer(portal, Number(contact[1]))
  switch (`${method} ${path}`) {
    case 'GET state':
      return { status: 200, body: stateOf(portal) }
    case 'GET log':
      return { status: 200, body: portal.log }
    case 'POST settings':
      return withBody(body, (given) => changeSettings(portal, given))
    case 'POST faults':
      return withBody(body, (given) => addFault(portal, given))
    case 'POST clock':
      return withBody(body, (given) => setClock(portal, given))
    case 'DELETE faults':
      portal.faults.clear()
      return DONE
    case 'POST expire-tokens':
      portal.auth.expireAll()
      return DONE
    case 'POST reset':
      portal.reset()
      return DONE
    default:
      return { status: 404, body: { error: 'no such control' } }
  }
}

function withBody(body: string, act: (given: Params) => ControlAnswer): ControlAnswer {
  try {
    const given: unknown = JSON.parse(body)
    if (isMap(given)) return act(given)
  } catch {
    // Said below, as for a body that is no object.
  }
  return { status: 400, body: { error: 'the body must be a JSON object' } }
}

function stateOf(portal: LocalPortal): unknown {
  const { store, settings, app, faults, log, origin } = portal
  return {
    origin,
    clock: clockOf(portal),
    contacts: store.contactCount(),
    companies: store.companies.count,
    users: [...store.users.values()],
    settings,
    deletedIds: store.deletedIds(),
    bin: store.bin().map(({ binId, contact, deletedBy, deletedAt, links }) => ({
      binId,
      contactId: contact.ID,
      name: [contact.NAME, contact.LAST_NAME].filter((part) => part !== '').join(' '),
      deletedBy,
      deletedAt,
      links,
    })),
    app: {
      ...app,
      scopes: [...app.scopes],
      userOptions: Object.fromEntries(app.userOptions),
      firstRunDone: [...app.firstRunDone],
    },
    robotRuns: store.robotRuns,
    sentMails: store.sentMails,
    faults: faults.active,
    calls: log.length,
  }
}

function clockOf({ clock }: LocalPortal): { now: number; stopped: boolean; waiting: readonly number[] } {
  return { now: clock.now(), stopped: clock.stopped, waiting: clock.waiting }
}

/** `{stopped?: boolean, advance?: ms}`, in this order; answers how the clock stands then. */
function setClock(portal: LocalPortal, { stopped, advance = 0 }: Params): ControlAnswer {
  if (typeof advance !== 'number' || !(advance >= 0))
    return { status: 400, body: { error: 'advance is a number of ms, not below 0' } }
  if (stopped === true) portal.clock.stop()
  if (stopped === false) portal.clock.run()
  portal.clock.advance(advance)
  return { status: 200, body: clockOf(portal) }
}

function contactAnswer({ store }: LocalPortal, id: number): ControlAnswer {
  const contact = store.contact(id)
  if (contact === undefined) return { status: 404, body: { error: 'no such contact' } }
  const types = [TYPE.deal, TYPE.lead, TYPE.quote, TYPE.invoice, TYPE.smart]
  return {
    status: 200,
    body: {
      contact,
      companies: contact.COMPANY_IDS.map((company) => store.company(company)),
      items: Object.fromEntries(types.map((type) => [type, store.itemsOfContact(type, id)])),
      activities: store.activitiesOfContact(id),
      requisites: store.requisitesOfContact(id).map((one) => ({
        ...one,
        bankDetails: store.bankDetailsOf(one.ID),
        addresses: store.addressesOf(one.ID),
      })),
      comments: store.commentsOfContact(id),
    },
  }
}

function changeSettings({ settings, store, app }: LocalPortal, given: Params): ControlAnswer {
  const { currentUserId, lang, theme, latencyMs, plan, binRestore, limits, downloadsAllowCors, scopes } =
    given
  const changed: Partial<Settings> = {}
  if (currentUserId !== undefined) changed.currentUserId = toInt(currentUserId)
  if (changed.currentUserId !== undefined && !store.users.has(changed.currentUserId))
    return { status: 400, body: { error: 'no such user' } }
  if (typeof lang === 'string') changed.lang = lang
  if (theme === 'light' || theme === 'dark') changed.theme = theme
  if (latencyMs !== undefined) changed.latencyMs = Math.max(0, toInt(latencyMs))
  if (plan === 'free' || plan === 'commercial') changed.plan = plan
  if (typeof binRestore === 'boolean') changed.binRestore = binRestore
  if (typeof downloadsAllowCors === 'boolean') changed.downloadsAllowCors = downloadsAllowCors
  if (Array.isArray(scopes)) {
    app.scopes.clear()
    for (const scope of scopes) app.scopes.add(scalar(scope))
  }
  if (isMap(limits)) changed.limits = { ...settings.limits, ...readLimits(limits) }
  Object.assign(settings, changed)
  return { status: 200, body: settings }
}

function readLimits(given: Params): Partial<Settings['limits']> {
  const names = ['bucketSize', 'leakPerSecond', 'operatingSeconds'] as const
  const known = names.filter((name) => typeof given[name] === 'number')
  return Object.fromEntries(known.map((name) => [name, Number(given[name])]))
}

/** As contract.ts's Fault; a colleague is `{type:'colleague', do:'delete'|'update', id}`, for functions do not travel. */
function addFault(portal: LocalPortal, given: Params): ControlAnswer {
  const fault = readFault(given)
  if (fault === undefined) return { status: 400, body: { error: 'not a fault' } }
  portal.faults.add(fault)
  return DONE
}

function readFault({ method, skip, times, kind }: Params): Fault | undefined {
  const read = isMap(kind) ? readKind(kind) : undefined
  if (read === undefined) return undefined
  return {
    method: scalar(method) || '*',
    kind: read,
    ...(skip === undefined ? {} : { skip: toInt(skip) }),
    ...(times === undefined ? {} : { times: toInt(times) }),
  }
}

function readKind(kind: Params): Fault['kind'] | undefined {
  const type = scalar(kind.type)
  switch (type) {
    case 'colleague':
      return { type, act: colleague(scalar(kind.do), toInt(kind.id)) }
    case 'slow':
      return { type, ms: toInt(kind.ms) }
    case 'http':
      return {
        type,
        status: toInt(kind.status) || 500,
        ...(isMap(kind.body) ? { body: readErrorBody(kind.body) } : {}),
      }
    case 'refuse':
      return {
        type,
        error: errorCode(kind.error),
        description: scalar(kind.description),
        status: toInt(kind.status) || 400,
      }
    case 'drop-before':
    case 'drop-after':
    case 'malformed-json':
    case 'empty-200':
      return { type }
    default:
      return undefined
  }
}

function readErrorBody(body: Params): { error: string | number; error_description?: string } {
  const description = body.error_description
  return {
    error: errorCode(body.error),
    ...(description === undefined ? {} : { error_description: scalar(description) }),
  }
}

function errorCode(value: unknown): string | number {
  return typeof value === 'number' ? value : scalar(value)
}

const ADMIN = 1

function colleague(act: string, id: number): (portal: Portal) => void {
  return ({ store }) => {
    if (act === 'delete') store.deleteContact(id, ADMIN)
    else store.updateContact(id, { COMMENTS: 'Changed by a colleague.' })
  }
}
