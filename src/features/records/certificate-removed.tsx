import type { ReactNode } from 'react'
import {
  REMOVED_KINDS,
  UNLINKED_KINDS,
  type TraceKind,
  type Traces,
} from '#core/records/attachment-counts.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { useSpeech } from '#i18n/text.tsx'
import { Section } from './section.tsx'

const WORDS: Record<TraceKind, MessageId> = {
  requisite: 'evidence.requisite',
  comment: 'evidence.comment',
  'own-activity': 'evidence.own-activity',
  company: 'evidence.company',
  deal: 'evidence.deal',
  lead: 'evidence.lead',
  quote: 'evidence.quote',
  invoice: 'evidence.invoice',
  item: 'evidence.item',
  'shared-activity': 'evidence.shared-activity',
}

/**
 * What went with the contacts, and what merely lost its link with them (portal README, "What a deletion takes along").
 */
export function RemovedAndUnlinked({ traces }: { traces: Traces | null }): ReactNode {
  const { t, format } = useSpeech()
  return (
    <div className="grid gap-4 sm:grid-cols-2 print:grid-cols-2 print:gap-6">
      <Section title={t('evidence.removedTitle')}>
        <ul className={LIST}>
          <li>{t('evidence.removedAlways')}</li>
          {amounts(REMOVED_KINDS)}
        </ul>
      </Section>
      <Section title={t('evidence.unlinkedTitle')}>
        <ul className={LIST}>
          <li>{t('evidence.unlinkedAlways')}</li>
          {amounts(UNLINKED_KINDS)}
        </ul>
      </Section>
      {traces === null && <p className="col-span-full text-muted">{t('evidence.notCounted')}</p>}
    </div>
  )

  /** Together on as few lines as they take, for all of it is to be on one page; nothing of which there was none. */
  function amounts(kinds: readonly TraceKind[]): ReactNode {
    const texts = kinds.flatMap((kind) => {
      const count = traces?.counts[kind] ?? 0
      const more = traces?.atLeast.has(kind) === true
      if (count === 0 && !more) return []
      const what = t(WORDS[kind], { count })
      return [more ? t('evidence.atLeast', { what }) : what]
    })
    return texts.length > 0 && <li>{format.list(texts)}</li>
  }
}

export const LIST = 'list-disc ps-5 marker:text-faint'
