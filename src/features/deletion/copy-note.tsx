import type { ReactNode } from 'react'
import type { ArchiveStore } from '#core/archive/ports.ts'
import { failureOf } from '#core/failure.ts'
import type { OneWish } from '#core/deletion/one/delete-one.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Checkbox } from '#ui/fields/fields.tsx'
import { Notice } from '#ui/notice.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { Retry } from '../shared/retry.tsx'

/** Where the copy of a contact will be stored. */
export type CopyAnswer =
  | { readonly state: 'asking' }
  /** The portal has not answered yet, and the person need not wait. */
  | { readonly state: 'late' }
  | { readonly state: 'failed'; readonly error: Error }
  | {
      readonly state: 'known'
      /** Null: nowhere in the portal. */
      readonly portal: ArchiveStore['place'] | null
      /** The portal has a place but refused the last copy: this one may be stored elsewhere. */
      readonly portalRefused: boolean
      /** Whether this browser stores anything for the app. */
      readonly browser: boolean
      /** Days; null: until it is erased. */
      readonly keepDays: number | null
    }

/** What the person decides in the question. */
export type CopyWish = Pick<OneWish, 'incompleteCopies'>

interface CopyNoteProps {
  copies: CopyAnswer
  /** Kinds of things linked to the contact that cannot be copied, as far as is known by now. */
  unreadable: readonly string[]
  wish: CopyWish
  onWish: (wish: CopyWish) => void
}

/**
 * Says that the contact is copied before it is deleted, where and for how long the copy is stored, and what the person
 * has to decide.
 */
export function CopyNote({ copies, unreadable, wish, onWish }: CopyNoteProps): ReactNode {
  const { t, format } = useTranslation()
  const gaps = unreadable.length > 0
  const tick = (
    <>
      {gaps && (
        <Notice tone="warning" live={false}>
          {t('deletion.copyGaps', { what: format.list(unreadable) })}
        </Notice>
      )}
      <Checkbox
        label={t('deletion.copyIncomplete')}
        checked={wish.incompleteCopies === 'delete'}
        onChange={(all) => onWish({ incompleteCopies: all ? 'delete' : 'keep' })}
      />
    </>
  )
  return (
    <section className="flex flex-col gap-1">
      <h3 className="font-semibold">{t('deletion.copy')}</h3>
      {gaps && tick}
      {place()}
      {!gaps && tick}
    </section>
  )

  function place(): ReactNode {
    switch (copies.state) {
      case 'asking':
        // The room that the words will take, so that no button moves under the pointer when they come.
        return (
          <p className="flex flex-col gap-2 py-1">
            <Skeleton className="w-full" />
            <Skeleton className="w-2/3" />
          </p>
        )
      case 'late':
        return <p>{t('deletion.copyLate')}</p>
      case 'failed':
        return (
          <Notice tone="warning" live={false} actions={<Retry failure={failureOf(copies.error)} />}>
            {t('deletion.copyUnasked', { why: describeThrown(copies.error, t, format).title })}
          </Notice>
        )
      case 'known': {
        const { portal, portalRefused, browser, keepDays } = copies
        const keep = keepDays === null ? t('review.keepForever') : t('review.keepDays', { count: keepDays })
        if (portal !== null && !portalRefused) {
          const where = { keep, browser: String(browser) }
          return <p>{t('deletion.copyPortal', where)}</p>
        }
        const why = portalRefused ? 'refused' : 'never'
        return (
          <Notice tone="warning" live={false}>
            <p>{browser ? t('deletion.copyBrowser', { keep, why }) : t('deletion.copyFile', { why })}</p>
            {portal === null && <p>{t('deletion.copyScope')}</p>}
          </Notice>
        )
      }
    }
  }
}
