import { useRef, useState, type ComponentProps, type ReactNode } from 'react'
import { useSpeech } from '#i18n/text.tsx'
import { classNames } from '#ui/class-names.ts'
import { Button, IconButton } from '#ui/button.tsx'
import { SelectField, TextArea } from '#ui/fields.tsx'
import { Icon } from '#ui/icons.tsx'
import { Notice } from '#ui/notice.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { fileProblem, type ListSource } from './use-list-source.ts'

const KINDS = {
  auto: 'lists.asAuto',
  id: 'lists.asIds',
  email: 'lists.asEmails',
  phone: 'lists.asPhones',
} as const
type As = keyof typeof KINDS

/** Where the list comes from, and how it is read. */
export function SourceFields({ source, disabled }: { source: ListSource; disabled: boolean }): ReactNode {
  const { t } = useSpeech()
  const { file } = source
  return (
    <fieldset disabled={disabled} className="flex min-w-0 flex-col gap-3">
      {file.stage === 'none' || file.stage === 'failed' ? (
        <>
          <TextArea
            label={t('lists.paste')}
            hint={t('lists.pasteHint')}
            value={source.text}
            onChange={source.setText}
            rows={6}
            data-autofocus=""
          />
          <FilePlace onFile={source.chooseFile} />
        </>
      ) : (
        <FileChip source={source} />
      )}
      {file.stage === 'failed' && <FileTrouble name={file.name} error={file.error} />}
      <div className="flex flex-wrap gap-3">
        <SelectField
          label={t('lists.as')}
          value={source.as}
          options={Object.entries(KINDS).map(([value, label]) => ({ value: value as As, label: t(label) }))}
          onChange={source.setAs}
          className="min-w-44 flex-1"
        />
        <ColumnField source={source} />
      </div>
      <p aria-live="polite" className="min-h-10 text-muted">
        <ReadSoFar source={source} />
      </p>
    </fieldset>
  )
}

/** A place for a file: dropped on it, or chosen. */
function FilePlace({ onFile }: { onFile: ListSource['chooseFile'] }): ReactNode {
  const { t } = useSpeech()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  return (
    <div
      {...dropTarget(setOver, onFile)}
      className={classNames(
        'flex flex-wrap items-center justify-center gap-x-3 gap-y-1 rounded-card border border-dashed px-3 py-3 text-muted',
        over ? 'border-primary bg-selected' : 'border-edge',
      )}
    >
      <span>{t('lists.drop')}</span>
      <Button onClick={() => input.current?.click()}>{t('lists.chooseFile')}</Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,.tsv,.xlsx,text/csv,text/plain"
        aria-label={t('lists.chooseFile')}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file !== undefined) onFile(file)
          // The same file again, changed meanwhile, is to be read again.
          event.target.value = ''
        }}
      />
    </div>
  )
}

/** What takes drops is no control: whoever uses keys has the button inside. */
function dropTarget(
  setOver: (over: boolean) => void,
  onFile: ListSource['chooseFile'],
): ComponentProps<'div'> {
  return {
    onDragOver: (event) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event) => {
      event.preventDefault()
      setOver(false)
      const [file] = event.dataTransfer.files
      if (file !== undefined) onFile(file)
    },
  }
}

function FileChip({ source }: { source: ListSource }): ReactNode {
  const { t } = useSpeech()
  const { file } = source
  if (file.stage !== 'read' && file.stage !== 'reading') return null
  const reading = file.stage === 'reading'
  return (
    <div className="flex items-center gap-2 rounded-card border border-line bg-sunken px-3 py-2">
      {reading ? <Spinner /> : <Icon name="columns" className="text-muted" />}
      <bdi className="min-w-0 flex-1 truncate font-medium">{file.name}</bdi>
      {reading && <span className="text-muted">{t('lists.reading')}</span>}
      <IconButton icon="close" label={t('lists.dropFile', { name: file.name })} onClick={source.dropFile} />
    </div>
  )
}

function FileTrouble({ name, error }: { name: string; error: unknown }): ReactNode {
  const { t } = useSpeech()
  const TEXTS = {
    'not-a-table': 'lists.notATable',
    'too-large': 'lists.tooLarge',
    'no-reader': 'lists.noReader',
  } as const
  return (
    <Notice tone="problem" title={t('lists.fileProblem', { name })}>
      {t(TEXTS[fileProblem(error)])}
    </Notice>
  )
}

/** Which column of a table holds the list; the app says which it took. */
function ColumnField({ source }: { source: ListSource }): ReactNode {
  const { t } = useSpeech()
  const { cells, reading } = source
  const column = reading?.report.column ?? null
  if (cells === null || column === null) return null
  const titles = cells.rows.find((row) => row.some((cell) => cell.trim() !== '')) ?? []
  const width = Math.max(titles.length, column.index + 1)
  const options = Array.from({ length: width }, (_, index) => ({
    value: String(index),
    label: t('lists.columnNamed', { letter: letterOf(index), title: shortened(titles[index] ?? '') }),
  }))
  return (
    <SelectField
      label={t('lists.column')}
      value={String(column.index)}
      options={options}
      onChange={(index) => source.setColumn(Number(index))}
      className="min-w-44 flex-1"
    />
  )
}

/** What was made of the list, before anybody is looked for. */
function ReadSoFar({ source }: { source: ListSource }): ReactNode {
  const { t } = useSpeech()
  const { reading } = source
  if (reading === null) return t('lists.nothingYet')
  const { duplicates, unreadable } = reading.report
  return [
    t('lists.toLookFor', { count: reading.wanted.length }),
    ...(duplicates.length > 0 ? [t('lists.duplicateCount', { count: duplicates.length })] : []),
    ...(unreadable.length > 0 ? [t('lists.unreadableCount', { count: unreadable.length })] : []),
  ].join(' ')
}

/** A spreadsheet's name of a column, from 0. */
function letterOf(index: number): string {
  const rest = index % 26
  const letter = String.fromCodePoint(65 + rest)
  return index < 26 ? letter : letterOf((index - rest) / 26 - 1) + letter
}

function shortened(title: string): string {
  return title.length > 40 ? `${title.slice(0, 39)}…` : title
}
