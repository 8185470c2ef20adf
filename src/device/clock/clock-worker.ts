import { ownTimers, serveAlarms } from './clock-protocol.ts'

/** A dedicated worker, because browsers do not slow down its timers when the tab is in the background. */
const take = serveAlarms(ownTimers, (id) => self.postMessage(id))
self.addEventListener('message', ({ data }: MessageEvent<unknown>) => take(data))
