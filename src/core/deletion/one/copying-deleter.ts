import { failureOf, fetched } from '../../failure.ts'
import type { Files } from '../../files.ts'
import type { ArchivedContact } from '../../archive/archived-contact.ts'
import type { AskAgain, OneDeletion, OnePorts, OneWish, SentDelete } from './ports.ts'
import type { ContactDeleter } from '../ports.ts'
import type { UnknownWatch } from './watch-unknown.ts'

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

/** Deletes one contact at a time, after copying it. Never rejects: a failure is a verdict too. */
export interface OneDeleter {
  /**
   * Called when the question opens: reads what will be copied, so that a confirmed deletion can store it at once. Writes
   * nothing. A failure is shown when the reading is needed and still fails.
   */
  readAhead(contactId: number): void
  /** Uses what was read ahead of this contact since its last question, if it is still as it was read. */
  delete(contactId: number, wish: OneWish, progress: OneProgress): Promise<Outcome | AskAgain>
  /** Checks by itself until the result of a delete with an `unknown` verdict is known. */
  watch(sent: SentDelete, onChange: (state: UnknownState) => void): UnknownWatch
}

/** Loaded separately: most visits to a contact's card delete nothing. */
const loadWork = async () => {
  const [one, settle, unknown, copy, file] = await Promise.all([
    import('./delete-one.ts'),
    import('./settle-one.ts'),
    import('./watch-unknown.ts'),
    import('../../archive/copy-one.ts'),
    import('../../archive/save-archive.ts'),
  ])
  return { ...one, ...settle, ...unknown, ...copy, ...file }
}
type Work = Awaited<ReturnType<typeof loadWork>>

/** Enough characters of an archive's id to distinguish two files: "one-" and eight more. */
const ID_IN_NAME = 12

interface CopyingPorts {
  readonly deleter: ContactDeleter
  /** Loads the other ports. Rejects with PortalFailure. */
  readonly load: () => Promise<Omit<OnePorts, 'offerFile'> & { readonly files: Pick<Files, 'saveBytes'> }>
  readonly newId: () => string
  /** The beginning of a file's name; the day and the archive's id follow. */
  readonly fileName: string
}

/** A deleter that copies first, and offers the copy as a file if it can be stored nowhere else. */
export function copyingDeleter({ deleter, load, newId, fileName }: CopyingPorts): OneDeleter {
  const nameOf = (archiveId: string, at: number): string =>
    `${fileName}-${new Date(at).toISOString().slice(0, 10)}-${archiveId.slice(0, ID_IN_NAME)}`

  async function loaded(): Promise<{ ports: OnePorts; work: Work; save: OnePorts['offerFile'] }> {
    const [ports, work] = await Promise.all([load(), fetched(loadWork)])
    const { files, clock, recovery } = ports
    const save: OnePorts['offerFile'] = (archiveId, parts) =>
      work.saveArchive(() => parts, nameOf(archiveId, clock.now()), { files, codec: recovery.codec })
    return { ports: { ...ports, offerFile: save }, work, save }
  }

  function outcomeOf(
    { verdict, sent, missing }: OneDeletion,
    work: Work,
    save: OnePorts['offerFile'],
  ): Outcome {
    const until = verdict.kind === 'unknown' && sent !== null ? work.workingUntil(sent) : null
    const parts = sent?.archive.inHand ?? null
    if (sent === null || parts === null) return { verdict, sent, missing, until, file: null }
    const { archiveId } = sent.archive
    const file = {
      name: `${nameOf(archiveId, sent.sentAt)}${work.ARCHIVE_ENDING}`,
      // It was saved once, so a failure now is not expected.
      saveAgain: () => void save(archiveId, parts).catch(() => undefined),
    }
    return { verdict, sent, missing, until, file }
  }

  /** Of the last question only. */
  let ahead: { readonly contactId: number; readonly contact: Promise<ArchivedContact | null> } | null = null

  async function readContact(contactId: number): Promise<ArchivedContact | null> {
    try {
      const { ports, work } = await loaded()
      return await work.readOne(contactId, ports.recovery.archives)
    } catch {
      return null
    }
  }

  /** It is good for one attempt. */
  function takeAhead(contactId: number): Promise<ArchivedContact | null> | undefined {
    const taken = ahead?.contactId === contactId ? ahead.contact : undefined
    ahead = null
    return taken
  }

  return {
    readAhead(contactId) {
      ahead = { contactId, contact: readContact(contactId) }
    },

    async delete(contactId, wish, progress) {
      const early = takeAhead(contactId)
      try {
        const { ports, work, save } = await loaded()
        const all = { ...ports, ...progress }
        const done = await work.deleteOne(contactId, `one-${newId()}`, wish, deleter, all, early)
        return 'additions' in done ? done : outcomeOf(done, work, save)
      } catch (thrown) {
        const verdict = { kind: 'failed', failure: failureOf(thrown) } as const
        return { verdict, sent: null, missing: [], until: null, file: null }
      }
    },

    watch(sent, onChange) {
      let watch: UnknownWatch | null = null
      let ended = false
      // This cannot fail: everything was loaded already when the delete was sent.
      void loaded().then(({ ports, work, save }) => {
        if (ended) return
        watch = work.watchUnknown(sent, deleter, ports, (news) =>
          onChange(
            news.kind === 'settled'
              ? { kind: 'settled', outcome: outcomeOf(news.deletion, work, save) }
              : { kind: news.kind },
          ),
        )
      })
      return {
        checkNow: () => watch?.checkNow(),
        end() {
          ended = true
          watch?.end()
        },
      }
    },
  }
}
