import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { KeptArchive } from '#core/archive/archive-index.ts'
import type { KeepTime } from '#core/archive/ports.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Question } from '#ui/overlays/question.tsx'
import { SelectField } from '#ui/fields/fields.tsx'
import type { Archives } from '#core/restore/archives.ts'
import { deletedQueries } from './deleted-queries.ts'
import { whyText } from './deleted-words.ts'
import type { RecoveryPorts } from '#core/ports.ts'

const CHOICES: readonly KeepTime[] = [7, 14, 30, 60, 90, 180, 365, null]
const DAY_MS = 86_400_000

/** Shows and changes how long copies are stored. */
export function Retention(props: {
  archive: Archives
  write: RecoveryPorts['retention']['write']
  isAdmin: boolean
  /** Unix ms of our clock. */
  now: () => number
}): ReactNode {
  const { t, format } = useTranslation()
  const { archive, isAdmin } = props
  const client = useQueryClient()
  const query = deletedQueries.keepDays(archive)
  const { data: days } = useQuery(query)
  // Not with the dates of runs "for erasure", which say nothing of when the time began.
  const archives = useQuery(deletedQueries.index(archive)).data?.archives ?? []
  const [asking, setAsking] = useState<number | null>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  if (days === undefined) return null
  const choices = CHOICES.includes(days) ? CHOICES : [days, ...CHOICES]

  async function write(next: number | null): Promise<void> {
    setAsking(null)
    try {
      await props.write(next)
      // A time longer than the administrator allows has no effect, so what holds is read back.
      await client.invalidateQueries(query)
      const kept = client.getQueryData(query.queryKey)
      setOutcome(kept === next || kept === undefined ? 'saved' : 'limited')
      await client.invalidateQueries(deletedQueries.index(archive))
    } catch (error) {
      setOutcome({ error })
    }
  }

  const choose = (text: string): void => {
    const next = text === '' ? null : Number(text)
    setOutcome(null)
    if (next !== null && tooOld(archives, days, next, props.now()) > 0) setAsking(next)
    else void write(next)
  }

  const timeText = (of: KeepTime): string => {
    if (of === 'unread') return t('deleted.retentionUnread')
    return of === null ? t('deleted.retentionForever') : t('deleted.retentionDays', { count: of })
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3">
      <SelectField
        label={t('deleted.retention')}
        value={days === null ? '' : String(days)}
        options={choices.map((of) => ({ value: of === null ? '' : String(of), label: timeText(of) }))}
        onChange={choose}
        className="flex-row! items-center gap-2!"
      />
      <p role="status" className="min-h-8 content-center text-small text-muted">
        {outcomeText()}
      </p>
      {asking !== null && (
        <Question
          title={t('deleted.retentionTitle', { time: timeText(asking) })}
          keep={t('deleted.retentionKeep')}
          onKeep={() => setAsking(null)}
          act={t('deleted.retentionDo', { time: timeText(asking) })}
          onAct={() => void write(asking)}
        >
          <p>{t('deleted.retentionText', { count: tooOld(archives, days, asking, props.now()) })}</p>
        </Question>
      )}
    </div>
  )

  function outcomeText(): string {
    const scopeText = t(isAdmin ? 'deleted.retentionAll' : 'deleted.retentionOwn')
    if (outcome === null) return scopeText
    if (outcome === 'saved') return `${t('deleted.retentionSaved')} ${scopeText}`
    if (outcome === 'limited') return t('deleted.retentionLimited')
    return `${t('deleted.retentionFailed')}. ${whyText(outcome.error, t, format)}`
  }
}

type Outcome = 'saved' | 'limited' | { readonly error: unknown }

/**
 * How many copies a new time would erase at once.
 * @param days the time now
 * @param now Unix ms of our clock
 */
function tooOld(archives: readonly KeptArchive[], days: KeepTime, next: number, now: number): number {
  return archives.filter(({ header, until }) => {
    // The time began `days` before its end.
    const begun = until !== null && typeof days === 'number' ? until - days * DAY_MS : header?.writtenAt
    return begun !== undefined && begun + next * DAY_MS <= now
  }).length
}
