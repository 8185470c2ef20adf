import { useQuery } from '@tanstack/react-query'
import { useMemo, useState, type ReactNode } from 'react'
import type { GuardSettings } from '#core/plan/guards.ts'
import type { MadePlan } from '#core/plan/make-plan.ts'
import type { Plan, PlanConfirmation } from '#core/plan/plan.ts'
import { usePorts } from '#features/ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { ConfirmBar } from './confirm-bar.tsx'
import { CopiesSection } from './copies-section.tsx'
import { copyQueries } from '../shared/copy-queries.ts'
import { Dangers } from './dangers.tsx'
import { PlanList } from './plan-list.tsx'
import { RulesSection } from './rules-section.tsx'
import { Summary } from './summary.tsx'
import type { RememberedGuards } from './use-planning.ts'
import { useReview } from './use-review.ts'
import type { WorkPorts } from '#core/ports.ts'

interface PlanPageProps {
  made: MadePlan
  remembered: RememberedGuards
  hidden: readonly number[] | null
  work: WorkPorts
  starting: boolean
  problem: ReactNode
  onBack: () => void
  onConfirmed: (plan: Plan) => void
}

const NOTHING_SAID: PlanConfirmation = { reference: '', incompleteCopies: 'keep', copiesFirst: true }

/** The frozen plan: what it means, what is skipped, each contact, and the confirmation at its end. */
export function PlanPage(props: PlanPageProps): ReactNode {
  const { t } = useTranslation()
  const { host } = usePorts()
  const { made, work } = props
  const hidden = useMemo(() => new Set(props.hidden ?? []), [props.hidden])
  const reviewed = useReview(made.plan, hidden, work.facts.bin)
  const [notRemembered, setNotRemembered] = useState(false)
  const [said, say] = useState<PlanConfirmation>(NOTHING_SAID)
  const copies = useQuery(copyQueries.place(() => work.recovery))
  // If only this browser stores copies, the person may take the file first; if nothing does, they have to.
  const place = copies.isFetching ? undefined : copies.data
  const confirmation =
    place?.portal === null
      ? { ...said, copiesFirst: said.copiesFirst || !place.browser }
      : { ...said, copiesFirst: false }
  const { review } = reviewed
  const count = review.toDelete.length

  function applyGuards(guards: GuardSettings): void {
    reviewed.setGuards(guards)
    setNotRemembered(false)
    work.guards.write(guards).catch(() => setNotRemembered(true))
  }

  return (
    <>
      <h1 tabIndex={-1} className="text-heading font-semibold focus:outline-none">
        {count === 0 ? t('review.nothingTitle') : t('review.title', { count })}
      </h1>
      <p className="max-w-3xl text-muted">{t(count === 0 ? 'review.nothingText' : 'review.lead')}</p>
      <Dangers made={made} review={review} hidden={props.hidden} />
      <Summary totals={review.totals} bin={work.facts.bin} host={host} />
      <RulesSection
        reviewed={reviewed}
        damaged={props.remembered.damaged}
        notRemembered={notRemembered}
        codes={work.codes}
        isAdmin={work.facts.isAdmin}
        onGuards={applyGuards}
      />
      <PlanList
        reviewed={reviewed}
        hidden={hidden}
        host={host}
        onProtect={(id) =>
          applyGuards({
            ...reviewed.plan.guards,
            modes: { ...reviewed.plan.guards.modes, 'protect-list': 'keep' },
            protectedIds: [...reviewed.plan.guards.protectedIds, id],
          })
        }
      />
      {count > 0 && (
        <CopiesSection
          place={place}
          error={copies.isFetching ? null : copies.error}
          onRetry={() => void copies.refetch()}
          said={said}
          onSaid={say}
        />
      )}
      {props.problem}
      <ConfirmBar
        reviewed={reviewed}
        starting={props.starting}
        ready={place !== undefined}
        onKeep={props.onBack}
        onConfirm={() => props.onConfirmed({ ...reviewed.confirmed(), confirmation })}
      />
    </>
  )
}
