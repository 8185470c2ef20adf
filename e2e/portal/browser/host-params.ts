/** What the server hands to the message host of one opened app: the parameters of BX.rest.AppLayout. */
export interface HostParams {
  firstRun: boolean
  /** Origin of the address that was opened: the only one that is listened to and answered. */
  appOrigin: string
  authId: string
  authExpires: string
  refreshId: string
  placement: string
  placementId: number
  popup: boolean
  ajaxUrl: string
  isAdmin: boolean
  /** Opened by GET: `iframe.src = action`. */
  staticHtml: boolean
  action: string
  id: number
  appId: string
  appV: string
  /** Installation mode. */
  appI: boolean
  appSid: string
  memberId: string
  restPath: string
  proto: number
  lang: string
  /** An older portal: denies more in placements, and opens only paths of a list. */
  older: boolean
  /** A map, or `[]` when empty. */
  userOptions: unknown
  appOptions: unknown
  /** A map, `[]` or ''. Strings are escaped once. */
  placementOptions: unknown
}

/** The form that the script creates for a placement; null where the page has emitted it. */
export interface OpeningForm {
  target: string
  action: string
  fields: readonly (readonly [string, string])[]
}
