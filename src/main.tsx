import { createRoot } from 'react-dom/client'
import { Root } from '#app/root.tsx'
import { begin, type Connection } from '#app/session.ts'
import type { BulkPorts } from '#core/bulk-ports.ts'
import { connect, type PortalConnection } from '#portal/connect.ts'
import '#ui/theme.css'

// At module level and once: the SDK keeps one frame for the page and cannot be started anew (design.md, decision 6).
const start = begin(connect(window).then(withDevice), navigator.language)

const place = document.getElementById('root')
if (place === null) throw new Error('index.html has no element #root')
createRoot(place).render(<Root start={start} />)

/** The portal's ports and the browser's together. What only deleting many needs is fetched when it is asked for. */
function withDevice(connected: PortalConnection): Connection {
  if (!connected.ok) return connected
  const { ports, memberId } = connected
  return {
    ok: true,
    ports: {
      ...ports,
      async bulk(): Promise<BulkPorts> {
        const [portal, device] = await Promise.all([connected.bulk(), import('#device/bulk.ts')])
        return { ...portal, ...device.openDevice(memberId, portal.facts.me) }
      },
      async hasUnfinishedRun() {
        try {
          const { hasUnfinished } = await import('#device/journal.ts')
          return await hasUnfinished(memberId)
        } catch {
          // A chunk that could not be fetched is told of where it is needed.
          return false
        }
      },
    },
  }
}
