import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { StatusRegion } from '#ui/status-region.tsx'

/** The card's shape while it is being read. */
export function CardSkeleton(): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <StatusRegion hidden>{t('contact-card.reading')}</StatusRegion>
      <div aria-hidden="true" className="flex flex-col gap-4 rounded-card bg-panel p-4">
        <Skeleton className="h-7 w-56" />
        <div className="grid grid-cols-[repeat(auto-fill,minmax(min(13rem,100%),1fr))] gap-x-6 gap-y-3">
          {[1, 2, 3, 4, 5, 6].map((each) => (
            <span key={each} className="flex flex-col gap-2">
              <Skeleton className="w-16" />
              <Skeleton className="w-36" />
            </span>
          ))}
        </div>
      </div>
      <div aria-hidden="true" className="grid grid-cols-[repeat(auto-fit,minmax(min(22rem,100%),1fr))] gap-3">
        {[1, 2].map((each) => (
          <div key={each} className="flex flex-col gap-3 rounded-card bg-panel p-4">
            <Skeleton className="w-24" />
            <Skeleton className="w-full" />
            <Skeleton className="w-4/5" />
            <Skeleton className="w-full" />
          </div>
        ))}
      </div>
    </>
  )
}
