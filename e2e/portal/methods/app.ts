import type { Call, Family, Reply } from '../rest/call.ts'
import { RestError, wrongArgument } from '../rest/errors.ts'
import { isMap, type Params } from '../rest/php-query.ts'
import { param, phpMap, scalar } from '../rest/wire.ts'

/** What needs no scope: the application, its rights, its options. */
export const appMethods: Family = {
  'app.info': { scope: null, run: appInfo },
  scope: { scope: null, run: scopes },
  'method.get': { scope: null, run: methodGet },
  'feature.get': { scope: null, run: featureGet },
  'app.option.get': {
    scope: null,
    context: 'app',
    run: ({ portal, params }) => optionGet(portal.app.appOptions, params),
  },
  'app.option.set': { scope: null, context: 'app', run: appOptionSet },
  'user.option.get': {
    scope: null,
    context: 'app',
    run: ({ portal, user, params }) => optionGet(portal.app.userOptions.get(user.ID) ?? {}, params),
  },
  'user.option.set': { scope: null, context: 'app', run: userOptionSet },
}

const ALL_SCOPES = [
  'basic',
  'crm',
  'placement',
  'user',
  'user_basic',
  'user_brief',
  'task',
  'entity',
  'disk',
  'im',
  'pull',
] as const

function appInfo({ portal: { app, settings }, via }: Call): Reply {
  const license = settings.license ?? 'std'
  if (via === 'webhook') return { result: { SCOPE: [...app.scopes], LICENSE: `en_${license}` } }
  return {
    result: {
      ID: app.ID,
      CODE: app.CODE,
      VERSION: app.VERSION,
      STATUS: app.STATUS,
      INSTALLED: app.INSTALLED,
      PAYMENT_EXPIRED: 'N',
      DAYS: null,
      LANGUAGE_ID: settings.lang,
      LICENSE: `en_${license}`,
      LICENSE_TYPE: license,
      LICENSE_FAMILY: license,
    },
  }
}

function scopes({ params, scopes: granted }: Call): Reply {
  const full = param(params, 'full')
  return {
    result: full === true || scalar(full) === 'true' || scalar(full) === '1' ? [...ALL_SCOPES] : [...granted],
  }
}

/** By scope only: it says nothing of CRM rights. */
function methodGet({ portal, params, scopes: granted }: Call): Reply {
  const name = scalar(param(params, 'name')).toLowerCase()
  if (name === '') throw wrongArgument('Argument "name" is required', 'name')
  const method = portal.methods.get(name)
  const isExisting = method !== undefined || name === 'batch'
  const isAvailable =
    isExisting && (method?.scope === undefined || method.scope === null || granted.has(method.scope))
  return { result: { isExisting, isAvailable } }
}

function featureGet({ portal, params }: Call): Reply {
  const code = scalar(param(params, 'code'))
  if (code === '') throw wrongArgument('Argument "CODE" is required', 'CODE')
  return { result: { value: code === 'recyclebin' && !portal.settings.binRestore ? 'N' : 'Y' } }
}

/** All options, `[]` when there are none, or one by name. */
function optionGet(options: Readonly<Record<string, unknown>>, params: Params): Reply {
  const name = scalar(param(params, 'option'))
  return { result: name === '' ? phpMap(options) : (options[name] ?? '') }
}

function optionsOf(params: Params): Params {
  const options = param(params, 'options')
  if (!isMap(options) || Object.keys(options).length === 0)
    throw wrongArgument('Argument "options" is required', 'options')
  return options
}

function appOptionSet({ portal, user, params }: Call): Reply {
  if (!user.admin)
    throw new RestError('ACCESS_DENIED', 'Access denied! Administrator authorization required', 403)
  Object.assign(portal.app.appOptions, optionsOf(params))
  return { result: true }
}

function userOptionSet({ portal, user, params }: Call): Reply {
  portal.app.userOptions.set(user.ID, { ...portal.app.userOptions.get(user.ID), ...optionsOf(params) })
  return { result: true }
}
