import type { Fault, Portal } from '../contract.ts'
import { textAt, type PhpMap } from './php-form.ts'

/** What the control page offers; the full set is in contract.ts, for scripts. */
export const FAULT_KINDS: Readonly<Record<string, Fault['kind']>> = {
  '500': {
    type: 'http',
    status: 500,
    body: { error: 'INTERNAL_SERVER_ERROR', error_description: 'Internal server error' },
  },
  '503 QUERY_LIMIT_EXCEEDED': {
    type: 'http',
    status: 503,
    body: { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' },
  },
  '429 OPERATION_TIME_LIMIT': {
    type: 'http',
    status: 429,
    body: {
      error: 'OPERATION_TIME_LIMIT',
      error_description: 'Method is blocked due to operation time limit.',
    },
  },
  '401 expired_token': {
    type: 'http',
    status: 401,
    body: { error: 'expired_token', error_description: 'The access token provided has expired.' },
  },
  'access denied (empty code)': { type: 'refuse', error: '', description: 'Access denied.' },
  'slow by 5 s': { type: 'slow', ms: 5000 },
  'drop before the work': { type: 'drop-before' },
  'drop after the work': { type: 'drop-after' },
  'reset after the work (the browser sends again)': { type: 'reset-after' },
  'malformed JSON': { type: 'malformed-json' },
  'empty 200': { type: 'empty-200' },
}

/** Carries out one form of the control page. An unknown action changes nothing. */
export function applySwitches(portal: Portal, form: PhpMap): void {
  switch (textAt(form, 'action')) {
    case 'settings': {
      applySettings(portal, form)
      return
    }
    case 'expire-tokens': {
      portal.auth.expireAll()
      return
    }
    case 'refuse-refresh':
      portal.auth.refuseRefresh = !portal.auth.refuseRefresh
      return
    case 'toggle-installed':
      portal.app.INSTALLED = !portal.app.INSTALLED
      return
    case 'toggle-static':
      portal.app.staticApp = !portal.app.staticApp
      return
    case 'forget-first-run': {
      portal.app.firstRunDone.clear()
      return
    }
    case 'add-fault': {
      addFault(portal, form)
      return
    }
    case 'clear-faults': {
      portal.faults.clear()
      return
    }
  }
}

function applySettings(portal: Portal, form: PhpMap): void {
  const { settings } = portal
  const userId = Number(textAt(form, 'user'))
  if (portal.store.users.has(userId)) settings.currentUserId = userId
  settings.lang = textAt(form, 'lang')
  settings.theme = textAt(form, 'theme') === 'dark' ? 'dark' : 'light'
  settings.plan = textAt(form, 'plan') === 'free' ? 'free' : 'commercial'
  settings.binRestore = textAt(form, 'binRestore') !== 'no'
  settings.older = textAt(form, 'older') === 'older'
  settings.latencyMs = count(form, 'latencyMs', 0)
}

function addFault(portal: Portal, form: PhpMap): void {
  const kind = FAULT_KINDS[textAt(form, 'kind')]
  if (!kind) return
  portal.faults.add({
    method: textAt(form, 'method').trim() || '*',
    skip: count(form, 'skip', 0),
    times: count(form, 'times', 1),
    kind,
  })
}

function count(form: PhpMap, name: string, otherwise: number): number {
  const value = Math.trunc(Number(textAt(form, name)))
  return value >= 0 ? value : otherwise
}
