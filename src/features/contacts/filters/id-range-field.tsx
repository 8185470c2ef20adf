import { useState, type ReactNode } from 'react'
import type { IdRange } from '#core/filter/filters.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { TextField } from '#ui/fields/fields.tsx'

interface IdRangeFieldProps {
  range: IdRange | undefined
  onChange: (range: IdRange | null) => void
}

/** From one ID to another, either end open. What is no number is kept in the field and asks for nothing. */
export function IdRangeField({ range, onChange }: IdRangeFieldProps): ReactNode {
  const { t } = useTranslation()
  const { from, to } = range ?? { from: null, to: null }
  const [texts, setTexts] = useState({ from: textOf(from), to: textOf(to) })
  // Filters may be changed from elsewhere: removed, or taken up from the saved ones.
  const shown = {
    from: idOf(texts.from) === from ? texts.from : textOf(from),
    to: idOf(texts.to) === to ? texts.to : textOf(to),
  }

  function set(next: typeof texts): void {
    setTexts(next)
    const ids = { from: idOf(next.from), to: idOf(next.to) }
    onChange(ids.from === null && ids.to === null ? null : ids)
  }

  const problemOf = (text: string): string | undefined =>
    text.trim() !== '' && idOf(text) === null ? t('filters.idProblem') : undefined
  const endsFirst = from !== null && to !== null && to < from ? t('filters.idsEndFirst') : undefined
  return (
    <div className="grid grid-cols-2 gap-2">
      <TextField
        label={t('filters.idFrom')}
        inputMode="numeric"
        value={shown.from}
        problem={problemOf(shown.from)}
        onChange={(text) => set({ ...shown, from: text })}
      />
      <TextField
        label={t('filters.idTo')}
        inputMode="numeric"
        value={shown.to}
        problem={problemOf(shown.to) ?? endsFirst}
        onChange={(text) => set({ ...shown, to: text })}
      />
    </div>
  )
}

function textOf(id: number | null): string {
  return id === null ? '' : String(id)
}

function idOf(text: string): number | null {
  const id = /^\s*\d+\s*$/u.test(text) ? Number(text) : NaN
  return Number.isSafeInteger(id) && id > 0 ? id : null
}
