import type { AppRecord, BoundPlacement, Settings } from '../contract.ts'
import type { Call, Family, Reply } from '../rest/call.ts'
import { RestError, wrongArgument } from '../rest/errors.ts'
import { isMap } from '../rest/php-query.ts'
import { mapParam, param, scalar, toInt } from '../rest/wire.ts'

/** placement.*: portal README, "Places of the app". */
export const placementMethods: Family = {
  'placement.list': {
    scope: 'placement',
    run: ({ portal }) => ({ result: [...PLACES.keys()].filter((code) => !lacks(portal.settings, code)) }),
  },
  'placement.get': { scope: 'placement', context: 'app', run: getBound },
  'placement.bind': { scope: 'placement', context: 'app', run: bind },
  'placement.unbind': { scope: 'placement', context: 'app', run: unbind },
}

interface Place {
  scope: string | null
  /** Bindings of one app that the place takes. */
  most?: number
  perUser?: boolean
}

const crm: Place = { scope: 'crm' }
const PLACES: ReadonlyMap<string, Place> = new Map<string, Place>([
  ['CRM_CONTACT_DETAIL_TAB', crm],
  ['CRM_CONTACT_LIST_MENU', crm],
  ['CRM_CONTACT_LIST_TOOLBAR', crm],
  ['CRM_CONTACT_DETAIL_TOOLBAR', crm],
  ['CRM_CONTACT_DETAIL_ACTIVITY', crm],
  ['CRM_CONTACT_DOCUMENTGENERATOR_BUTTON', crm],
  ['CRM_COMPANY_DETAIL_TAB', crm],
  ['CRM_DEAL_DETAIL_TAB', crm],
  ['CRM_LEAD_DETAIL_TAB', crm],
  ['CRM_DETAIL_SEARCH', { scope: 'crm', perUser: true }],
  ['LEFT_MENU', { scope: null, most: 1 }],
  ['REST_APP_URI', { scope: null, most: 1 }],
  ['PAGE_BACKGROUND_WORKER', { scope: null, most: 1, perUser: true }],
])

const lacks = ({ lacksPlaces = [] }: Settings, code: string): boolean => lacksPlaces.includes(code)

const LONGEST_HANDLER = 255

function requireAdmin({ user }: Call): void {
  if (!user.admin)
    throw new RestError('ACCESS_DENIED', 'Access denied! Administrator authorization required', 403)
}

function bind(call: Call): Reply {
  requireAdmin(call)
  const { portal, params, scopes } = call
  const placement = placementOf(call)
  const handler = scalar(param(params, 'HANDLER'))
  if (handler === '') throw wrongArgument("Argument 'HANDLER' is null or empty", 'HANDLER')
  const place = lacks(portal.settings, placement) ? undefined : PLACES.get(placement)
  if (place === undefined || (place.scope !== null && !scopes.has(place.scope)))
    throw new RestError('ERROR_PLACEMENT_NOT_FOUND', 'Placement not found')
  checkHandler(handler)
  const userId = toInt(param(params, 'USER_ID'))
  if (userId > 0 && place.perUser !== true)
    throw new RestError('ERROR_PLACEMENT_USER_MODE', 'User mode is not available for this placement')
  const bound = portal.app.placements.filter((one) => one.placement === placement)
  // Key of a binding: app, place and the handler as it is written, query included.
  if (bound.some((one) => one.handler === handler))
    throw new RestError('ERROR_CORE', 'Unable to set placement handler: Handler already binded')
  if (place.most !== undefined && bound.length >= place.most)
    throw new RestError('ERROR_PLACEMENT_MAX_COUNT', 'Placement max count')
  portal.app.placements.push(readBinding(call, placement, handler, userId))
  return { result: true }
}

function placementOf({ params }: Call): string {
  const placement = scalar(param(params, 'PLACEMENT')).toUpperCase()
  if (placement === '') throw wrongArgument("Argument 'PLACEMENT' is null or empty", 'PLACEMENT')
  if (placement === 'DEFAULT') throw wrongArgument('Wrong value', 'PLACEMENT')
  return placement
}

/** http(s) and a dot in the host: localhost is refused, 127.0.0.1 passes. */
function checkHandler(handler: string): void {
  const wrong = new RestError('ERROR_WRONG_HANDLER_URL', 'Wrong handler URL')
  if (handler.length > LONGEST_HANDLER || !URL.canParse(handler)) throw wrong
  const { protocol, hostname } = new URL(handler)
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new RestError('ERROR_UNSUPPORTED_PROTOCOL', 'Unsupported event handler protocol')
  if (!hostname.includes('.')) throw wrong
}

/** LANG_ALL, when it is there, replaces the plain texts entirely; else they stand under the portal's first language. */
function readBinding(
  { portal, params }: Call,
  placement: string,
  handler: string,
  userId: number,
): BoundPlacement {
  const title = scalar(param(params, 'TITLE'))
  const description = scalar(param(params, 'DESCRIPTION'))
  const groupName = scalar(param(params, 'GROUP_NAME'))
  const given = param(params, 'LANG_ALL')
  const plain = { en: { TITLE: title, DESCRIPTION: description, GROUP_NAME: groupName } }
  const langAll = isMap(given) && Object.keys(given).length > 0 ? readTexts(given) : plain
  return {
    rowId: nextRow(portal.app),
    placement,
    handler,
    title: titleFor(langAll, portal.settings.lang),
    description: descriptionFor(langAll, portal.settings.lang),
    langAll,
    options: mapParam(params, 'OPTIONS'),
    userId,
  }
}

type Texts = BoundPlacement['langAll']

function readTexts(given: Readonly<Record<string, unknown>>): Texts {
  const texts = Object.entries(given).map(([lang, value]) => {
    const map = isMap(value) ? value : {}
    return [
      lang,
      { TITLE: scalar(map.TITLE), DESCRIPTION: scalar(map.DESCRIPTION), GROUP_NAME: scalar(map.GROUP_NAME) },
    ] as const
  })
  return Object.fromEntries(texts)
}

function titleFor(texts: Texts, lang: string): string {
  return (texts[lang] ?? texts.en ?? Object.values(texts)[0])?.TITLE ?? ''
}

function descriptionFor(texts: Texts, lang: string): string {
  return (texts[lang] ?? texts.en ?? Object.values(texts)[0])?.DESCRIPTION ?? ''
}

function nextRow(app: AppRecord): number {
  return Math.max(0, ...app.placements.map((one) => one.rowId)) + 1
}

function getBound(call: Call): Reply {
  requireAdmin(call)
  return {
    result: call.portal.app.placements.map((one) => ({
      placement: one.placement,
      userId: one.userId,
      handler: one.handler,
      options: Object.keys(one.options).length === 0 ? [] : one.options,
      title: one.title,
      description: one.description,
      langAll: one.langAll,
    })),
  }
}

/** Counts the handler's row and its language row: two a handler. */
function unbind(call: Call): Reply {
  requireAdmin(call)
  const { app } = call.portal
  const placement = placementOf(call)
  const handler = scalar(param(call.params, 'HANDLER'))
  const goes = (one: BoundPlacement): boolean =>
    one.placement === placement && (handler === '' || one.handler === handler)
  const count = app.placements.filter(goes).length * 2
  app.placements = app.placements.filter((one) => !goes(one))
  return { result: { count } }
}
