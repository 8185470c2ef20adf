import { ownTimers, serveAlarms } from './clock-protocol.ts'

/** A dedicated worker: browsers do not slow its timers down when the tab is in the background. */
const take = serveAlarms(ownTimers, (id) => self.postMessage(id))
self.addEventListener('message', ({ data }: MessageEvent<unknown>) => take(data))
