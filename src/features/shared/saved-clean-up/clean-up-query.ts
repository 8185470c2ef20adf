import { queryOptions, skipToken, type QueryClient } from '@tanstack/react-query'
import type { RunSession } from '#core/deletion/session.ts'
import type { WorkPorts } from '#core/ports.ts'
import type { CleanUpStore } from '#core/plan/saved/ports.ts'
import type { ListedCleanUp, SavedCleanUps } from '#core/plan/saved/saved-clean-up.ts'

/** @param store null: not there yet */
export function cleanUpsQuery(store: CleanUpStore | null) {
  return queryOptions<SavedCleanUps>({
    queryKey: ['clean-ups'] as const,
    queryFn: store === null ? skipToken : () => store.read(),
  })
}

/**
 * After a run of one: what is known of it is no longer true. Never rejects; what cannot be read is read where it is shown.
 * @returns the saved clean-up that it was a run of, as it is now; null: of none, or it cannot be read
 */
export async function readCleanUpsAgain(
  session: RunSession,
  work: Pick<WorkPorts, 'cleanUps'>,
  client: QueryClient,
): Promise<ListedCleanUp | null> {
  const { cleanUp: of } = session.plan
  if (!of) return null
  try {
    // The run is noted with its record.
    await session.recorded()
    const now = await work.cleanUps.read()
    client.setQueryData(cleanUpsQuery(null).queryKey, now)
    return now.listed.find(({ cleanUp, scope }) => cleanUp.id === of.id && scope === of.scope) ?? null
  } catch {
    client.removeQueries({ queryKey: cleanUpsQuery(null).queryKey })
    return null
  }
}
