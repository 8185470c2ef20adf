import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { Dossier } from '#core/contact/dossier.ts'
import { isGone } from '#core/deletion/verdict.ts'
import { dossierQueries } from '#features/shared/dossier-queries.ts'
import type { Subject } from '#features/deletion/delete-flow.ts'
import { useDeletion, type Deletion } from '#features/deletion/use-deletion.ts'
import { usePorts } from '#features/ports.tsx'
import { useSpeech } from '#i18n/text.tsx'
import { bulkQuery } from '#features/shared/work-query.ts'
import type { UndoOffer } from './work/views.ts'
import { copyingDeleter, preloadWork } from './copied-deletion.ts'

export interface DeleteDesk {
  readonly deletion: Deletion
  /** What hangs on the contact in question. */
  readonly reading: {
    readonly data: Dossier | null
    readonly error: Error | null
    readonly retry: () => void
  }
  /** The portal did not take a copy before: another try may keep it elsewhere. */
  readonly portalRefused: boolean
}

/**
 * The deletion of one contact together with what hangs on it. When it is gone, the portal's own lists are refreshed
 * and `onGone` is called; `undo` is what can bring it back, null where somebody else had deleted it; `late`: the person may be at
 * something else by now.
 */
export function useDeleteDesk(
  onGone: (subject: Subject, undo: UndoOffer | null, late: boolean) => void,
): DeleteDesk {
  const ports = usePorts()
  const { dossiers, host } = ports
  const cache = useQueryClient()
  const { t } = useSpeech()
  const fileName = t('deleted.fileName')
  const [portalRefused, setPortalRefused] = useState(false)
  const deleter = useMemo(
    () => copyingDeleter(ports.deleter, () => cache.query(bulkQuery(ports)), fileName),
    [ports, cache, fileName],
  )
  const deletion = useDeletion(deleter, (subject, { verdict, sent }, late) => {
    if (verdict.kind === 'failed' && verdict.failure.kind === 'copy-not-kept') setPortalRefused(true)
    // What the portal took is no reason to send the next one elsewhere.
    else if (sent?.archive.places.some((place) => place !== 'browser') === true) setPortalRefused(false)
    if (!isGone(verdict)) return
    host.refreshLists()
    const undo =
      verdict.kind === 'deleted' && sent !== null
        ? { archiveId: sent.archive.archiveId, contactIds: [subject.id] }
        : null
    onGone(subject, undo, late)
    cache.removeQueries({ queryKey: dossierQueries.of(dossiers, subject.id).queryKey })
  })

  const { flow } = deletion
  const asking = flow.stage === 'asking'
  useEffect(() => {
    if (asking) preloadWork()
  }, [asking])
  const query = useQuery({
    ...dossierQueries.of(dossiers, flow.stage === 'idle' ? 0 : flow.subject.id),
    // Asked anew for each question: what hung on the contact a minute ago is not what would lose its link now.
    staleTime: 0,
    enabled: asking,
  })
  return {
    deletion,
    reading: {
      data: query.data ?? null,
      error: query.isFetching ? null : query.error,
      retry: () => void query.refetch(),
    },
    portalRefused,
  }
}
