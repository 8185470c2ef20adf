export interface Settings {
  currentUserId: number
  /** Portal codes, not BCP 47: en ru de la br ar … (portal README, "Language codes"). */
  lang: string
  theme: 'light' | 'dark'
  /** Added to every REST answer, in ms. */
  latencyMs: number
  /**
   * Read by the pages only. True: an older, on-premise-like portal: no URI in the options, no APPLICATION_* fields,
   * setScroll and reloadWindow denied in placements, openPath by the list of allowed paths
   * (portal README, "How the portal opens the app", "Messages and their answers" and "The portal's own pages").
   * Default: a newest one.
   */
  older?: boolean
  /**
   * Methods that this portal does not have, by name or by what their names begin with (`crm.item.`): an on-premise one may
   * be years old. Absent: it has all.
   */
  lacksMethods?: readonly string[]
  /** Fields that its contacts do not have, by their names in crm.contact.*. Absent: none. */
  lacksFields?: readonly string[]
  /** Places that it does not have. Absent: none. */
  lacksPlaces?: readonly string[]
  /** True: no answer tells operating time, as on-premise by default. */
  countsNoOperating?: boolean
  /** 'free': REST is refused as "available only on commercial plans". */
  plan: 'commercial' | 'free'
  /** What `feature.get` answers for the bin's restoring, and whether the portal's own screen offers it. */
  binRestore: boolean
  /** What `app.info` tells as the plan: 'std' by default, 'ent' is Enterprise. */
  license?: string
  /**
   * The proactive filter looks at the parameters of batch commands and changes texts in them that look like markup; single
   * calls are not looked at. True by default, as in a real portal.
   */
  filtersBatches: boolean
  /** True: crm.item.list drops conditions on dates in ISO form without a word, as one person reports of a portal. */
  dropsIsoDates?: boolean
  /**
   * Fields, by their names in crm.contact.*, whose conditions both lists of contacts drop without a word although they
   * know the fields: a portal at its worst. Absent: none.
   */
  dropsConditionsOn?: readonly string[]
  /** True: crm.contact.add takes a contact without any name. */
  takesNameless?: boolean
  /** True: crm.item.list refuses `contactIds` as a filter, as portals older than CRM 24 may. */
  refusesContactIds?: boolean
  /** True: the address of a download carries CORS headers, so that the app's page may fetch what lies behind it. */
  downloadsAllowCors?: boolean
  /** How many characters the storages of the app hold; more is refused as a full disk. Absent: as many as there are. */
  appStorageHolds?: number
  /** The `sandbox` of the app's frame, as a browser or a policy that allows less would have it. Absent: a real portal's. */
  frameSandbox?: string
  limits: Limits
}

/** The portal's brakes; portal README, "Limits". */
export interface Limits {
  /** Requests a source address may have in the bucket. Default 50. */
  bucketSize: number
  /** Requests that leak out of it in a second. Default 2. */
  leakPerSecond: number
  /** Seconds of a method's own time in ten minutes. Default 480. */
  operatingSeconds: number
}
