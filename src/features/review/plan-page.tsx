import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Activity, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { GuardSettings } from '#core/plan/guards.ts'
import type { MadePlan } from '#core/plan/make-plan.ts'
import type { Plan, PlanConfirmation } from '#core/plan/plan.ts'
import type { ListedCleanUp } from '#core/plan/saved/saved-clean-up.ts'
import type { Selection } from '#core/plan/selection.ts'
import { usePorts } from '#features/ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import { Popover } from '#ui/overlays/popover.tsx'
import { useWidth } from '#ui/use-width.ts'
import type { WorkPorts } from '#core/ports.ts'
import { NotListed } from '../shared/protect/not-listed.tsx'
import type { ProtectWish } from '../shared/protect/protect-dialog.tsx'
import { useChangeProtections } from '../shared/protect/use-change-protections.ts'
import { copyQueries } from '../shared/copy-queries.ts'
import { ConfirmBar } from './confirm-bar.tsx'
import { CopiesSection, CopyChoices, RareChoices } from './copies-section.tsx'
import { CopiesUnasked } from './copies-unasked.tsx'
import { Dangers } from './dangers.tsx'
import { withKnownReach } from './list/known-reach.ts'
import { PlanList } from './list/plan-list.tsx'
import { Points } from './points.tsx'
import { PlanSheet, type SheetOfPlan } from './report/plan-sheet.tsx'
import { ReportButton } from './report/report-button.tsx'
import { selectedBy } from './report/selected-by.ts'
import { Summary } from './summary.tsx'
import type { RememberedGuards } from './use-planning.ts'
import { useReview } from './use-review.ts'

interface PlanPageProps {
  selection: Selection
  made: MadePlan
  remembered: RememberedGuards
  hidden: readonly number[] | null
  cleanUp: ListedCleanUp | null
  work: WorkPorts
  starting: boolean
  problem: ReactNode
  /** The way back to the list. */
  back: ReactNode
  onBack: () => void
  onConfirmed: (plan: Plan) => void
}

/** In px: in a narrower frame all choices stand behind "More", so that the first contacts are in sight. */
const NARROW_UNDER = 640

const NOTHING_SAID: PlanConfirmation = { reference: '', incompleteCopies: 'keep', copiesFirst: true }

/**
 * The frozen plan: what it means, what is skipped, each contact; and the confirmation, which stays in sight below. The
 * whole page scrolls, the list with it.
 */
