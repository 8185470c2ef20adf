import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { FilterScope } from '#core/filter/saved-filters.ts'
import { MOST_PROTECTED } from '#core/plan/protect/protect-list.ts'
import { idsThatMatch } from '#core/plan/search/ids-that-match.ts'
import { countSelected, type Selection } from '#core/plan/selection.ts'
import type { WorkPorts } from '#core/ports.ts'
import { usePorts } from '#features/ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import { workQuery } from '../work-query.ts'
import { NotListed } from './not-listed.tsx'
import { LiftButton } from './lift-button.tsx'
import { ProtectDialog, type ProtectWish } from './protect-dialog.tsx'
import { useChangeProtections } from './use-change-protections.ts'
import { useProtected } from './use-protected.ts'

type ListWish = Omit<ProtectWish, 'scope'> & { readonly scope: FilterScope }

export interface ProtectAskingProps {
  of: readonly number[] | Selection
  /** Of the only contact; absent: there are several. */
  name?: string | undefined
  onClose: () => void
}

/** Asks how contacts are to be protected, and puts them on the list. */
export function ProtectAsking({ of, name, onClose }: ProtectAskingProps): ReactNode {
  const { t, format } = useTranslation()
  const { data: work, error: unknown } = useQuery(workQuery(usePorts()))
  const { protect } = useChangeProtections()
  const [error, setError] = useState<unknown>(null)
  const [storing, setStoring] = useState(false)
  const problem = error ?? unknown
  const [grown, setGrown] = useState(false)
  const chosen = 'kind' in of ? (of.kind === 'chosen' ? [...of.chosen.keys()] : []) : of
  const count = 'kind' in of ? countSelected(of) : of.length
  const tooMany = grown || count > MOST_PROTECTED
  const known = useProtected()
  const before = chosen.flatMap((id) => known.get(id) ?? [])

  async function protectThese({ scope, reason, until }: ListWish, { facts, rows }: WorkPorts): Promise<void> {
    const ids =
      'kind' in of && of.kind === 'all-that-match' ? await idsThatMatch(of, rows, MOST_PROTECTED) : chosen
    if (ids === null) {
      setGrown(true)
      return
    }
    await protect(ids, { scope, reason, until }, facts.me)
    onClose()
  }

  return (
    <ProtectDialog
      title={name === undefined ? t('guards.protectMany', { count }) : t('review.protectTitle', { name })}
      isAdmin={work === undefined && problem === null ? undefined : work?.facts.isAdmin === true}
      busy={storing || work === undefined || tooMany}
      onClose={onClose}
      onProtect={({ scope, reason, until }) => {
        if (work === undefined || scope === 'run') return
        setStoring(true)
        setError(null)
        protectThese({ scope, reason, until }, work)
          .catch(setError)
          .finally(() => setStoring(false))
      }}
      news={
        <>
          {tooMany && (
            <Notice tone="warning">
              {t('guards.protectTooMany', { most: format.number(MOST_PROTECTED) })}
            </Notice>
          )}
          {problem !== null && <NotListed error={problem} />}
          {before.length > 0 && (
            <div className="flex flex-col items-start gap-1">
              <p>{t('guards.protectedBefore', { count: before.length })}</p>
              <LiftButton
                protections={before}
                {...(before.length > 1 ? { label: t('guards.liftMany', { count: before.length }) } : {})}
                onLifted={onClose}
              />
            </div>
          )}
        </>
      }
    />
  )
}
