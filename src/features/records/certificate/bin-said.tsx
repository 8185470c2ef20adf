import { useState, type ReactNode } from 'react'
import { restorableOf } from '#core/records/erasure/restorable.ts'
import type { Records } from '#core/records/records.ts'
import type { RunRecord } from '#core/records/record.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { binEmptiedText, type UserNames } from '../record-words.ts'

interface BinSaidProps {
  source: Records
  record: RunRecord
  names: UserNames
  /** The record has changed. */
  onRecord: (record: RunRecord) => void
}

/** Who said that the portal's recycle bin is empty or off: it is part of the proof, so a slip can be taken back. */
export function BinSaid({ source, record, names, onRecord }: BinSaidProps): ReactNode {
  const { t, format } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const { binEmptied } = restorableOf(record, null)
  if (binEmptied === null) return null

  async function takeBack(): Promise<void> {
    setBusy(true)
    const [noted] = await source.takeBackBin([record])
    setBusy(false)
    setFailed(noted === undefined)
    if (noted !== undefined) onRecord(noted)
  }

  return (
    <div className="flex max-w-4xl flex-wrap items-center gap-x-2 print:hidden">
      <p>{binEmptiedText(binEmptied, names, t, format)}</p>
      <Button
        variant="quiet"
        className="px-2!"
        busy={busy ? t('records.noting') : undefined}
        onClick={() => void takeBack()}
      >
        {t('records.binTakeBack')}
      </Button>
      {failed && <Notice tone="problem" title={t('records.notNoted')} />}
    </div>
  )
}
