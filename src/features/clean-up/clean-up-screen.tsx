import { useEffect, useRef, type ReactNode } from 'react'
import { GROUPS } from '#core/clean-up/bars.ts'
import { failureOf } from '#core/failure.ts'
import type { ContactFilters } from '#core/filter/filters.ts'
import type { ListedCleanUp } from '#core/plan/saved/saved-clean-up.ts'
import type { Selection } from '#core/plan/selection.ts'
import { Retry } from '#features/shared/retry.tsx'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { BarTable } from './bar-table.tsx'
import { SavedCleanUpsSection } from './saved/saved-clean-ups.tsx'
import { Suggestions } from './suggestions.tsx'
import { usePicture, type PictureInSight } from './use-picture.ts'

interface CleanUpScreenProps {
  onBack: () => void
  /** Shows the contacts of these filters in the list. */
  onShow: (filters: ContactFilters) => void
  /**
   * Opens the review of all contacts of these filters.
   * @param count as the portal counted them here
   * @param cleanUp the saved clean-up that this is; absent: none
   */
  onReview: (filters: ContactFilters, count: number, cleanUp?: ListedCleanUp) => void
  /** Opens the review of exactly these, which a search found. */
  onReviewFound: (found: Selection) => void
}

/** What the contacts are made of, and which of them may be worth cleaning. It deletes nothing. */
export function CleanUpScreen({ onBack, onShow, onReview, onReviewFound }: CleanUpScreenProps): ReactNode {
  const { t } = useTranslation()
  const counts = usePicture()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const { picture } = counts
  return (
    <main className="flex h-sight min-h-80 min-w-0 flex-col gap-3 overflow-y-auto p-3 sm:p-4">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1
          ref={heading}
          tabIndex={-1}
          className="text-heading leading-tight font-semibold focus:outline-none"
        >
          {t('clean-up.title')}
        </h1>
        <Counting {...counts} />
        <Button variant="quiet" className="ms-auto" onClick={onBack}>
          {t('deleted.back')}
        </Button>
      </header>
      {counts.error !== null && <CountProblem error={counts.error} onRetry={counts.countAgain} />}
      <SavedCleanUpsSection onShow={onShow} onReview={onReview} />
      {picture !== null && (
        <div className="grid items-start gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
          <Suggestions {...{ picture, onShow, onReview, onReviewFound }} />
          <section aria-labelledby="picture-title" className="flex min-w-0 flex-col gap-3 lg:order-first">
            <h2 id="picture-title" className="text-lead font-semibold">
              {t('clean-up.pictureTitle')}
            </h2>
            <div className="grid items-start gap-4 sm:max-lg:grid-cols-2">
              {GROUPS.map((group) => (
                <BarTable
                  key={group}
                  group={group}
                  bars={picture.bars.filter((bar) => bar.group === group)}
                  total={picture.total}
                  refused={
                    (group === 'source' && picture.sourcesRefused) ||
                    (group === 'responsible' && picture.peopleRefused)
                  }
                  counting={counts.counting}
                  onOpen={onShow}
                />
              ))}
            </div>
          </section>
        </div>
      )}
    </main>
  )
}

/** How far counting is, with Cancel; or when it was counted. */
function Counting({ picture, counting, error, cancel, countAgain }: PictureInSight): ReactNode {
  const { t, format } = useTranslation()
  const all = picture === null ? [] : [...picture.bars, ...picture.suggestions]
  const counted = all.filter(({ count }) => count !== undefined).length
  return (
    <>
      <p role="status" className="text-muted">
        {[
          ...(picture === null ? [] : [t('clean-up.total', { count: picture.total })]),
          // A whole picture is the one from before.
          ...(counting && picture?.complete !== false ? [t('saved.counting')] : []),
          ...(counting && picture?.complete === false
            ? [t('clean-up.counting', { counted: format.number(counted), of: format.number(all.length) })]
            : []),
          ...(!counting && picture?.complete === true
            ? [t('clean-up.counted', { when: format.moment(picture.at) })]
            : []),
          ...(!counting && picture?.complete === false && error === null ? [t('clean-up.cancelled')] : []),
        ].join(' · ')}
      </p>
      {counting ? (
        <Button variant="quiet" onClick={cancel}>
          {t('clean-up.stop')}
        </Button>
      ) : (
        picture !== null && (
          <Button variant="quiet" icon="refresh" onClick={countAgain}>
            {t('clean-up.again')}
          </Button>
        )
      )}
    </>
  )
}

function CountProblem({ error, onRetry }: { error: Error; onRetry: () => void }): ReactNode {
  const { t, format } = useTranslation()
  const { title, advice } = describeThrown(error, t, format)
  return (
    <Notice
      tone="problem"
      title={`${t('clean-up.problem')}: ${title}`}
      actions={<Retry failure={failureOf(error)} onRetry={onRetry} />}
    >
      {advice}
    </Notice>
  )
}
