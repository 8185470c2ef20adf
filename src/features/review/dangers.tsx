import type { ReactNode } from 'react'
import { isNarrowed } from '#core/contact/is-narrowed.ts'
import type { MadePlan } from '#core/plan/make-plan.ts'
import type { Review } from '#core/plan/review.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Oddities } from './oddities.tsx'
import { Notice } from '#ui/notice.tsx'

/** A phone has room for contacts as well. */
const LESS = 'max-sm:text-small'

/** What a person must not overlook, the most serious first. */
export function Dangers(props: {
  made: MadePlan
  review: Review
  hidden: readonly number[] | null
}): ReactNode {
  const { t, format } = useTranslation()
  const { made, review, hidden } = props
  const { source = null } = made.plan
  const isFiltered = source !== null && isNarrowed(source)
  const half = review.dangers.find((danger) => danger.kind === 'more-than-half')
  const unread = review.dangers.some((danger) => danger.kind === 'could-not-read')
  const notes = notesOn(made, t, format)
  const outOfSight = new Set(hidden)
  const seenHere = [...made.plan.ids.keys()].filter((index) => outOfSight.has(made.plan.ids[index] ?? 0))
  const skipped = seenHere.filter((index) => review.kept.has(index)).length
  return (
    <>
      <Oddities dangers={review.dangers} />
      {half !== undefined && (
        <Notice
          tone="problem"
          className={LESS}
          title={
            <>
              <span>{t('review.moreThanHalf', { count: half.count, all: format.number(half.of) })} </span>
              {isFiltered && <span className="font-normal">{t('review.moreThanHalfText')}</span>}
            </>
          }
        />
      )}
      {unread && (
        <Notice tone="warning" className={LESS} title={t('review.couldNotRead')}>
          {t('review.couldNotReadText')}
        </Notice>
      )}
      {hidden === null && (
        <Notice tone="warning" className={LESS} title={t('review.otherSearch')}>
          {t('review.otherSearchText')}
        </Notice>
      )}
      {seenHere.length > 0 && (
        <Notice tone="warning" className={LESS} title={t('review.hidden', { count: seenHere.length })}>
          {[
            ...(skipped < seenHere.length ? [t('review.hiddenText')] : []),
            ...(skipped > 0 ? [t('review.hiddenSkipped', { count: skipped })] : []),
          ].join(' ')}
        </Notice>
      )}
      {made.unmatched > 0 && (
        <Notice tone="warning" className={LESS} title={t('review.unmatched', { count: made.unmatched })}>
          {t('review.unmatchedText')}
        </Notice>
      )}
      {notes.length > 0 && (
        <Notice tone="info" className={LESS}>
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </Notice>
      )}
    </>
  )
}

type Translation = ReturnType<typeof useTranslation>

function notesOn(
  { missing, late, unmatched, noLonger, selectedTotal, plan }: MadePlan,
  t: Translation['t'],
  format: Translation['format'],
): string[] {
  const now = plan.ids.length + late + unmatched
  return [
    ...(missing > 0 ? [t('review.missing', { count: missing })] : []),
    ...(late > 0 ? [t('review.late', { count: late })] : []),
    ...(noLonger > 0 ? [t('review.noLonger', { count: noLonger })] : []),
    ...(selectedTotal !== null && selectedTotal !== now
      ? [t('review.otherCount', { shown: format.number(selectedTotal), now: format.number(now) })]
      : []),
  ]
}
