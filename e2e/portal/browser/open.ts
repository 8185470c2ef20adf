import * as v from 'valibot'
import { INSTALL_EVENT, type InstallResult } from './install.ts'
import type { Command } from './command.ts'
import { postForText } from './post.ts'
import { sidePanel, type SliderOptions } from './side-panel.ts'

const SETTINGS = 'bx24_'
const LABEL_COLOURS: Readonly<Record<string, string>> = {
  aqua: '#06bab1',
  green: '#a5de00',
  orange: '#ffa801',
  brown: '#b57051',
  pink: '#f968b6',
  blue: '#2eceff',
  grey: '#a1a6ac',
  violet: '#6b52cc',
}

const AppParams = v.record(v.string(), v.unknown())
const Label = v.object({ text: v.optional(v.string(), ''), bgColor: v.optional(v.string(), '') })
const PathParams = v.object({ path: v.string() })
const CustomDetail = v.object({ redirect: v.boolean() })

/** A bound handler that a menu of the portal opens in a slider. */
export interface AppEntry {
  placement: string
  rowId: number
}

/**
 * The app in a slider: the content is POSTed into the TOP document, so the app's parent there is the top window.
 * Numbers and flags travel in a form and arrive as strings. `onClose` when the slider closes (2.9).
 */
export function openAppSlider(
  appId: number,
  params: unknown,
  entry: AppEntry | null,
  onClose?: () => void,
): void {
  const all = v.is(AppParams, params) ? params : {}
  const isSetting = ([key]: [string, unknown]) => key.startsWith(SETTINGS)
  const options = Object.fromEntries(Object.entries(all).filter((item) => !isSetting(item)))
  const url = `/marketplace/app/${appId}/?_r=${Math.random()}`
  const sent = {
    ID: appId,
    PLACEMENT_OPTIONS: options,
    POPUP: 1,
    ...(entry ? { PLACEMENT: entry.placement, PLACEMENT_ID: entry.rowId } : {}),
  }
  const top = window.top ?? window
  const reopen = (event: Event) => {
    if (!(event instanceof CustomEvent) || !v.is(CustomDetail, event.detail)) return
    takeOver(event.detail)
    panel.close(() => openAppSlider(appId, params, entry, onClose))
  }
  const panel = sidePanel()
  panel.open({
    url,
    ...sliderSettings(all),
    content: () => postForText(url, { PARAMS: { template: '', params: sent } }),
    onClose: () => {
      top.removeEventListener(INSTALL_EVENT, reopen)
      onClose?.()
    },
  })
  top.addEventListener(INSTALL_EVENT, reopen)
}

/** The slider reopens the app by itself, so the page that holds the frame need not reload. */
function takeOver(result: InstallResult): void {
  result.redirect = false
}

export const openApplication: Command = (layout, params, answer) => {
  openAppSlider(layout.params.id, params, null, answer)
}

/** Only sliders with these addresses; anywhere else nothing happens and nobody answers (2.5). */
export const closeApplication: Command = (layout, _params, answer) => {
  const { appId, id, placementId } = layout.params
  const addresses = [
    `/marketplace/view/${appId}/`,
    `/devops/placement/${placementId}/`,
    `/marketplace/app/${id}/`,
  ]
  const panel = sidePanel()
  if (addresses.some((address) => panel.topUrl().startsWith(address))) panel.close(answer)
}

/** Answers when the slider closes, or at once why it did not open (2.8). */
export const openPath: Command = (layout, params, answer) => {
  if (/Android|iPhone|iPad|Mobile/i.test(navigator.userAgent)) {
    answer({ result: 'error', errorCode: 'METHOD_NOT_SUPPORTED_ON_DEVICE' })
    return
  }
  const path = v.is(PathParams, params) ? params.path : ''
  const target = layout.params.older ? listedTarget(path) : ownTarget(path)
  if (!target) {
    answer({ result: 'error', errorCode: 'PATH_NOT_AVAILABLE' })
    return
  }
  target.searchParams.set('from', 'rest_placement')
  target.searchParams.set('from_app', layout.params.appId)
  // The rule is chosen by the raw path: that is what the SDK's prefixes are for.
  const width = sliderWidth(path)
  sidePanel().open({
    url: target.pathname + target.search,
    ...(width === undefined ? {} : { width }),
    onClose: () => answer({ result: 'close' }),
  })
}

/** The portal's slider rules, which the SDK's odd prefixes choose from (2.8). Undefined: the whole width. */
export function sliderWidth(path: string): number | undefined {
  if (/^\/workgroups\/group\/\d+\/card\//.test(path)) return 900
  if (/^\/crm\/company\/requisite\/\d+\//.test(path)) return 950
  if (/^\/company\/personal\/user\/\d+\/groups\/create\//.test(path)) return 1200
  if (/^\/crm\/type\/\d+\/details\/\d+\//.test(path)) return 1640
  return undefined
}

/** Newest portals: the decoded path begins with `/` and stays on this origin. */
function ownTarget(raw: string): URL | undefined {
  const path = decoded(raw)
  if (!path.startsWith('/') || !URL.canParse(path, location.origin)) return undefined
  const target = new URL(path, location.origin)
  return target.origin === location.origin ? target : undefined
}

/** Older ones test the raw string, so the SDK's prefix lets any path through. */
function listedTarget(raw: string): URL | undefined {
  const allowed =
    /^\/(?:crm\/(?:deal|lead|contact|company|type)|marketplace|company\/personal\/user\/[0-9]+|workgroups\/group\/[0-9]+)\//
  return allowed.test(raw) ? new URL(raw, location.origin) : undefined
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return ''
  }
}

/** `leftBoundary` moves nothing here; it is only kept out of the options, as in the real one. */
function sliderSettings(
  params: Readonly<Record<string, unknown>>,
): Pick<SliderOptions, 'width' | 'title' | 'label'> {
  const { bx24_width: width, bx24_title: title, bx24_label: label } = params
  return {
    ...(typeof width === 'number' ? { width } : {}),
    ...(typeof title === 'string' ? { title } : {}),
    ...(v.is(Label, label)
      ? {
          label: {
            text: label.text ?? '',
            color: '#fff',
            bgColor: LABEL_COLOURS[label.bgColor ?? ''] ?? '#2eceff',
          },
        }
      : {}),
  }
}
