import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { KeptArchive, ArchiveIndex } from '#core/archive/archive-index.ts'
import { earlier } from '#core/records/erasure/erase-due.ts'
import {
  FILE,
  listDeleted,
  markInPart,
  searchDeleted,
  type DeletedContact,
  type SinceDeletion,
} from '#core/restore/deleted-contacts.ts'
import type { Archives } from '#core/restore/archives.ts'
import { deletedQueries } from './deleted-queries.ts'
import { useArchiveFile, type ArchiveFile, type ReadArchive } from './use-archive-file.ts'
import type { Files } from '#core/files.ts'
import type { RecoveryPorts } from '#core/ports.ts'

/** The state of the screen of deleted contacts, and its actions. */
export interface DeletedState {
  /** The user's id. */
  readonly me: number
  readonly index: ArchiveIndex | undefined
  /** Null: the archives were listed, or are being listed. */
  readonly indexError: Error | null
  readonly retryIndex: () => void
  readonly file: ArchiveFile
  readonly chosen: ReadonlySet<string>
  readonly choose: (archiveId: string, on: boolean) => void
  readonly chooseAll: (on: boolean) => void
  /** Chooses all archives and keeps the search. */
  readonly searchAll: () => void
  /** There is a readable archive that is not chosen. */
  readonly someUnchosen: boolean
  /** The chosen archives that could be read. */
  readonly opened: readonly OpenArchive[]
  /** The chosen archives that could not be read; `error` null: what is stored is not an archive. */
  readonly unopened: readonly { readonly archiveId: string; readonly error: unknown }[]
  readonly opening: boolean
  /** The contacts of all chosen archives. */
  readonly all: readonly DeletedContact[]
  /** The contacts of `all` that match the search. */
  readonly shown: readonly DeletedContact[]
  readonly search: string
  readonly setSearch: (search: string) => void
  /** What happened to each contact since its deletion; undefined: not known yet. */
  readonly since: ReadonlyMap<number, SinceDeletion> | undefined
  readonly sinceError: Error | null
  readonly retrySince: () => void
  readonly ticked: ReadonlySet<number>
  readonly tick: (ids: readonly number[], on: boolean) => void
  readonly clearTicks: () => void
  /** What the large button restores: the ticked contacts; if none is ticked, all shown ones not completely back. */
  readonly toRestore: readonly DeletedContact[]
}

export interface OpenArchive {
  /** `FILE` for the opened file. */
  readonly archiveId: string
  readonly reading: ReadArchive
}

/** Whether a contact may be restored at all. */
export function isRestorable({ trust }: DeletedContact, since: SinceDeletion | undefined): boolean {
  return trust === 'sound' && since?.kind !== 'still-there'
}

/** What restores did since the screen was opened. */
interface Restored {
  /** Counts the returns from a restore; a change asks the portal again. */
  readonly visit: number
  /** The contacts that the last of them restored; another set with each return. */
  readonly returned: ReadonlySet<number>
  /** The contacts of an unfinished restore. */
  readonly unfinished: ReadonlySet<number>
}

