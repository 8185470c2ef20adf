import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { Protection } from '#core/plan/protect/protect-list.ts'
import { usePorts } from '#features/ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { workQuery } from '../work-query.ts'
import { NotListed } from './not-listed.tsx'
import { useChangeProtections } from './use-change-protections.ts'

interface LiftButtonProps {
  /** Of these; everybody's are lifted by administrators only. */
  protections: readonly Protection[]
  /** "Lift" where one contact is spoken of. */
  label?: string
  /** What was pressed may be gone by then. */
  onLifted?: (() => void) | undefined
}

/** Takes contacts off the protect list, or says who can. */
export function LiftButton({ protections, label, onLifted }: LiftButtonProps): ReactNode {
  const { t } = useTranslation()
  const { data: work } = useQuery(workQuery(usePorts()))
  const { lift } = useChangeProtections()
  const [lifting, setLifting] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const isAdmin = work?.facts.isAdmin
  const mine = protections.filter(({ scope }) => scope === 'me' || isAdmin === true)
  return (
    <>
      {mine.length > 0 && (
        <Button
          icon="lock"
          aria-disabled={lifting}
          onClick={() => {
            setLifting(true)
            setError(null)
            lift(mine)
              .then(onLifted, setError)
              .finally(() => setLifting(false))
          }}
        >
          {label ?? t('review.unprotectShort')}
        </Button>
      )}
      {isAdmin === false && mine.length < protections.length && (
        <p className="text-muted">{t('guards.liftByAdmin')}</p>
      )}
      {error !== null && <NotListed error={error} />}
    </>
  )
}
