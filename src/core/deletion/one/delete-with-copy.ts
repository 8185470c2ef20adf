import type { ArchivedContact } from '../../archive/archived-contact.ts'
import { readOne } from '../../archive/copy-one.ts'
import { ARCHIVE_ENDING, saveArchive } from '../../archive/save-archive.ts'
import type { Files } from '../../files.ts'
import type { RequestAccount } from '../../job/ports.ts'
import type { ContactDeleter } from '../ports.ts'
import { deleteOne } from './delete-one.ts'
import type { AskAgain, OneDeletion, OnePorts, OneWish, SentDelete } from './ports.ts'
import { workingUntil } from './settle-one.ts'
import { watchUnknown, type UnknownWatch } from './watch-unknown.ts'

/** The result of an attempt to delete one contact. */
export interface Outcome extends Pick<OneDeletion, 'verdict' | 'sent' | 'missing'> {
  /** The copy as a file, if it is stored nowhere else; it was offered before the delete was sent. */
  readonly file: SavedFile | null
  /** For an unknown verdict: the time until which the portal may still be at work; Unix ms. */
  readonly until: number | null
}

export interface SavedFile {
  readonly name: string
  /** Offers it once more, while the page is open. */
  readonly saveAgain: () => void
}

/** The state of a contact whose verdict was `unknown` at first. */
export type UnknownState =
  | { readonly kind: 'waiting' | 'checking' }
  | { readonly kind: 'settled'; readonly outcome: Outcome }

/** Told while a contact is deleted. */
export type OneProgress = Pick<OnePorts, 'onPause' | 'onStep'>

/** What is loaded for the first deletion. */
export type LoadedPorts = Omit<OnePorts, 'offerFile'> & {
  readonly files: Pick<Files, 'saveBytes'>
  readonly requests: Pick<RequestAccount, 'hurry'>
}

/** What is known before anything is loaded. */
export interface KnownPorts {
  readonly deleter: ContactDeleter
  readonly newId: () => string
  /** The beginning of a file's name; the day and the archive's id follow. */
  readonly fileName: string
}

/** Enough characters of an archive's id to distinguish two files: "one-" and eight more. */
const ID_IN_NAME = 12

/** Deletes with a copy; as `OneDeleter`, but it may reject. */
export interface DeleterWithCopy {
  readonly read: (contactId: number) => Promise<ArchivedContact | null>
  /** @param early what was read of the contact while its question was open */
  readonly delete: (
    contactId: number,
    wish: OneWish,
    progress: OneProgress,
    early: Promise<ArchivedContact | null> | undefined,
  ) => Promise<Outcome | AskAgain>
  readonly watch: (sent: SentDelete, onChange: (state: UnknownState) => void) => UnknownWatch
}

/** Deletes one contact at a time, after copying it. Loaded separately: most visits to a contact's card delete nothing. */
export function deleterWithCopy(
  { deleter, newId, fileName }: KnownPorts,
  { files, requests, ...loaded }: LoadedPorts,
): DeleterWithCopy {
  const nameOf = (archiveId: string, at: number): string =>
    `${fileName}-${new Date(at).toISOString().slice(0, 10)}-${archiveId.slice(0, ID_IN_NAME)}`

  const offerFile: OnePorts['offerFile'] = (archiveId, parts) =>
    saveArchive(() => parts, nameOf(archiveId, loaded.clock.now()), { files, codec: loaded.recovery.codec })
  const ports: OnePorts = { ...loaded, offerFile }

  function outcomeOf({ verdict, sent, missing }: OneDeletion): Outcome {
    const until = verdict.kind === 'unknown' && sent !== null ? workingUntil(sent) : null
    const parts = sent?.archive.inHand ?? null
    if (sent === null || parts === null) return { verdict, sent, missing, until, file: null }
    const { archiveId } = sent.archive
    const file = {
      name: `${nameOf(archiveId, sent.sentAt)}${ARCHIVE_ENDING}`,
      // It was saved once, so a failure now is not expected.
      saveAgain: () => void offerFile(archiveId, parts).catch(() => undefined),
    }
    return { verdict, sent, missing, until, file }
  }

  return {
    read: (contactId) => requests.hurry(() => readOne(contactId, ports.recovery.archives)),

    async delete(contactId, wish, progress, early) {
      const all = { ...ports, ...progress }
      const done = await requests.hurry(() =>
        deleteOne(contactId, `one-${newId()}`, wish, deleter, all, early),
      )
      // The next press does not wait for what is still written about this one.
      void requests.hurry(() => done.settled)
      return 'additions' in done ? done : outcomeOf(done)
    },

    watch: (sent, onChange) =>
      watchUnknown(sent, deleter, ports, (news) =>
        onChange(
          news.kind === 'settled'
            ? { kind: 'settled', outcome: outcomeOf(news.deletion) }
            : { kind: news.kind },
        ),
      ),
  }
}
