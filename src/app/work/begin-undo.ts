import type { QueryClient } from '@tanstack/react-query'
import type { WorkPorts } from '#core/ports.ts'
import type { UndoOffer } from '#core/restore/load-contacts.ts'
import { undoAtOnce, type Undo } from '#core/restore/undo.ts'
import { deletedQueries } from '#features/deleted/deleted-queries.ts'
import { newId } from '#features/shared/new-id.ts'
import { claimPorts } from './claim-ports.ts'

/** Restores what was deleted just now, without a question where there is nothing to decide. */
export function beginUndo(offer: UndoOffer, work: WorkPorts): Undo {
  return undoAtOnce(offer, { ...work, claiming: claimPorts(work), newId })
}

/** "Deleted" asks anew what became of its contacts. */
export async function noteUndone(client: QueryClient): Promise<void> {
  await client.invalidateQueries(deletedQueries.all())
}
