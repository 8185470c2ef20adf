import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { MOST_PROTECTED } from '#core/plan/protect/protect-list.ts'
import { usePorts } from '#features/ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import { workQuery } from '../work-query.ts'
import { NotListed } from './not-listed.tsx'
import { ProtectDialog } from './protect-dialog.tsx'
import { useChangeProtections } from './use-change-protections.ts'

export interface ProtectAskingProps {
  ids: readonly number[]
  /** Of the only contact; absent: there are several. */
  name?: string | undefined
  onClose: () => void
}

/** Asks how contacts are to be protected, and puts them on the list. */
export function ProtectAsking({ ids, name, onClose }: ProtectAskingProps): ReactNode {
  const { t, format } = useTranslation()
  const { data: work, error: unknown } = useQuery(workQuery(usePorts()))
  const { protect } = useChangeProtections()
  const [error, setError] = useState<unknown>(null)
  const [storing, setStoring] = useState(false)
  const problem = error ?? unknown
  const tooMany = ids.length > MOST_PROTECTED
  return (
    <ProtectDialog
      title={
        name === undefined
          ? t('guards.protectMany', { count: ids.length })
          : t('review.protectTitle', { name })
      }
      isAdmin={work?.facts.isAdmin === true}
      busy={storing || work === undefined || tooMany}
      onClose={onClose}
      onProtect={({ scope, reason, until }) => {
        if (work === undefined || scope === 'run') return
        setStoring(true)
        setError(null)
        protect(ids, { scope, reason, until }, work.facts.me).then(onClose, (thrown: unknown) => {
          setError(thrown)
          setStoring(false)
        })
      }}
      news={
        tooMany ? (
          <Notice tone="warning">
            {t('guards.protectTooMany', { most: format.number(MOST_PROTECTED) })}
          </Notice>
        ) : (
          problem !== null && <NotListed error={problem} />
        )
      }
    />
  )
}
