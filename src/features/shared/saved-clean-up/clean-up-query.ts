import { queryOptions, skipToken, type QueryClient } from '@tanstack/react-query'
import type { RunSession } from '#core/deletion/session.ts'
import type { WorkPorts } from '#core/ports.ts'
import type { CleanUpStore } from '#core/plan/saved/ports.ts'
import type { SavedCleanUps } from '#core/plan/saved/saved-clean-up.ts'

/** @param store null: not there yet */
export function cleanUpsQuery(store: CleanUpStore | null) {
  return queryOptions<SavedCleanUps>({
    queryKey: ['clean-ups'] as const,
    queryFn: store === null ? skipToken : () => store.read(),
  })
}

/** After a run of one: what is known of it is no longer true. Never rejects; what cannot be read is read where it is shown. */
export async function readCleanUpsAgain(
  session: RunSession,
  work: Pick<WorkPorts, 'cleanUps'>,
  client: QueryClient,
): Promise<void> {
  try {
    // The run is noted with its record.
    await session.recorded()
    client.setQueryData(cleanUpsQuery(null).queryKey, await work.cleanUps.read())
  } catch {
    client.removeQueries({ queryKey: cleanUpsQuery(null).queryKey })
  }
}
