import { useRef, useState, type ComponentProps, type ReactNode } from 'react'
import type { Role } from '#core/list/read-cell.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { classNames } from '#ui/class-names.ts'
import { Button, IconButton } from '#ui/button.tsx'
import { SelectField, TextArea } from '#ui/fields/fields.tsx'
import { Icon } from '#ui/icons.tsx'
import { Notice } from '#ui/notice.tsx'
import { RadioGroup } from '#ui/fields/radio-group.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { ColumnMapping } from './column-mapping.tsx'
import { ROLES, shortened } from './column-words.ts'
import { Unreadable } from './list-lines.tsx'
import { fileProblem, type ListSource } from './use-list-source.ts'

/** Where the list comes from, and how it is read. */
export function SourceFields({ source, disabled }: { source: ListSource; disabled: boolean }): ReactNode {
  const { t } = useTranslation()
  const { file } = source
  return (
    <fieldset disabled={disabled} className="flex min-w-0 flex-col gap-3">
      {file.stage === 'none' || file.stage === 'failed' ? (
        <>
          <TextArea
            label={t('list-import.paste')}
            hint={t('list-import.pasteHint')}
            value={source.text}
            onChange={source.setText}
            rows={source.cells?.isList === false ? 3 : 6}
            data-autofocus=""
          />
          <FilePlace onFile={source.chooseFile} />
        </>
      ) : (
        <FileChip source={source} />
      )}
      {file.stage === 'failed' && <FileTrouble name={file.name} error={file.error} />}
      {source.cells?.isList === true && <ReadAs source={source} />}
      {source.cells?.isList === false && <ColumnMapping source={source} />}
      <p aria-live="polite" className="min-h-10 text-muted">
        <ReadSoFar source={source} />
      </p>
      <NumbersField source={source} />
      {source.reading !== null && <Unreadable entries={source.reading.report.unreadable} />}
    </fieldset>
  )
}

/** A place for a file: dropped on it, or chosen. */
function FilePlace({ onFile }: { onFile: ListSource['chooseFile'] }): ReactNode {
  const { t } = useTranslation()
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
      <span>{t('list-import.drop')}</span>
      <Button onClick={() => input.current?.click()}>{t('list-import.chooseFile')}</Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,.tsv,.xlsx,.xlsm,.xlsb,.xls,.ods,.htm,.html,text/csv,text/plain"
        aria-label={t('list-import.chooseFile')}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file !== undefined) onFile(file)
          // The same file, changed meanwhile, must be read again.
          event.target.value = ''
        }}
      />
    </div>
  )
}

/** The drop area is not a control: keyboard users have the button inside. */
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
  const { t } = useTranslation()
  const { file } = source
  if (file.stage !== 'read' && file.stage !== 'reading') return null
  const reading = file.stage === 'reading'
  return (
    <div className="flex items-center gap-2 rounded-card border border-line bg-sunken px-3 py-2">
      {reading ? <Spinner /> : <Icon name="columns" className="text-muted" />}
      <bdi className="min-w-0 flex-1 truncate font-medium">{file.name}</bdi>
      {reading && <span className="text-muted">{t('list-import.reading')}</span>}
      <IconButton
        icon="close"
        label={t('list-import.dropFile', { name: file.name })}
        onClick={source.dropFile}
      />
    </div>
  )
}

function FileTrouble({ name, error }: { name: string; error: unknown }): ReactNode {
  const { t } = useTranslation()
  const TEXTS = {
    'not-a-table': 'list-import.notATable',
    'too-large': 'list-import.tooLarge',
    password: 'list-import.password',
    'no-reader': 'list-import.noReader',
  } as const
  return (
    <Notice tone="problem" title={t('list-import.fileProblem', { name })}>
      {t(TEXTS[fileProblem(error)])}
    </Notice>
  )
}

/** What a pasted list without columns holds. */
function ReadAs({ source }: { source: ListSource }): ReactNode {
  const { t } = useTranslation()
  const roles: readonly Role[] = ['any', 'id', 'email', 'phone']
  const role = roles.find((each) => each === source.layout?.roles[0]) ?? null
  return (
    <>
      <SelectField
        label={t('list-import.as')}
        value={role ?? 'none'}
        options={[
          ...(role === null ? [{ value: 'none' as const, label: t('list-import.unused') }] : []),
          ...roles.map((value) => ({ value, label: t(ROLES[value]) })),
        ]}
        onChange={(value) => source.choose(value === 'none' ? {} : { as: value })}
      />
      {role === null && <Notice tone="warning" title={t('list-import.noColumn')} />}
    </>
  )
}

/** A number that may be one or several is read only after the person says which. */
function NumbersField({ source }: { source: ListSource }): ReactNode {
  const { t } = useTranslation()
  const { reading, choices, choose } = source
  const unclear = reading?.report.unreadable.find(({ problem }) => problem === 'unclear')
  const [example, setExample] = useState('')
  // After the answer the example is read; the question stays, so that the answer can be changed.
  if (unclear !== undefined && unclear.text !== example) setExample(unclear.text)
  if (unclear === undefined && choices.grouping === 'ask') return null
  const text = shortened(unclear?.text ?? example)
  return (
    <RadioGroup
      label={t('list-import.numbers', { text })}
      value={choices.grouping}
      options={[
        { value: 'ask', label: t('list-import.numbersAsk') },
        { value: 'one', label: t('list-import.numbersOne') },
        { value: 'several', label: t('list-import.numbersSeveral') },
      ]}
      onChange={(grouping) => choose({ grouping })}
    />
  )
}

/** How the list was read, before the search. */
function ReadSoFar({ source }: { source: ListSource }): ReactNode {
  const { t } = useTranslation()
  const { reading, cells } = source
  if (reading === null) return t(cells === null ? 'list-import.nothingYet' : 'list-import.reading')
  const { duplicates, unreadable, values, above } = reading.report
  return [
    t('list-import.toLookFor', { count: values }),
    ...(duplicates.length > 0 ? [t('list-import.duplicateCount', { count: duplicates.length })] : []),
    ...(unreadable.length > 0 ? [t('list-import.unreadableCount', { count: unreadable.length })] : []),
    ...(above > 0 ? [t('list-import.above', { count: above })] : []),
  ].join(' ')
}
