import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { KeptArchive } from '#core/archive/shelf.ts'
import type { KeepingPorts } from '#core/keeping.ts'
import { useSpeech } from '#i18n/text.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { SelectField } from '#ui/fields.tsx'
import type { ArchiveDesk } from './archive-desk.ts'
import { deletedQueries } from './deleted-queries.ts'
import { whyText } from './deleted-words.ts'

const CHOICES: readonly (number | null)[] = [7, 14, 30, 60, 90, 180, 365, null]
const DAY_MS = 86_400_000

/** How long copies are kept, to be changed. */
export function Retention(props: {
  archive: ArchiveDesk
  write: KeepingPorts['retention']['write']
  isAdmin: boolean
  archives: readonly KeptArchive[]
}): ReactNode {
  const { t, format } = useSpeech()
  const { archive, isAdmin, archives } = props
  const client = useQueryClient()
  const query = deletedQueries.keepDays(archive)
  const { data: days } = useQuery(query)
  const [asking, setAsking] = useState<number | null>(null)
  const [outcome, setOutcome] = useState<'saved' | { readonly error: unknown } | null>(null)
  if (days === undefined) return null
  const choices = CHOICES.includes(days) ? CHOICES : [days, ...CHOICES]

  async function write(next: number | null): Promise<void> {
    setAsking(null)
    try {
      await props.write(next)
      client.setQueryData(query.queryKey, next)
      setOutcome('saved')
      await client.invalidateQueries(deletedQueries.shelf(archive))
    } catch (error) {
      setOutcome({ error })
    }
  }

  function choose(text: string): void {
    const next = text === '' ? null : Number(text)
    setOutcome(null)
    if (next !== null && tooOld(archives, days, next) > 0) setAsking(next)
    else void write(next)
  }

  const timeText = (of: number | null): string =>
    of === null ? t('deleted.retentionForever') : t('deleted.retentionDays', { count: of })
  return (
    <div className="flex flex-wrap items-end gap-x-3 gap-y-1">
      <SelectField
        label={t('deleted.retention')}
        value={days === null ? '' : String(days)}
        options={choices.map((of) => ({ value: of === null ? '' : String(of), label: timeText(of) }))}
        onChange={choose}
        className="w-56"
      />
      <p role="status" className="min-h-8 content-center text-small text-muted">
        {outcome === 'saved' && `${t('deleted.retentionSaved')} `}
        {outcome !== null && outcome !== 'saved'
          ? `${t('deleted.retentionFailed')}. ${whyText(outcome.error, t, format)}`
          : t(isAdmin ? 'deleted.retentionAll' : 'deleted.retentionOwn')}
      </p>
      {asking !== null && (
        <Dialog
          role="alertdialog"
          title={t('deleted.retentionTitle', { time: timeText(asking) })}
          onClose={() => setAsking(null)}
          actions={
            <>
              <Button data-autofocus onClick={() => setAsking(null)}>
                {t('deleted.retentionKeep')}
              </Button>
              <Button variant="danger" onClick={() => void write(asking)}>
                {t('deleted.retentionDo', { time: timeText(asking) })}
              </Button>
            </>
          }
        >
          <p>{t('deleted.retentionText', { count: tooOld(archives, days, asking) })}</p>
        </Dialog>
      )}
    </div>
  )
}

/** How many copies would be erased at once. @param now days as it is; null: for ever. */
function tooOld(archives: readonly KeptArchive[], now: number | null | undefined, next: number): number {
  return archives.filter(({ header, until }) => {
    // What is kept for a time began that long before its end.
    const begun =
      until !== null && now !== null && now !== undefined ? until - now * DAY_MS : header?.writtenAt
    return begun !== undefined && begun + next * DAY_MS < Date.now()
  }).length
}
