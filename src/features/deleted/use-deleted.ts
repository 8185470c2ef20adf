import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { KeptArchive, ArchiveIndex } from '#core/archive/archive-index.ts'
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
import type { KeepingPorts } from '#core/ports.ts'

/** All that the screen of deleted contacts shows, and what can be changed of it. */
export interface DeletedState {
  /** The user's id. */
  readonly me: number
  readonly index: ArchiveIndex | undefined
  /** Null: it could be looked for, or is being. */
  readonly indexError: Error | null
  readonly retryIndex: () => void
  readonly file: ArchiveFile
  readonly chosen: ReadonlySet<string>
  readonly choose: (archiveId: string, on: boolean) => void
  readonly chooseAll: (on: boolean) => void
  /** Chooses all, for the search as it is. */
  readonly searchAll: () => void
  /** Some archive that could be read is not chosen. */
  readonly someUnchosen: boolean
  /** Of the chosen ones, those that could be read. */
  readonly opened: readonly OpenArchive[]
  /** Of the chosen ones, those that could not; `error` null: what is kept is no archive. */
  readonly unopened: readonly { readonly archiveId: string; readonly error: unknown }[]
  readonly opening: boolean
  /** Of all chosen archives. */
  readonly all: readonly DeletedContact[]
  /** Of these, what the search leaves. */
  readonly shown: readonly DeletedContact[]
  readonly search: string
  readonly setSearch: (search: string) => void
  /** What is known of each since its deletion; undefined: not yet. */
  readonly since: ReadonlyMap<number, SinceDeletion> | undefined
  readonly sinceError: Error | null
  readonly retrySince: () => void
  readonly ticked: ReadonlySet<number>
  readonly tick: (ids: readonly number[], on: boolean) => void
  readonly clearTicks: () => void
  /** What the large button restores: those that are ticked; where none is, all that are shown and not back. */
  readonly toRestore: readonly DeletedContact[]
}

export interface OpenArchive {
  /** `FILE` for the file. */
  readonly archiveId: string
  readonly reading: ReadArchive
}

/** Whether a contact may be restored at all. */
export function isRestorable({ trust }: DeletedContact, since: SinceDeletion | undefined): boolean {
  return trust === 'sound' && since?.kind !== 'still-there'
}

/**
 * @param visit counts how often the person has come back from a restore.
 * @param unfinished the contacts of a restore that was not finished.
 */
export function useDeleted(
  archive: Archives,
  keeping: Pick<KeepingPorts, 'codec' | 'about'>,
  files: Pick<Files, 'readBytes'>,
  visit: number,
  unfinished: ReadonlySet<number>,
): DeletedState {
  const index = useQuery(deletedQueries.index(archive))
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null)
  const [search, setSearch] = useState('')
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set())
  const file = useArchiveFile(files, keeping, () => pick(new Set([FILE])))
  const fileState = file.state

  const archives = useMemo(() => index.data?.archives ?? [], [index.data])
  const chosen = useMemo(() => chosenOf(archives, picked), [archives, picked])
  const wanted = archives.filter(({ archiveId }) => chosen.has(archiveId)).map(({ archiveId }) => archiveId)
  const answers = useQuery({
    ...deletedQueries.archives(archive, wanted),
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
  })

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

  const fileName = fileState.stage === 'read' && chosen.has(FILE) ? fileState.name : ''
  const since = useQuery({
    ...deletedQueries.since({
      subject: JSON.stringify([wanted, fileName, all.length, visit]),
      ask: (cancelled) => archive.since(all, visit, cancelled),
    }),
    enabled: all.length > 0 && !answers.isPlaceholderData,
  })
  const told = since.data ?? undefined
  const known = useMemo(() => told && markInPart(told, unfinished), [told, unfinished])
  const toRestore = useMemo(() => {
    const free = (contact: DeletedContact): boolean => isRestorable(contact, known?.get(contact.id))
    if (ticked.size > 0) return all.filter((contact) => ticked.has(contact.id) && free(contact))
    return shown.filter((contact) => free(contact) && known?.get(contact.id)?.kind !== 'restored')
  }, [all, shown, ticked, known])

  function pick(next: ReadonlySet<string>): void {
    setPicked(next)
    // What was ticked may be out of the list now, and must not be restored unseen.
    setTicked(new Set())
    setSearch('')
  }

  const everyArchive = (): ReadonlySet<string> =>
    new Set([FILE, ...archives.map(({ archiveId }) => archiveId)])

  return {
    me: keeping.about.user.id,
    index: index.data,
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
    opening: index.isPending || (wanted.length > 0 && (answers.isPending || answers.isPlaceholderData)),
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

function chosenOf(archives: readonly KeptArchive[], picked: ReadonlySet<string> | null): ReadonlySet<string> {
  const there = new Set([FILE, ...archives.map(({ archiveId }) => archiveId)])
  if (picked !== null) return new Set([...picked].filter((id) => there.has(id)))
  // Until the person chooses, it is what was deleted last.
  const latest = archives.find(({ header }) => header !== null)
  return new Set(latest === undefined ? [] : [latest.archiveId])
}

function withOrWithout<Item>(of: ReadonlySet<Item>, items: readonly Item[], on: boolean): ReadonlySet<Item> {
  const next = new Set(of)
  for (const item of items) {
    if (on) next.add(item)
    else next.delete(item)
  }
  return next
}
