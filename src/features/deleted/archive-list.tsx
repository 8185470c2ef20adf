import { useId, useState, type ReactNode } from 'react'
import type { KeptArchive } from '#core/archive/archive-index.ts'
import { FILE } from '#core/restore/deleted-contacts.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button, IconButton } from '#ui/button.tsx'
import { VirtualList } from '#ui/rows/virtual-list.tsx'
import { ActOutcome } from './act-outcome.tsx'
import { amountText, archiveFacts, whenText } from './deleted-words.ts'
import { EraseDialog } from './erase-dialog.tsx'
import type { ArchiveActs } from './use-archive-acts.ts'
import type { DeletedState } from './use-deleted.ts'

const ROW_HEIGHT = 56
const NARROW_ROW_HEIGHT = 114
/** How many are shown at first, so that a low frame shows contacts as well. */
const SHOWN_AT_FIRST = 2

interface ArchiveListProps {
  deleted: DeletedState
  acts: ArchiveActs
  narrow: boolean
  /** The element that scrolls the page. */
  scroller: HTMLElement | null
}

/** Lists the stored archives and the opened file. The contacts of the chosen ones are shown below the list. */
export function ArchiveList(props: ArchiveListProps): ReactNode {
  const { t } = useTranslation()
  const { deleted, acts, narrow, scroller } = props
  const [showsAll, showAll] = useState(false)
  const [asking, setAsking] = useState<readonly KeptArchive[]>([])
  const titleId = useId()
  const { index, chosen, file } = deleted
  const archives = index?.archives ?? []
  const rowHeight = narrow ? NARROW_ROW_HEIGHT : ROW_HEIGHT
  const hasFile = file.state.stage === 'read'
  const count = archives.length + Number(hasFile)
  if (count === 0) return acts.state.kind === 'idle' ? null : <ActOutcome acts={acts} />
  const keptChosen = archives.filter(({ archiveId }) => chosen.has(archiveId))
  const allChosen = archives.every(({ archiveId }) => chosen.has(archiveId)) && (!hasFile || chosen.has(FILE))

  function row(place: number): ReactNode {
    const archive = archives[hasFile ? place - 1 : place]
    if (archive === undefined) return hasFile && <FileRow deleted={deleted} />
    return (
      <ArchiveRow
        deleted={deleted}
        acts={acts}
        archive={archive}
        narrow={narrow}
        onErase={() => setAsking([archive])}
      />
    )
  }

  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3">
        <h2 id={titleId} className="font-semibold">
          {t('deleted.runs')}
        </h2>
        {count > SHOWN_AT_FIRST && (
          <Button variant="quiet" aria-expanded={showsAll} onClick={() => showAll(!showsAll)}>
            {showsAll ? t('deleted.fewerRuns') : t('deleted.allRuns', { count })}
          </Button>
        )}
        {count > 1 && (
          <label className="ms-auto flex min-h-7 items-center gap-2 text-small text-muted">
            <input
              type="checkbox"
              checked={allChosen}
              onChange={(event) => deleted.chooseAll(event.target.checked)}
              className="size-4 accent-primary"
            />
            {t('deleted.chooseAll')}
          </label>
        )}
        {keptChosen.length > 1 && (
          <Button variant="quiet" aria-haspopup="dialog" onClick={() => setAsking(keptChosen)}>
            {t('deleted.eraseSeveral', { count: keptChosen.length })}
          </Button>
        )}
      </div>
      <VirtualList
        label={t('deleted.runs')}
        count={showsAll ? count : Math.min(count, SHOWN_AT_FIRST)}
        scroller={scroller}
        rowHeight={rowHeight}
        row={row}
      />
      <ActOutcome acts={acts} />
      {asking.length > 0 && (
        <EraseDialog
          archives={asking.length}
          {...copiedIn(deleted, asking)}
          done={acts.state.kind === 'erasing' ? acts.state.done : null}
          onKeep={() => setAsking([])}
          onErase={() => void acts.erase(asking.map(({ archiveId }) => archiveId)).then(() => setAsking([]))}
        />
      )}
    </section>
  )
}

