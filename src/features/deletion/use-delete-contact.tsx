import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { copyingDeleter } from '#core/deletion/one/copying-deleter.ts'
import { isGone } from '#core/deletion/is-gone.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { usePorts } from '../ports.tsx'
import { dossierQueries } from '../shared/dossier-queries.ts'
import { newId } from '../shared/new-id.ts'
import { workQuery } from '../shared/work-query.ts'
import type { Subject } from './delete-flow.ts'
import { DeleteQuestion, preloadQuestion, VerdictNotices } from './delete-question.tsx'
import type { UndoHere } from './undo/use-undo.tsx'
import { useDeletion, type Deletion } from './use-deletion.ts'

interface DeleteContactOptions {
  /** What was deleted here is noted in it, and forgotten when the message about it is closed. */
  undo: Pick<UndoHere, 'note' | 'actionsFor' | 'forget'>
  /**
   * The contact is gone and the portal's own lists are being refreshed. `late`: the person may be doing something else by
   * now.
   */
  onGone: (subject: Subject, late: boolean) => void
  /** The person chose not to delete the contact. */
  onKept?: () => void
  /** Messages stay for good, on a screen with its own links. */
  lasting?: boolean
}

interface DeleteContact extends Pick<Deletion, 'flow' | 'unknowns'> {
  /** Opens the question about a contact; never changes, so that rows may hold it. */
  readonly ask: (subject: Subject) => void
  /** Closes the messages about contacts that are there again. */
  readonly forget: (contactIds: ReadonlyMap<number, unknown>) => void
  /** The question, while there is one. */
  readonly question: ReactNode
  /** The results for contacts, in words. */
  readonly messages: ReactNode
}

/** The whole deletion of one contact: the question, the copy, the delete, and the message about it. */
export function useDeleteContact(options: DeleteContactOptions): DeleteContact {
  const { undo, onGone, onKept, lasting = false } = options
  const ports = usePorts()
  const { dossiers, host } = ports
  const cache = useQueryClient()
  const { t } = useTranslation()
  const fileName = t('deleted.fileName')
  const [portalRefused, setPortalRefused] = useState(false)
  const deleter = useMemo(() => {
    const load = () => cache.query(workQuery(ports))
    return copyingDeleter({ deleter: ports.deleter, load, newId, fileName })
  }, [ports, cache, fileName])
  const deletion = useDeletion(deleter, (subject, { verdict, sent }, late) => {
    if (verdict.kind === 'failed' && verdict.failure.kind === 'copy-not-kept') setPortalRefused(true)
    // The portal stored this copy, so the next one goes there too.
    else if (sent?.archive.places.some((place) => place !== 'browser') === true) setPortalRefused(false)
    if (!isGone(verdict)) return
    host.refreshLists()
    // Where somebody else had deleted it, there is nothing to undo.
    if ((verdict.kind === 'deleted' || verdict.kind === 'gone') && sent !== null) {
      const offer = { archiveId: sent.archive.archiveId, contactIds: [subject.id] }
      undo.note({ offer, name: subject.name })
    }
    onGone(subject, late)
    cache.removeQueries({ queryKey: dossierQueries.of(dossiers, subject.id).queryKey })
  })

  const { flow, unknowns, actions } = deletion
  const isOpen = flow.stage === 'asking' || flow.stage === 'deleting'
  const asking = flow.stage === 'asking'
  useEffect(preloadQuestion, [])
  // For each question anew, also for one that is asked again.
  useEffect(() => {
    if (flow.stage === 'asking') deleter.readAhead(flow.subject.id)
  }, [flow, deleter])
  const query = useQuery({
    ...dossierQueries.of(dossiers, flow.stage === 'idle' ? 0 : flow.subject.id),
    // Read again for each question: what was linked to the contact a minute ago may have changed.
    staleTime: 0,
    enabled: asking,
  })
  // Asked again because something is new, which the earlier reading does not show.
  const outdated = isOpen && flow.additions !== null && query.isFetching
  const dossier = outdated ? null : (query.data ?? null)
  return {
    flow,
    unknowns,
    ask: actions.ask,
    forget(contactIds) {
      if (flow.stage === 'finished' && contactIds.has(flow.subject.id)) actions.dismiss()
      for (const { id, subject, state } of unknowns)
        if (state === 'settled' && contactIds.has(subject.id)) actions.dismissUnknown(id)
    },
    question: isOpen && (
      <DeleteQuestion
        flow={flow}
        reading={{
          data: dossier,
          error: query.isFetching ? null : query.error,
          retry: () => void query.refetch(),
        }}
        step={deletion.step}
        portalRefused={portalRefused}
        actions={actions}
        onKept={onKept}
      />
    ),
    messages: (
      <VerdictNotices
        deletion={deletion}
        responsible={query.data?.responsibleName ?? null}
        lasting={lasting}
        undo={({ id }) => undo.actionsFor(id)}
        onClosed={undo.forget}
      />
    ),
  }
}
