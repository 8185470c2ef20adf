import { useId, type ReactNode } from 'react'
import { headerChoices, type TableLayout } from '#core/list/guess-columns.ts'
import type { Cells, Row } from '#core/list/table.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Checkbox, SelectField } from '#ui/fields/fields.tsx'
import { Notice } from '#ui/notice.tsx'
import { ColumnTable } from './column-table.tsx'
import { columnName, ROLES, shortened } from './column-words.ts'
import type { ListSource } from './use-list-source.ts'

/** Which sheet, titles and columns are used: guessed, shown as a guess, and changed here. */
export function ColumnMapping({ source }: { source: ListSource }): ReactNode {
  const { t } = useTranslation()
  const headingId = useId()
  const { cells, layout, choices, choose } = source
  if (cells === null || layout === null) return null
  const titles = layout.header === null ? [] : (cells.rows[layout.header] ?? [])
  return (
    <section aria-labelledby={headingId} className="flex flex-col gap-3">
      <h3 id={headingId} className="text-lead font-semibold">
        {t('list-import.columns')}
      </h3>
      <div className="flex flex-wrap gap-3">
        <SheetField source={source} />
        <SelectField
          label={t('list-import.header')}
          value={String(layout.header)}
          options={[
            { value: 'null', label: t('list-import.noHeader') },
            ...headerChoices(cells.rows).map((at) => ({
              value: String(at),
              label: t('list-import.headerRow', { row: String(at + 1), text: wordsOf(cells, at) }),
            })),
          ]}
          onChange={(value) => choose({ header: value === 'null' ? null : Number(value), roles: new Map() })}
          className="min-w-44 flex-1"
        />
      </div>
      <HiddenRows source={source} />
      <Choice layout={layout} titles={titles} isGuess={choices.roles.size === 0} />
      <ColumnTable
        rows={cells.rows}
        layout={layout}
        onRole={(column, role) => choose({ roles: new Map(choices.roles).set(column, role) })}
      />
    </section>
  )
}

/** The sheet to read; a choice only if several are visible. */
function SheetField({ source }: { source: ListSource }): ReactNode {
  const { t } = useTranslation()
  const { file, choices, choose } = source
  if (file.stage !== 'read' || file.content.kind === 'text') return null
  const { sheets, hiddenSheets, hidesMore } = file.content
  const notes = [
    ...(hiddenSheets > 0 ? [t('list-import.hiddenSheets', { count: hiddenSheets })] : []),
    ...(hidesMore ? [t('list-import.hidesMore')] : []),
  ]
  return (
    <div className="min-w-44 flex-1">
      <SelectField
        label={t('list-import.sheet')}
        value={String(choices.sheet)}
        options={sheets.map(({ name }, at) => ({ value: String(at), label: name }))}
        onChange={(value) => choose({ sheet: Number(value), header: undefined, roles: new Map() })}
      />
      {notes.map((note) => (
        <p key={note} className="mt-1 text-small text-muted">
          {note}
        </p>
      ))}
    </div>
  )
}

function HiddenRows({ source }: { source: ListSource }): ReactNode {
  const { t } = useTranslation()
  const hidden = source.reading?.report.hidden ?? 0
  if (hidden === 0) return null
  return (
    <Checkbox
      label={t('list-import.hiddenRows', { count: hidden })}
      checked={source.choices.withHidden}
      onChange={(withHidden) => source.choose({ withHidden })}
    />
  )
}

/** Which columns are used, and whether that is a guess; or that the person has to say. */
function Choice(props: { layout: TableLayout; titles: Row; isGuess: boolean }): ReactNode {
  const { t, format } = useTranslation()
  const { layout, titles, isGuess } = props
  const used = layout.roles.flatMap((role, at) => (role === null ? [] : [{ role, at }]))
  const kinds = new Set(used.flatMap(({ role }) => (role === 'reference' ? [] : [role])))
  if (kinds.size === 0) {
    return (
      <Notice tone="warning" title={t('list-import.noColumn')}>
        {t('list-import.noColumnAdvice')}
      </Notice>
    )
  }
  const columns = format.list(used.map(({ role, at }) => `${columnName(at, titles, t)} (${t(ROLES[role])})`))
  return (
    <div className="flex flex-col gap-1" aria-live="polite">
      <p>{t(isGuess ? 'list-import.guessed' : 'list-import.chosen', { columns })}</p>
      {kinds.size > 1 && <p className="text-muted">{t('list-import.order')}</p>}
    </div>
  )
}

function wordsOf({ rows }: Cells, at: number): string {
  return shortened((rows[at] ?? []).filter((cell) => cell.trim() !== '').join(', '))
}
