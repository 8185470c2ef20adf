import { useMemo, useState, type ReactNode } from 'react'
import type { BulkPorts } from '#core/bulk-ports.ts'
import type { GuardSettings } from '#core/guards.ts'
import type { MadePlan } from '#core/make-plan.ts'
import type { Plan } from '#core/plan.ts'
import { usePorts } from '#features/ports.tsx'
import { useSpeech } from '#i18n/text.tsx'
import { ConfirmBar } from './confirm-bar.tsx'
import { Dangers } from './dangers.tsx'
import { PlanList } from './plan-list.tsx'
import { RulesSection } from './rules-section.tsx'
import { Summary } from './summary.tsx'
import type { RememberedGuards } from './use-planning.ts'
import { useReview } from './use-review.ts'

interface PlanPageProps {
  made: MadePlan
  remembered: RememberedGuards
  hidden: readonly number[] | null
  bulk: BulkPorts
  starting: boolean
  problem: ReactNode
  onBack: () => void
  onConfirmed: (plan: Plan) => void
}

/** The frozen plan: what it means, what stays, each contact, and the question at its end. */
export function PlanPage(props: PlanPageProps): ReactNode {
  const { t } = useSpeech()
  const { host } = usePorts()
  const { made, bulk } = props
  const hidden = useMemo(() => new Set(props.hidden ?? []), [props.hidden])
  const desk = useReview(made.plan, hidden, bulk.facts.bin)
  const [notRemembered, setNotRemembered] = useState(false)
  const { review } = desk
  const count = review.toDelete.length

  function applyGuards(guards: GuardSettings): void {
    desk.setGuards(guards)
    setNotRemembered(false)
    bulk.guards.write(guards).catch(() => setNotRemembered(true))
  }

  return (
    <>
      <h1 tabIndex={-1} className="text-heading font-semibold focus:outline-none">
        {count === 0 ? t('review.nothingTitle') : t('review.title', { count })}
      </h1>
      <p className="max-w-3xl text-muted">{t(count === 0 ? 'review.nothingText' : 'review.lead')}</p>
      <Dangers made={made} review={review} hidden={props.hidden} />
      <Summary totals={review.totals} bin={bulk.facts.bin} host={host} />
      <RulesSection
        desk={desk}
        damaged={props.remembered.damaged}
        notRemembered={notRemembered}
        codes={bulk.codes}
        isAdmin={bulk.facts.isAdmin}
        onGuards={applyGuards}
      />
      <PlanList
        desk={desk}
        hidden={hidden}
        host={host}
        onProtect={(id) =>
          applyGuards({
            ...desk.plan.guards,
            modes: { ...desk.plan.guards.modes, 'protect-list': 'keep' },
            protectedIds: [...desk.plan.guards.protectedIds, id],
          })
        }
      />
      {props.problem}
      <ConfirmBar
        desk={desk}
        starting={props.starting}
        problem={props.problem}
        onKeep={props.onBack}
        onConfirm={() => props.onConfirmed(desk.confirmed())}
      />
    </>
  )
}