export function useDeleted(
  archive: Archives,
  recovery: Pick<RecoveryPorts, 'codec' | 'about'>,
  files: Pick<Files, 'readBytes'>,
  { visit, returned, unfinished }: Restored,
): DeletedState {
  const index = useQuery(deletedQueries.index(archive))
  const hasArchives = (index.data?.archives.length ?? 0) > 0
  const dates = useQuery({ ...deletedQueries.eraseDates(archive), enabled: hasArchives })
  const listed = useMemo(() => withDates(index.data, dates.data), [index.data, dates.data])
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null)
  const [search, setSearch] = useState('')
  const [everTicked, setTicked] = useState<ReadonlySet<number>>(new Set())
  const [unticked, setUnticked] = useState(returned)
  if (unticked !== returned) {
    setUnticked(returned)
    setTicked((now) => withOrWithout(now, [...returned], false))
  }
  const file = useArchiveFile(files, recovery, () => pick(new Set([FILE])))
  const fileState = file.state

  const archives = useMemo(() => listed?.archives ?? [], [listed])
  const chosen = useMemo(() => chosenOf(archives, picked), [archives, picked])
  const wanted = archives.filter(({ archiveId }) => chosen.has(archiveId)).map(({ archiveId }) => archiveId)
  const answers = useQuery({
    ...deletedQueries.archives(archive, wanted),
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
  })
  // Where only a file is chosen no stored copy is read, and the answer of before is never replaced.
  const isOutdated = wanted.length > 0 && answers.isPlaceholderData

  const { opened, unopened } = useMemo(() => {
    const own = (answers.data ?? []).filter(({ archiveId }) => chosen.has(archiveId))
    const ofFile: OpenArchive[] =
      fileState.stage === 'read' && chosen.has(FILE) ? [{ archiveId: FILE, reading: fileState.reading }] : []
    return {
      opened: own.reduce((all, { archiveId, reading }) => {
        return reading?.kind === 'read' ? [...all, { archiveId, reading }] : all
      }, ofFile),
      unopened: own.filter(({ reading }) => reading?.kind !== 'read'),
    }
  }, [answers.data, fileState, chosen])
  const all = useMemo(() => listDeleted(opened), [opened])
  const shown = useMemo(() => searchDeleted(all, search), [all, search])
  // Copies of ticked contacts may have been erased since.
  const ticked = useMemo(
    () => new Set(all.filter(({ id }) => everTicked.has(id)).map(({ id }) => id)),
    [all, everTicked],
  )

  const openedFile =
    fileState.stage === 'read' && chosen.has(FILE)
      ? [fileState.name, fileState.reading.header.writtenAt, fileState.bytes.byteLength]
      : null
  const since = useQuery({
    ...deletedQueries.since({
      subject: JSON.stringify([wanted, openedFile, all.length, visit]),
      ask: (cancelled) => archive.since(all, visit, cancelled),
    }),
    enabled: all.length > 0 && !isOutdated,
  })
  // Somebody may have restored one since the last answer.
  const answered = since.isFetching ? undefined : (since.data ?? undefined)
  const known = useMemo(() => answered && markInPart(answered, unfinished), [answered, unfinished])
  const toRestore = useMemo(() => {
    const free = (contact: DeletedContact): boolean => isRestorable(contact, known?.get(contact.id))
    if (ticked.size > 0) return all.filter((contact) => ticked.has(contact.id) && free(contact))
    const isWhole = (contact: DeletedContact): boolean => {
      const one = known?.get(contact.id)
      return one?.kind === 'restored' && one.inPart !== true
    }
    return shown.filter((contact) => free(contact) && !isWhole(contact))
  }, [all, shown, ticked, known])

  function pick(next: ReadonlySet<string>): void {
    setPicked(next)
    // Ticked contacts may no longer be in the list, and must not be restored unseen.
    setTicked(new Set())
    setSearch('')
  }

  const everyArchive = (): ReadonlySet<string> =>
    new Set([FILE, ...archives.map(({ archiveId }) => archiveId)])

  return {
    me: recovery.about.user.id,
    index: listed,
    indexError: index.isFetching ? null : index.error,
    retryIndex: () => void index.refetch(),
    file,
    chosen,
    choose: (archiveId, on) => pick(withOrWithout(chosen, [archiveId], on)),
    chooseAll: (on) => pick(on ? everyArchive() : new Set()),
    searchAll: () => setPicked(everyArchive()),
    someUnchosen: archives.some(({ archiveId, header }) => header !== null && !chosen.has(archiveId)),
    opened,
    unopened,
    opening: index.isPending || (wanted.length > 0 && answers.isPending) || isOutdated,
    all,
    shown,
    search,
    setSearch,
    since: known,
    sinceError: since.isFetching ? null : since.error,
    retrySince: () => void since.refetch(),
    ticked,
    tick: (ids, on) => setTicked((now) => withOrWithout(now, ids, on)),
    clearTicks: () => setTicked(new Set()),
    toRestore,
  }
}

/** The archives with the earlier of the two times at which they are erased. */
function withDates(
  index: ArchiveIndex | undefined,
  dates: ReadonlyMap<string, number> | undefined,
): ArchiveIndex | undefined {
  if (index === undefined || dates === undefined) return index
  const archives = index.archives.map((archive) => ({
    ...archive,
    until: earlier(archive.until, dates.get(archive.archiveId) ?? null),
  }))
  return { archives, unread: index.unread }
}

/** Each archive takes two requests to read, and more would use up the portal's limit before the list is there. */
const MOST_AT_FIRST = 8

function chosenOf(archives: readonly KeptArchive[], picked: ReadonlySet<string> | null): ReadonlySet<string> {
  const there = new Set([FILE, ...archives.map(({ archiveId }) => archiveId)])
  if (picked !== null) return new Set([...picked].filter((id) => there.has(id)))
  // Until the person chooses, the newest archives are chosen.
  const readable = archives.filter(({ header }) => header !== null)
  return new Set(readable.slice(0, MOST_AT_FIRST).map(({ archiveId }) => archiveId))
}

function withOrWithout<Item>(of: ReadonlySet<Item>, items: readonly Item[], on: boolean): ReadonlySet<Item> {
  const next = new Set(of)
  for (const item of items) {
    if (on) next.add(item)
    else next.delete(item)
  }
  return next
}
