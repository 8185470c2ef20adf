import type { RunningPortal } from '../portal/contract.ts'
import { startPortal } from '../portal/start.ts'

/** A local portal on real sockets with what goes wrong in an ordinary hour, the same for every contender. */
export interface RealPortal {
  /** `http://127.0.0.1:PORT/rest`: node need not know *.localhost. */
  readonly rest: string
  readonly host: string
  readonly running: RunningPortal
  readonly targets: readonly number[]
  readonly secret: string
  readonly token: string
  /** A colleague deletes some of the targets, after they were chosen. */
  colleagueDeletes(): void
  truth(id: number): Truth
  /** Requests refused because the bucket was full. */
  provoked(): number
  requests(): number
}

export type Truth = 'deleted' | 'already-gone' | 'refused'

export const USER = 2
const COLLEAGUE = 1
const OTHERS = 7
const DELETE_MS = 40
const WAY_MS = 80

export async function startRealPortal(count: number): Promise<RealPortal> {
  const running = await startPortal({ port: 0, appUrl: 'http://127.0.0.1:1/index.html', contacts: count * 2 })
  const { portal } = running
  const targets = [...portal.store.contactIds()].filter((id) => id > 41 && id % 200 !== 0).slice(0, count)
  targets.forEach((id, at) => {
    // Every 25th belongs to somebody else: this user may not delete it.
    portal.store.updateContact(id, { ASSIGNED_BY_ID: at % 25 === 7 ? OTHERS : USER })
  })
  portal.settings.latencyMs = WAY_MS
  // Slowness is told as the command's time and waited for at the end of the request.
  const slow = { type: 'slow', ms: DELETE_MS } as const
  portal.faults.add({ method: 'crm.contact.delete', times: 1e9, kind: slow })
  // One answer is lost after its work was done, in the middle of things.
  const lost = { type: 'drop-after' } as const
  portal.faults.add({ method: 'crm.contact.delete', skip: Math.floor(count / 3), kind: lost })
  const host = running.origin.replace('http://portal.localhost', '127.0.0.1')
  return {
    running,
    host,
    rest: `http://${host}/rest`,
    targets,
    secret: portal.auth.issueWebhook(USER),
    token: portal.auth.issue(USER).AUTH_ID,
    colleagueDeletes() {
      for (const id of targets.filter((_, at) => at % 40 === 11)) portal.store.deleteContact(id, COLLEAGUE)
    },
    truth(id) {
      if (portal.store.contact(id) !== undefined) return 'refused'
      const entry = portal.store.bin().find(({ contact }) => contact.ID === id)
      return entry?.deletedBy === USER ? 'deleted' : 'already-gone'
    },
    provoked: () => portal.log.filter(({ httpStatus }) => httpStatus === 503).length,
    requests: () => portal.log.length,
  }
}
