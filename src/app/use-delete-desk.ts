import { useQuery, useQueryClient } from '@tanstack/react-query'
import { isGone, type Verdict } from '#core/verdict.ts'
import { dossierQueries } from '#features/contact-card/dossier-queries.ts'
import type { Subject } from '#features/deletion/delete-flow.ts'
import { useDeletion, type Deletion } from '#features/deletion/use-deletion.ts'
import { usePorts } from '#features/ports.tsx'
import type { Dossier } from '#core/dossier.ts'

export interface DeleteDesk {
  readonly deletion: Deletion
  /** What hangs on the contact in question. */
  readonly reading: {
    readonly data: Dossier | null
    readonly error: Error | null
    readonly retry: () => void
  }
}

/**
 * The deletion of one contact together with what hangs on it. When it is gone, the portal's own lists are refreshed
 * and `onGone` is called.
 */
export function useDeleteDesk(onGone: (subject: Subject, verdict: Verdict) => void): DeleteDesk {
  const { deleter, dossiers, host } = usePorts()
  const cache = useQueryClient()
  const deletion = useDeletion(deleter, (subject, verdict) => {
    if (!isGone(verdict)) return
    host.refreshLists()
    onGone(subject, verdict)
    cache.removeQueries({ queryKey: dossierQueries.of(dossiers, subject.id).queryKey })
  })

  const { flow } = deletion
  const query = useQuery({
    ...dossierQueries.of(dossiers, flow.stage === 'idle' ? 0 : flow.subject.id),
    // Asked anew for each question: what hung on the contact a minute ago is not what would lose its link now.
    staleTime: 0,
    enabled: flow.stage === 'asking',
  })
  return {
    deletion,
    reading: {
      data: query.data ?? null,
      error: query.isFetching ? null : query.error,
      retry: () => void query.refetch(),
    },
  }
}
