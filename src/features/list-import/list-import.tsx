import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { ListedContacts } from '#core/list/list-note.ts'
import { listedContacts, type RowMatch } from '#core/list/match-list.ts'
import type { ListReading } from '#core/list/read-list.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/overlays/dialog.tsx'
import { Notice } from '#ui/notice.tsx'
import { ListReport } from './list-report.tsx'
import { SourceFields } from './source-fields.tsx'
import { useListSearch, type ListPorts } from './use-list-search.ts'
import { useListSource } from './use-list-source.ts'

interface ListImportProps {
  /** Loads the code that finds contacts and reads files; called again after a failure. */
  loadWork: () => Promise<ListPorts>
  /** The contacts found for the list, after the person saw what did not match. */
  onAdd: (listed: ListedContacts) => void
  onClose: () => void
}

/** Selecting contacts from a list of ids, e-mails or phones: first the list, then the results, then the selection. */
export function ListImport({ loadWork, onAdd, onClose }: ListImportProps): ReactNode {
  const { t, format } = useTranslation()
  const ports = useLoaded(loadWork)
  const source = useListSource(ports)
  const { search, start, cancel } = useListSearch(ports)
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set())
  /** The list that was searched for; its text may change meanwhile. */
  const [asked, setAsked] = useState<ListReading | null>(null)
  const report = useRef<HTMLHeadingElement>(null)
  useNoDropsElsewhere()

  const found = search.stage === 'found' ? search : null
  useEffect(() => {
    // The pressed button is gone; the focus goes to the result.
    if (found !== null) report.current?.focus()
  }, [found])

  function look(): void {
    const list = source.readNow()
    if (list === null || list.report.values === 0) return
    setAsked(list)
    setPicked(new Set())
    start(list)
  }

  if (found !== null && asked !== null) {
    return (
      <Dialog
        title={t('list-import.title')}
        described={false}
        wide
        onClose={onClose}
        actions={<ReportActions matches={found.matches} {...{ picked, onAdd }} onBack={cancel} />}
      >
        <ListReport
          headingRef={report}
          matches={found.matches}
          files={found.files}
          list={asked.report}
          picked={picked}
          onPick={(id, chosen) => setPicked(withOrWithout(picked, id, chosen))}
        />
      </Dialog>
    )
  }
  const wanted = source.reading?.report.values ?? 0
  const looking = search.stage === 'looking'
  return (
    <Dialog
      title={t('list-import.title')}
      described={false}
      wide={source.cells?.isList === false}
      busy={looking}
      onClose={looking ? cancel : onClose}
      actions={
        <>
          <Button onClick={looking ? cancel : onClose}>
            {t(looking ? 'list-import.stop' : 'common.cancel')}
          </Button>
          <Button
            variant="primary"
            busy={
              looking
                ? t('list-import.looking', { count: search.looked, of: format.number(search.of) })
                : undefined
            }
            aria-disabled={wanted === 0 || source.file.stage === 'reading' || undefined}
            onClick={look}
          >
            {t('list-import.look')}
          </Button>
        </>
      }
    >
      <SourceFields source={source} disabled={looking} />
      {search.stage === 'failed' && <SearchProblem error={search.error} />}
    </Dialog>
  )
}

function ReportActions(props: {
  matches: readonly RowMatch[]
  picked: ReadonlySet<number>
  onAdd: (listed: ListedContacts) => void
  onBack: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { matches, picked, onAdd, onBack } = props
  const listed = useMemo(() => listedContacts(matches, picked), [matches, picked])
  const count = listed.ids.length
  return (
    <>
      <Button onClick={onBack}>{t('list-import.back')}</Button>
      <Button variant="primary" aria-disabled={count === 0 || undefined} onClick={() => onAdd(listed)}>
        {t('list-import.add', { count })}
      </Button>
    </>
  )
}

function SearchProblem({ error }: { error: unknown }): ReactNode {
  const { t, format } = useTranslation()
  const { title, advice } = describeThrown(error, t, format)
  return (
    <Notice tone="problem" className="mt-3" title={`${t('list-import.problem')}: ${title}`}>
      {advice}
    </Notice>
  )
}

/** The returned function loads once, and again only after a failure. */
function useLoaded(load: () => Promise<ListPorts>): () => Promise<ListPorts> {
  const loaded = useRef<Promise<ListPorts>>(null)
  return useCallback(() => {
    loaded.current ??= load().catch((error: unknown) => {
      loaded.current = null
      throw error
    })
    return loaded.current
  }, [load])
}

/** A file dropped beside its place would replace the app. */
function useNoDropsElsewhere(): void {
  useEffect(() => {
    const refuse = (event: Event): void => event.preventDefault()
    window.addEventListener('dragover', refuse)
    window.addEventListener('drop', refuse)
    return () => {
      window.removeEventListener('dragover', refuse)
      window.removeEventListener('drop', refuse)
    }
  }, [])
}

function withOrWithout(ids: ReadonlySet<number>, id: number, chosen: boolean): ReadonlySet<number> {
  const next = new Set(ids)
  if (chosen) next.add(id)
  else next.delete(id)
  return next
}
