/** A batch that could not leave so soon after it was announced does not leave: its checks are too old by then. */
export const LATEST_DEPARTURE_MS = 5_000

/**
 * How long after it was announced the portal may still be at work on a batch: it ends a request after 60 s
 * (portal README, "Time of one request"), and the way there takes its time too.
 */
export const MAY_STILL_WORK_MS = 65_000 + LATEST_DEPARTURE_MS
