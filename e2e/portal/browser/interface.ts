import * as v from 'valibot'
import { clientOptions } from './client-options.ts'
import type { Command } from './command.ts'
import { install } from './install.ts'
import { closeApplication, openApplication, openPath } from './open.ts'
import { text } from './page-config.ts'
import { selectAccess, selectCrm, selectUser } from './pickers.ts'
import { postForJson } from './post.ts'
import { signalEntityUpdate } from './entity-events.ts'

const nothing: Command = () => undefined

const getInitData: Command = (layout, _params, answer) => {
  const { params } = layout
  answer({
    LANG: params.lang,
    DOMAIN: location.host,
    PROTOCOL: params.proto,
    PATH: params.restPath,
    AUTH_ID: params.authId,
    AUTH_EXPIRES: params.authExpires,
    REFRESH_ID: params.refreshId,
    MEMBER_ID: params.memberId,
    FIRST_RUN: params.firstRun,
    IS_ADMIN: params.isAdmin,
    INSTALL: params.appI,
    USER_OPTIONS: params.userOptions,
    APP_OPTIONS: params.appOptions,
    PLACEMENT: params.placement,
    PLACEMENT_OPTIONS: params.placementOptions,
  })
  params.firstRun = false
}

/** Only what the placement adds: the common commands are filtered out (2.5). */
const getInterface: Command = (layout, _params, answer) => {
  const isAdded = (name: string) => !COMMON.has(name) && !PLACEMENT.has(name) && !layout.denied.includes(name)
  const command = [...layout.commands.keys()].filter(isAdded)
  answer({ command, event: [] })
}

const Tokens = v.object({ access_token: v.string(), expires_in: v.string(), refresh_token: v.string() })

/** On failure an alert, and no reply ever. */
const refreshAuth: Command = (layout, _params, answer) => {
  const { params } = layout
  void postForJson(params.ajaxUrl, { action: 'access_refresh', PARAMS: { params: { ID: params.id } } }).then(
    (data) => {
      const tokens = v.safeParse(Tokens, data)
      if (!tokens.success) {
        alert(text('tokenRefused'))
        return
      }
      params.authId = tokens.output.access_token
      params.authExpires = tokens.output.expires_in
      params.refreshId = tokens.output.refresh_token
      answer({ AUTH_ID: params.authId, AUTH_EXPIRES: params.authExpires, REFRESH_ID: params.refreshId })
    },
  )
}

const Size = v.object({ width: v.optional(v.unknown()), height: v.optional(v.unknown()) })

const resizeWindow: Command = (layout, params, answer) => {
  const size = v.safeParse(Size, params)
  if (layout.element && size.success) {
    const { width } = size.output
    layout.element.style.width = width === '100%' ? '100%' : `${wholeNumber(width) || 100}px`
  }
  resizeHeight(layout, params, answer)
}

/** The card's tab overrides the common command: width is ignored, and so is a height of 0 or NaN (2.5). */
const resizeHeight: Command = (layout, params, answer) => {
  const size = v.safeParse(Size, params)
  const { element } = layout
  if (!element) return
  const height = size.success ? wholeNumber(size.output.height) : Number.NaN
  if (height) element.style.height = `${height}px`
  const { width, height: shown } = element.getBoundingClientRect()
  answer({ width, height: shown })
}

const Title = v.object({ title: v.string() })

/** The page's heading, not document.title. */
const setTitle: Command = (_layout, params, answer) => {
  const title = v.safeParse(Title, params)
  const heading = document.getElementById('pagetitle')
  if (heading && title.success) heading.textContent = title.output.title
  answer(params)
}

const Scroll = v.object({ scroll: v.pipe(v.unknown(), v.toNumber(), v.minValue(0)) })

const setScroll: Command = (_layout, params, answer) => {
  const scroll = v.safeParse(Scroll, params)
  if (scroll.success) window.scrollTo(window.scrollX, Math.trunc(scroll.output.scroll))
  answer(params)
}

/** The document that holds the frame: inside a slider that is the card, not the list behind it. */
const reloadWindow: Command = () => location.reload()

const reloadData: Command = (layout, _params, answer) => {
  signalEntityUpdate(layout.params.placementOptions)
  answer()
}

const showAppForm: Command = () => alert(text('appForm'))

/** BX.rest.AppLayout.MessageInterface: what every opened app may send. */
const COMMON: ReadonlyMap<string, Command> = new Map([
  ['getInitData', getInitData],
  ['getInterface', getInterface],
  ['refreshAuth', refreshAuth],
  ['resizeWindow', resizeWindow],
  ['setTitle', setTitle],
  ['setScroll', setScroll],
  ['setUserOption', clientOptions.setUser],
  ['setAppOption', clientOptions.setApp],
  ['setInstall', install.started],
  ['setInstallFinish', install.finished],
  ['selectUser', selectUser],
  ['selectAccess', selectAccess],
  ['selectCRM', selectCrm],
  ['reloadWindow', reloadWindow],
  // There is no messenger here: the commands are accepted, and not answered, as in the real one.
  ['imCallTo', nothing],
  ['imPhoneTo', nothing],
  ['imOpenMessenger', nothing],
  ['imOpenHistory', nothing],
  ['openApplication', openApplication],
  ['openPath', openPath],
  ['closeApplication', closeApplication],
  ['showAppForm', showAppForm],
])

/** No placement here lists an event, so there is nothing to bind: no acknowledgement, ever (2.5). */
const PLACEMENT: ReadonlyMap<string, Command> = new Map([['placementBindEvent', nothing]])

/**
 * What a place understands. `bindLayoutEventCallback`, `setValue` and `Mod:cmd` belong to places that are not imitated,
 * so they are unknown here, and unknown is silence.
 */
export function interfaceFor(placement: string): ReadonlyMap<string, Command> {
  switch (placement) {
    case 'DEFAULT':
      return COMMON
    case 'CRM_CONTACT_DETAIL_TAB':
      return new Map([...COMMON, ...PLACEMENT, ['resizeWindow', resizeHeight], ['reloadData', reloadData]])
    case 'CRM_CONTACT_LIST_MENU':
      return new Map([...COMMON, ...PLACEMENT, ['reloadData', reloadData]])
    default:
      return new Map([...COMMON, ...PLACEMENT])
  }
}

function wholeNumber(value: unknown): number {
  return Number.parseInt(String(value), 10)
}
