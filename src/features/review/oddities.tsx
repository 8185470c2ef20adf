import type { ReactNode } from 'react'
import type { Danger } from '#core/plan/review.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'

/** Why this saved clean-up is not as usual. */
export function Oddities({ dangers }: { dangers: readonly Danger[] }): ReactNode {
  const { t, format } = useTranslation()
  const texts = dangers.flatMap((danger): string[] => {
    switch (danger.kind) {
      case 'more-than-twice':
        return [
          t('saved.moreThanTwice', { count: format.number(danger.count), last: format.number(danger.last) }),
        ]
      case 'more-than-share':
        return [
          t('saved.moreThanShare', {
            count: format.number(danger.count),
            of: format.number(danger.of),
            percent: String(danger.percent),
          }),
        ]
      case 'last-unreadable':
        return [t('saved.lastUnreadable')]
      case 'more-than-half':
      case 'could-not-read':
        return []
    }
  })
  if (texts.length === 0) return null
  return (
    <Notice tone="problem" title={t('saved.unusual')}>
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <p>{t('saved.unusualAdvice')}</p>
    </Notice>
  )
}
