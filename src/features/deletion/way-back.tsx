import type { ReactNode } from 'react'
import type { ArchiveStore, KeepTime } from '#core/archive/ports.ts'
import { failureOf } from '#core/failure.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import { Retry } from '../shared/retry.tsx'

/** Where the copy of a contact will be stored. */
export type CopyAnswer =
  /** The portal has not answered yet. The person need not wait: without a copy nothing is deleted. */
  | { readonly state: 'asking' }
  | { readonly state: 'failed'; readonly error: Error }
  | {
      readonly state: 'known'
      /** Null: nowhere in the portal. */
      readonly portal: ArchiveStore['place'] | null
      /** The portal has a place but refused the last copy: this one may be stored elsewhere. */
      readonly portalRefused: boolean
      /** Whether this browser stores anything for the app. */
      readonly browser: boolean
      readonly keepDays: KeepTime
    }

/** The one sentence about undoing, true for this portal and for the place of this copy. */
export function WayBack({ copies }: { copies: CopyAnswer }): ReactNode {
  const { t, format } = useTranslation()
  if (copies.state === 'failed') {
    return (
      <Notice tone="warning" live={false} actions={<Retry failure={failureOf(copies.error)} />}>
        {t('deletion.copyUnasked', { why: describeThrown(copies.error, t, format).title })}
      </Notice>
    )
  }
  // Two lines high in any case, so that no button moves under the pointer when the answer comes.
  return <p className="min-h-[2lh]">{sentence()}</p>

  function sentence(): string {
    if (copies.state !== 'known') return t('deletion.copyFirst')
    const { keepDays } = copies
    // It lies there until it is erased, whatever a setting says that cannot be read.
    const days = typeof keepDays === 'number' ? keepDays : null
    const keep = { forever: String(days === null), count: days ?? 0 }
    switch (placeOf(copies)) {
      case 'portal':
        return t('deletion.copyPortal', keep)
      case 'browser':
        return t('deletion.copyBrowser', keep)
      case 'file':
        return t('deletion.copyFile')
    }
  }
}

/** More about the copy, for those who ask. */
export function CopyDetails({ copies }: { copies: CopyAnswer }): ReactNode {
  const { t } = useTranslation()
  if (copies.state !== 'known') return null
  const place = placeOf(copies)
  if (place === 'portal') return null
  return (
    <>
      <p>{t(copies.portalRefused ? 'deletion.copyRefused' : 'deletion.copyScope')}</p>
      <p>{t(place === 'browser' ? 'deletion.copyElse' : 'deletion.copyFileUse')}</p>
    </>
  )
}

function placeOf(copies: Extract<CopyAnswer, { state: 'known' }>): 'portal' | 'browser' | 'file' {
  if (copies.portal !== null && !copies.portalRefused) return 'portal'
  return copies.browser ? 'browser' : 'file'
}
