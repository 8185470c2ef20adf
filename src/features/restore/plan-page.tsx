import { useId, useState, type ReactNode } from 'react'
import type { RestoreReading } from '#core/restore/plan/make-restore-plan.ts'
import type { RestorePlan } from '#core/restore/plan/plan.ts'
import type { Bin } from '#core/plan/review.ts'
import { newId } from '../shared/new-id.ts'
import { usePorts } from '#features/ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import { ScreenHeader } from '#ui/screen-header.tsx'
import { BinAdvice } from './bin-advice.tsx'
import { Conflicts } from './conflicts.tsx'
import { EntryList } from './entry-list.tsx'
import { BulletList } from './bullet-list.tsx'
import { comesBackLines, lostLines } from './plan-words.ts'
import { RestoreBar } from './restore-bar.tsx'
import { useRestoreChoices } from './use-restore-choices.ts'

interface PlanPageProps {
  reading: RestoreReading
  archives: ReadonlyMap<number, string>
  bin: Bin
  inPart: boolean
  /** Unix ms of our clock. */
  now: () => number
  starting: boolean
  problem: ReactNode
  onBack: () => void
  onConfirmed: (plan: RestorePlan) => void
}

/** The plan of a restore: what it would do, and the button that starts it. */
export function PlanPage(props: PlanPageProps): ReactNode {
  const { t, format } = useTranslation()
  const { host } = usePorts()
  const { reading, archives, now } = props
  const [context] = useState(() => ({ id: newId(), plannedAt: now(), archives }))
  const choices = useRestoreChoices(reading, context, props.inPart)
  const { count, summary, plan } = choices
  const comesBack = comesBackLines(summary, t, format)

  return (
    <>
      <ScreenHeader
        title={
          count === 0 && choices.conflicts === 0
            ? t('restore.nothingTitle')
            : t('restore.title', { count: plan.entries.length })
        }
        back={t('restore.back')}
        onBack={props.onBack}
      />
      <p className="max-w-3xl text-muted">
        {t(count === 0 && choices.conflicts === 0 ? 'restore.nothingText' : 'restore.intro')}
      </p>
      <BinAdvice bin={props.bin} host={host} />
      <div className="grid gap-3 lg:grid-cols-2">
        <Card title={t('restore.comesBack')}>
          {comesBack.length === 0 ? <p>{t('restore.nothingComesBack')}</p> : <BulletList lines={comesBack} />}
          {choices.returned > 0 && (
            <label className="mt-1 flex min-h-8 items-center gap-2">
              <input
                type="checkbox"
                checked={choices.completeReturned}
                onChange={(event) => choices.setCompleteReturned(event.target.checked)}
                className="size-4 shrink-0 accent-primary"
              />
              {t('restore.completeReturned')}
            </label>
          )}
        </Card>
        <Card title={t('restore.cannotComeBack')}>
          <BulletList lines={lostLines(summary, t, format)} />
        </Card>
      </div>
      <Conflicts choices={choices} />
      <EntryList choices={choices} host={host} />
      {summary.create > 0 && (
        <Notice tone="info" live={false}>
          {t('restore.robots')}
        </Notice>
      )}
      {props.problem}
      <RestoreBar
        choices={choices}
        starting={props.starting}
        onKeep={props.onBack}
        onConfirm={() => props.onConfirmed(plan)}
      />
    </>
  )
}

function Card(props: { title: string; children: ReactNode }): ReactNode {
  const titleId = useId()
  return (
    <section
      aria-labelledby={titleId}
      className="flex flex-col gap-1.5 rounded-card bg-panel p-4 wrap-anywhere"
    >
      <h2 id={titleId} className="font-semibold">
        {props.title}
      </h2>
      {props.children}
    </section>
  )
}
