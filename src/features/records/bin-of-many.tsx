import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { anyErased, restorableOf } from '#core/records/erasure/restorable.ts'
import type { Records } from '#core/records/records.ts'
import type { RunRecord } from '#core/records/record.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { Question } from '#ui/overlays/question.tsx'
import { recordQueries } from './record-queries.ts'

/** Notes in all listed records that wait for it that the portal's recycle bin is empty; nothing if fewer than two do. */
export function BinOfMany(props: { source: Records; records: readonly RunRecord[] }): ReactNode {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { source, records } = props
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(0)
  const waiting = records.filter(waitsForBin)
  const count = waiting.length
  if (count < 2 && failed === 0 && !busy) return null

  async function note(): Promise<void> {
    setBusy(true)
    const noted = await source.noteBinEmptied(waiting)
    await client.invalidateQueries(recordQueries.records(source))
    setFailed(count - noted.length)
    setBusy(false)
    setAsking(false)
  }

  return (
    <>
      {count > 0 && (
        <Button
          aria-haspopup="dialog"
          className="max-sm:order-1 max-sm:w-full max-sm:px-2 max-sm:text-small"
          onClick={() => setAsking(true)}
        >
          {t('records.binEmptiedMany', { count })}
        </Button>
      )}
      {failed > 0 && (
        <Notice tone="problem" className="w-full">
          {t('records.binManyFailed', { count: failed })}
        </Notice>
      )}
      {asking && (
        <Question
          title={t('records.binManyTitle', { count })}
          keep={t('records.binManyKeep')}
          onKeep={() => setAsking(false)}
          act={t('records.binManyDo', { count })}
          onAct={() => void note()}
          atWork={busy ? t('records.noting') : undefined}
        >
          <p>{t('records.binManyText')}</p>
        </Question>
      )}
    </>
  )
}

/** Whether the run has ended and deleted contacts that may be in the bin. */
function waitsForBin(record: RunRecord): boolean {
  const { kind, endedAt } = record
  return (
    kind === 'deletion' &&
    endedAt !== null &&
    anyErased(record) &&
    restorableOf(record, null).binEmptied === null
  )
}
