/** A batch that could not leave within this time after it was announced is withheld: its checks are too old by then. */
export const LATEST_DEPARTURE_MS = 5_000

/**
 * How long after a batch was announced the portal may still be at work on it: the portal ends a request after 60 s
 * (portal README, "Time of one request"), and the request needs time to get there.
 */
export const MAY_STILL_WORK_MS = 65_000 + LATEST_DEPARTURE_MS
