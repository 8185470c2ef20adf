import type { OneDeletion, OnePorts } from '#core/deletion/delete-one.ts'
import type { DoubtWatch } from '#core/deletion/watch-unknown.ts'
import { failureOf, fetched } from '#core/failure.ts'
import type { BulkPorts } from '#core/ports.ts'
import type { ContactDeleter } from '#core/deletion/ports.ts'
import type { OneDeleter, Told } from '#features/deletion/use-deletion.ts'
/** All that one contact's deletion needs is in a chunk of its own: most visits to a card delete nothing. */
const loadWork = async () => {
  const [one, doubt, file, id] = await Promise.all([
    import('#core/deletion/delete-one.ts'),
    import('#core/deletion/watch-unknown.ts'),
    import('#features/shared/save-archive.ts'),
    import('#features/shared/new-id.ts'),
  ])
  return { ...one, ...doubt, ...file, ...id }
}
type Work = Awaited<ReturnType<typeof loadWork>>

/** Fetches it as soon as the question is open, so that the answer is carried out at once. */
export function preloadWork(): void {
  // Told when it is needed and still missing.
  loadWork().catch(() => undefined)
}

/** As many characters of an archive's id as tell it from others: "one-" and eight more. */
const ID_IN_NAME = 12

/**
 * A deleter that copies first, and offers the copy as a file where no place keeps it.
 * @param fileName what such a file is called, before its day and number.
 */
export function copyingDeleter(
  deleter: ContactDeleter,
  loadBulk: () => Promise<BulkPorts>,
  fileName: string,
): OneDeleter {
  const nameOf = (archiveId: string, at: number): string =>
    `${fileName}-${new Date(at).toISOString().slice(0, 10)}-${archiveId.slice(0, ID_IN_NAME)}`

  async function loaded(): Promise<{ ports: OnePorts; core: Work; save: OnePorts['offerFile'] }> {
    const [bulk, core] = await Promise.all([loadBulk(), fetched(loadWork)])
    const { files, clock } = bulk
    const save: OnePorts['offerFile'] = (archiveId, parts) =>
      core.saveArchive(() => parts, nameOf(archiveId, clock.now()), {
        files,
        codec: bulk.keeping.codec,
      })
    return { ports: { ...bulk, offerFile: save }, core, save }
  }

  function toldOf({ verdict, sent, missing }: OneDeletion, core: Work, save: OnePorts['offerFile']): Told {
    const until = verdict.kind === 'unknown' && sent !== null ? core.workingUntil(sent) : null
    const parts = sent?.archive.inHand ?? null
    if (sent === null || parts === null) return { verdict, sent, missing, until, file: null }
    const { archiveId } = sent.archive
    const file = {
      name: `${nameOf(archiveId, sent.sentAt)}${core.ARCHIVE_ENDING}`,
      // It could be packed before.
      saveAgain: () => void save(archiveId, parts).catch(() => undefined),
    }
    return { verdict, sent, missing, until, file }
  }

  return {
    async delete(contactId, wish, onPause) {
      try {
        const { ports, core, save } = await loaded()
        return toldOf(
          await core.deleteOne(contactId, `one-${core.newId()}`, wish, deleter, { ...ports, onPause }),
          core,
          save,
        )
      } catch (thrown) {
        return {
          verdict: { kind: 'failed', failure: failureOf(thrown) },
          sent: null,
          missing: [],
          until: null,
          file: null,
        }
      }
    },

    watch(sent, heard) {
      let watch: DoubtWatch | null = null
      let ended = false
      // All of it is there: something was sent with it.
      void loaded().then(({ ports, core, save }) => {
        if (ended) return
        watch = core.watchDoubt(sent, deleter, ports, (news) =>
          heard(
            news.kind === 'settled'
              ? { kind: 'over', told: toldOf(news.deletion, core, save) }
              : { kind: news.kind },
          ),
        )
      })
      return {
        lookNow: () => watch?.lookNow(),
        end() {
          ended = true
          watch?.end()
        },
      }
    },
  }
}