/** How many contacts are in these copies: as read, or before that at most as many as were planned. */
function copiedIn(
  { opened }: DeletedState,
  archives: readonly KeptArchive[],
): { contacts: number; known: 'exactly' | 'most' | 'not' } {
  const read = new Map(opened.map(({ archiveId, reading }) => [archiveId, reading.contacts.length]))
  const counts = archives.map(
    ({ archiveId, header }) => read.get(archiveId) ?? header?.counts.planned ?? null,
  )
  const contacts = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)
  if (counts.includes(null)) return { contacts, known: 'not' }
  return { contacts, known: archives.every(({ archiveId }) => read.has(archiveId)) ? 'exactly' : 'most' }
}

interface ArchiveRowProps {
  deleted: DeletedState
  acts: ArchiveActs
  archive: KeptArchive
  narrow: boolean
  onErase: () => void
}

function ArchiveRow(props: ArchiveRowProps): ReactNode {
  const { t, format } = useTranslation()
  const { deleted, acts, archive, narrow, onErase } = props
  const factsId = useId()
  const { archiveId, header } = archive
  const opened = deleted.opened.find((one) => one.archiveId === archiveId)
  const facts = archiveFacts(archive, t, format)
  const count =
    opened === undefined
      ? header === null
        ? null
        : t('deleted.runPlanned', { count: header.counts.planned })
      : amountText(opened.reading.contacts, deleted.since, t, format)
  const isDownloading = acts.state.kind === 'downloading' && acts.state.archiveId === archiveId
  return (
    <div className="flex h-full items-center gap-1 pe-1 hover:bg-hover">
      <Choice deleted={deleted} archiveId={archiveId} when={whenText(archive, t, format)} id={factsId}>
        <span className="truncate">
          <span className="font-medium">{whenText(archive, t, format)}</span>
          {count !== null && !narrow && <span>{` · ${count}`}</span>}
        </span>
        {count !== null && narrow && <span className="line-clamp-2 text-small">{count}</span>}
        <span className={`text-small text-muted ${narrow ? 'line-clamp-3' : 'truncate'}`} title={facts}>
          {facts}
        </span>
      </Choice>
      <IconButton
        icon="download"
        label={t(isDownloading ? 'deleted.downloading' : 'deleted.download')}
        aria-describedby={factsId}
        aria-disabled={isDownloading}
        onClick={() => acts.download(archive)}
      />
      <IconButton
        icon="trash"
        tone="danger"
        label={t('deleted.erase')}
        aria-describedby={factsId}
        aria-haspopup="dialog"
        onClick={onErase}
      />
    </div>
  )
}

/** The tick box of an archive, and what is said of it. */
function Choice(props: {
  deleted: DeletedState
  archiveId: string
  when: string
  /** Of what is said. */
  id?: string
  children: ReactNode
}): ReactNode {
  const { t } = useTranslation()
  const { deleted, archiveId, when, id, children } = props
  return (
    <label className="flex h-full min-w-0 flex-1 cursor-pointer items-center gap-1">
      <span className="flex size-11 shrink-0 items-center justify-center">
        <input
          type="checkbox"
          aria-label={t('deleted.choose', { when })}
          checked={deleted.chosen.has(archiveId)}
          onChange={(event) => deleted.choose(archiveId, event.target.checked)}
          className="size-4 accent-primary"
        />
      </span>
      <span id={id} className="flex min-w-0 flex-1 flex-col">
        {children}
      </span>
    </label>
  )
}

function FileRow({ deleted }: { deleted: DeletedState }): ReactNode {
  const { t, format } = useTranslation()
  const { state } = deleted.file
  if (state.stage !== 'read') return null
  const { name, reading } = state
  return (
    <div className="flex h-full items-center gap-1 pe-1 hover:bg-hover">
      <Choice deleted={deleted} archiveId={FILE} when={name}>
        <span className="truncate">
          <span className="text-muted">{t('deleted.fromFile')}</span>{' '}
          <bdi className="font-medium">{name}</bdi>
        </span>
        <span className="truncate text-small text-muted">
          {[
            amountText(reading.contacts, deleted.since, t, format),
            format.moment(reading.header.writtenAt),
            ...(reading.header.user.name === ''
              ? []
              : [t('deleted.runBy', { name: reading.header.user.name })]),
          ].join(' · ')}
        </span>
      </Choice>
      <IconButton icon="close" label={t('deleted.closeFile', { name })} onClick={deleted.file.close} />
    </div>
  )
}