export function PlanPage(props: PlanPageProps): ReactNode {
  const { t, format } = useTranslation()
  const { host } = usePorts()
  const client = useQueryClient()
  const { made, work } = props
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const hidden = useMemo(() => new Set(props.hidden ?? []), [props.hidden])
  const { cleanUp } = props
  const brake = useMemo(
    () => (cleanUp === null ? null : { last: cleanUp.last, mostPercent: cleanUp.cleanUp.mostPercent }),
    [cleanUp],
  )
  const reviewed = useReview(made.plan, hidden, work.facts.bin, brake)
  const [notRemembered, setNotRemembered] = useState(false)
  const [notListed, setNotListed] = useState<unknown>(null)
  const changeList = useChangeProtections()
  const [said, say] = useState<PlanConfirmation>(NOTHING_SAID)
  const copies = useQuery(copyQueries.place(() => work.recovery))
  // If only this browser stores copies, the person may take the file first; if nothing does, they have to.
  const place = copies.isFetching ? undefined : copies.data
  const copiesError = copies.isFetching ? null : copies.error
  const confirmation =
    place?.portal === null
      ? { ...said, copiesFirst: said.copiesFirst || !place.browser }
      : { ...said, copiesFirst: false }
  const [sheet, setSheet] = useState<SheetOfPlan | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  const before = useRef(sheet)
  useEffect(() => {
    if (before.current !== null && sheet === null) heading.current?.focus()
    before.current = sheet
  }, [sheet])
  const { review } = reviewed
  const count = review.toDelete.length
  const how = selectedBy(props.selection, t, format)
  const narrow = (useWidth(scroller) ?? NARROW_UNDER) < NARROW_UNDER
  const asksOfCopies = count > 0 && copiesError === null
  const report = { reviewed, how, work, onSheet: setSheet }

  function store(guards: GuardSettings): void {
    setNotRemembered(false)
    work.guards.write(guards).catch(() => setNotRemembered(true))
  }

  /** In this plan at once; on the protect list too, where it is for later runs. Null takes it back from both. */
  function protect(index: number, wish: ProtectWish | null): void {
    const id = reviewed.plan.ids[index] ?? 0
    const before = reviewed.protectedHere.get(id)
    reviewed.protect(index, wish?.scope ?? null)
    setNotListed(null)
    const changed =
      wish !== null && wish.scope !== 'run'
        ? changeList.protect([id], { ...wish, scope: wish.scope }, work.facts.me)
        : before === 'me' || before === 'everybody'
          ? changeList.lift([{ id, scope: before }])
          : Promise.resolve()
    changed.catch(setNotListed)
  }

  function setRules(guards: GuardSettings, everybody: boolean): void {
    reviewed.setGuards(guards)
    // Those that are protected in this review are on the list, or in this run only.
    if (everybody) store({ ...guards, protectedIds: made.plan.guards.protectedIds })
  }

  return (
    <>
      {sheet !== null && <PlanSheet sheet={sheet} onBack={() => setSheet(null)} />}
      {/* Behind the page to print it keeps its ticks, its place and what was typed. */}
      <Activity mode={sheet === null ? 'visible' : 'hidden'}>
        <div
          ref={setScroller}
          className="flex min-h-0 flex-1 scroll-pt-10 flex-col gap-1.5 overflow-y-auto p-3 sm:px-4"
        >
          <div className="flex flex-col">
            <div className="flex flex-wrap items-center gap-x-3">
              <h1 ref={heading} tabIndex={-1} className="text-heading font-semibold focus:outline-none">
                {count === 0 ? t('review.nothingTitle') : t('review.title', { count })}
              </h1>
              {/* In a narrow frame the way back is "Keep contacts" alone. */}
              {!narrow && <ReportButton {...report}>{props.back}</ReportButton>}
            </div>
            <div className="flex flex-wrap gap-x-4">
              {cleanUp !== null && (
                <p className="wrap-anywhere">
                  <span className="text-muted">{t('saved.reviewOf')}</span> <bdi>{cleanUp.cleanUp.name}</bdi>
                </p>
              )}
              {how !== '' && (
                <p className="wrap-anywhere">
                  <span className="text-muted">{t('review.selectedBy')}</span> <bdi>{how}</bdi>
                </p>
              )}
              {(count === 0 || !narrow) && (
                <p className="text-muted">{t(count === 0 ? 'review.nothingText' : 'review.lead')}</p>
              )}
            </div>
          </div>
          <Dangers made={made} review={review} hidden={props.hidden} />
          {props.remembered.damaged && <Notice tone="warning">{t('guards.damaged')}</Notice>}
          {props.remembered.listDamaged && (
            <Notice tone="warning" title={t('guards.listDamaged')}>
              {props.remembered.listUnread &&
                reviewed.plan.guards.modes['protect-list'] === 'keep' &&
                t('guards.listUnread', { rule: t('guards.ruleProtectList') })}
            </Notice>
          )}
          {notListed !== null && <NotListed error={notListed} />}
          {notRemembered && <Notice tone="problem">{t('guards.notRemembered')}</Notice>}
          <div className="flex flex-col rounded-card bg-panel px-2.5 py-1">
            <Points reviewed={reviewed} facts={work.facts} />
            <Summary totals={review.totals} bin={work.facts.bin} place={place} said={said} host={host} />
            {asksOfCopies && (
              <CopiesSection place={place} said={said} onSaid={say}>
                {!narrow && (
                  <div className="flex flex-wrap items-center gap-x-6 px-1.5">
                    <CopyChoices said={said} onSaid={say} />
                  </div>
                )}
              </CopiesSection>
            )}
          </div>
          <PlanList
            {...{ reviewed, hidden, host, scroller }}
            codes={work.codes}
            isAdmin={work.facts.isAdmin}
            onProtect={protect}
            onSkip={() => bar.current?.querySelector<HTMLElement>('input, button')?.focus()}
            onGuards={setRules}
            arranged={(tools) =>
              narrow ? (
                <Popover label={t('contacts.more')} icon="more" panelLabel={t('review.moreChoices')}>
                  <div className="flex flex-col items-start gap-2 p-1">
                    {tools}
                    {asksOfCopies && <CopyChoices said={said} onSaid={say} />}
                    {asksOfCopies && <RareChoices said={said} onSaid={say} />}
                    <ReportButton {...report} />
                  </div>
                </Popover>
              ) : (
                <>
                  {tools}
                  {asksOfCopies && (
                    <Popover label={t('review.moreChoices')} className="w-96 p-3!">
                      <RareChoices said={said} onSaid={say} />
                    </Popover>
                  )}
                </>
              )
            }
          />
        </div>
        <div ref={bar} className="contents">
          <ConfirmBar
            reviewed={reviewed}
            eraseAfterDays={said.eraseCopyAfterDays}
            starting={props.starting}
            ready={place !== undefined}
            problem={
              <>
                {count > 0 && copiesError !== null && (
                  <CopiesUnasked error={copiesError} onRetry={() => void copies.refetch()} />
                )}
                {props.problem}
              </>
            }
            onKeep={props.onBack}
            onConfirm={() =>
              props.onConfirmed({ ...withKnownReach(reviewed.confirmed(), client, t), confirmation })
            }
          />
        </div>
      </Activity>
    </>
  )
}
