import type { ArchivedContact } from '../../archive/archived-contact.ts'
import { failureOf, fetched } from '../../failure.ts'
import type {
  DeleterWithCopy,
  KnownPorts,
  LoadedPorts,
  OneProgress,
  Outcome,
  UnknownState,
} from './delete-with-copy.ts'
import type { AskAgain, OneWish, SentDelete } from './ports.ts'
import type { UnknownWatch } from './watch-unknown.ts'

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

interface CopyingPorts extends KnownPorts {
  /** Loads the other ports. Rejects with PortalFailure. */
  readonly load: () => Promise<LoadedPorts>
}

/** A deleter that copies first, and offers the copy as a file if it can be stored nowhere else. */
export function copyingDeleter({ load, ...known }: CopyingPorts): OneDeleter {
  async function loaded(): Promise<DeleterWithCopy> {
    const [ports, { deleterWithCopy }] = await Promise.all([
      load(),
      fetched(() => import('./delete-with-copy.ts')),
    ])
    return deleterWithCopy(known, ports)
  }

  /** Of the last question only. */
  let ahead: { readonly contactId: number; readonly contact: Promise<ArchivedContact | null> } | null = null

  /** It is good for one attempt. */
  function takeAhead(contactId: number): Promise<ArchivedContact | null> | undefined {
    const taken = ahead?.contactId === contactId ? ahead.contact : undefined
    ahead = null
    return taken
  }

  return {
    readAhead(contactId) {
      const contact = loaded().then(
        (work) => work.read(contactId),
        () => null,
      )
      ahead = { contactId, contact: contact.catch(() => null) }
    },

    async delete(contactId, wish, progress) {
      const early = takeAhead(contactId)
      try {
        return await (await loaded()).delete(contactId, wish, progress, early)
      } catch (thrown) {
        const verdict = { kind: 'failed', failure: failureOf(thrown) } as const
        return { verdict, sent: null, missing: [], until: null, file: null }
      }
    },

    watch(sent, onChange) {
      let watch: UnknownWatch | null = null
      let ended = false
      // This cannot fail: everything was loaded already when the delete was sent.
      void loaded().then((work) => {
        if (!ended) watch = work.watch(sent, onChange)
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
