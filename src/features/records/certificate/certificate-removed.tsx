import type { ReactNode } from 'react'
import {
  REMOVED_KINDS,
  UNLINKED_KINDS,
  type TraceKind,
  type Traces,
} from '#core/records/proof/attachment-counts.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Section } from '../../shared/sheet/section.tsx'

const WORDS: Record<TraceKind, MessageId> = {
  requisite: 'records.requisite',
  comment: 'records.comment',
  'own-activity': 'records.own-activity',
  company: 'records.company',
  deal: 'records.deal',
  lead: 'records.lead',
  quote: 'records.quote',
  invoice: 'records.invoice',
  item: 'records.item',
  'shared-activity': 'records.shared-activity',
}

/** What was removed with the contacts, and what only lost its link (portal README, "What a deletion takes along"). */
export function RemovedAndUnlinked({ traces }: { traces: Traces | null }): ReactNode {
  const { t, format } = useTranslation()
  return (
    <div className="grid gap-4 sm:grid-cols-2 print:grid-cols-2 print:gap-6">
      <Section title={t('records.removedTitle')}>
        <ul className={LIST}>
          <li>{t('records.removedAlways')}</li>
          {amounts(REMOVED_KINDS)}
        </ul>
      </Section>
      <Section title={t('records.unlinkedTitle')}>
        <ul className={LIST}>
          <li>{t('records.unlinkedAlways')}</li>
          {amounts(UNLINKED_KINDS)}
        </ul>
      </Section>
      {traces === null && <p className="col-span-full text-muted">{t('records.notCounted')}</p>}
    </div>
  )

  /** On as few lines as possible, because all of it should fit on one page; without zeros. */
  function amounts(kinds: readonly TraceKind[]): ReactNode {
    const texts = kinds.flatMap((kind) => {
      const count = traces?.counts[kind] ?? 0
      const more = traces?.atLeast.includes(kind) === true
      if (count === 0 && !more) return []
      const what = t(WORDS[kind], { count })
      return [more ? t('records.atLeast', { what }) : what]
    })
    return texts.length > 0 && <li>{format.list(texts)}</li>
  }
}

export const LIST = 'list-disc ps-5 marker:text-faint'
