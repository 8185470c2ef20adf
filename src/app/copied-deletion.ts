import type { BulkPorts } from '#core/bulk-ports.ts'
import type { OneDeletion, SentDelete } from '#core/delete-one.ts'
import { PortalFailure, type Failure } from '#core/failure.ts'
import type { ContactDeleter } from '#core/ports.ts'
import type { OneDeleter, Told } from '#features/deletion/use-deletion.ts'

/** All that one contact's deletion needs is in a chunk of its own: most visits to a card delete nothing. */
const loadWork = async () => {
  const [one, id] = await Promise.all([import('#core/delete-one.ts'), import('#features/new-id.ts')])
  return { ...one, ...id }
}

/** Fetches it as soon as the question is open, so that the answer is carried out at once. */
export function preloadWork(): void {
  // Told when it is needed and still missing.
  loadWork().catch(() => undefined)
}

const MISSING: Failure = { kind: 'network', code: 'APP_CHUNK', portalText: '' }

/** A deleter that copies first; it remembers what it sent last, of which nobody may know yet what became. */
export function copyingDeleter(deleter: ContactDeleter, loadBulk: () => Promise<BulkPorts>): OneDeleter {
  let last: SentDelete | null = null

  async function carry(
    work: (ports: BulkPorts, core: Awaited<ReturnType<typeof loadWork>>) => Promise<OneDeletion>,
  ): Promise<Told> {
    try {
      const told = await work(...(await Promise.all([loadBulk(), loadWork()])))
      last = told.sent
      return told
    } catch (thrown) {
      const failure = thrown instanceof PortalFailure ? thrown.failure : MISSING
      return { verdict: { kind: 'failed', failure }, sent: null, missing: [] }
    }
  }

  return {
    delete: (contactId, wish) =>
      carry((ports, { deleteOne, newId }) => deleteOne(contactId, `one-${newId()}`, wish, deleter, ports)),
    async settle(contactId) {
      const sent = last
      if (sent?.contactId === contactId)
        return carry((ports, { settleOne }) => settleOne(sent, deleter, ports))
      return { verdict: await deleter.settle(contactId), sent: null, missing: [] }
    },
  }
}
