import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, type ReactNode } from 'react'
import type { UndoState } from '#core/restore/undo.ts'
import { usePorts } from '#features/ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { IconButton } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { workQuery } from '../../shared/work-query.ts'
import { Unrecorded } from '../run/unrecorded.tsx'
import { RestoreDifferences } from '../run/restore-differences.tsx'
import { notRestoredTexts } from './undone-words.ts'
import { contactPath } from '#features/shared/portal-paths.ts'

interface UndoneNoticeProps {
  /** Of the contact, as shown. */
  name: string
  newId: number
  /** Null: restored on a screen of its own, which said what could not come back. */
  undone: Extract<UndoState, { stage: 'restored' }> | null
  /** Ways back from other deletions. */
  actions?: ReactNode
  /** Absent where the message stays for good. */
  onClose?: () => void
}

/** Instead of the message about a deletion: the contact is restored, under which ID, and without what. */
export function UndoneNotice({ name, newId, undone, actions, onClose }: UndoneNoticeProps): ReactNode {
  const { t, format } = useTranslation()
  const ports = usePorts()
  const { data: work } = useQuery(workQuery(ports))
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The button that was pressed has gone.
    if (document.activeElement === document.body) place.current?.focus()
  }, [])
  const path = contactPath(newId)
  return (
    <div ref={place} role="status" tabIndex={-1} className="rounded-card focus:outline-none">
      <Notice
        tone="success"
        live={false}
        inLine
        title={t('restore.undone', { name, id: String(newId) })}
        actions={
          <>
            <PortalLink
              href={ports.host.origin + path}
              onOpen={() => ports.host.openPath(path)}
              className="inline-block min-h-6 underline"
            >
              {t('restore.openCard')}
            </PortalLink>
            {actions}
          </>
        }
        corner={
          onClose !== undefined && <IconButton icon="close" label={t('deletion.dismiss')} onClick={onClose} />
        }
      >
        {undone !== null && (
          <>
            <Unrecorded session={undone.session} />
            {notRestoredTexts(undone, t, format).map((line) => (
              <p key={line}>{line}</p>
            ))}
            {work !== undefined && (
              <RestoreDifferences
                plan={undone.session.plan}
                state={undone.session.state}
                archives={work.recovery.archives}
                quiet
              />
            )}
          </>
        )}
      </Notice>
    </div>
  )
}
