import * as v from 'valibot'
import { contactLineSchema, trailerSchema, type PartSeal } from '../../archive/file/format.ts'
import type { ArchiveCodec, ArchiveStore } from '../../archive/ports.ts'
import { archivedContactSchema, type ArchivedContact } from '../../archive/archived-contact.ts'
import { PortalFailure } from '../../failure.ts'
import { parseJson } from '../../json.ts'

/** Reads archives contact by contact, since an archive of 200,000 contacts does not fit into memory. */
export interface ArchiveSource {
  /**
   * Passes each contact to `each` and waits for its promise. If a copy turns out to be damaged, the next copy is read,
   * and passes its contacts again. Null: no place has the archive any more. Rejects with PortalFailure if no whole copy was
   * found and a place could not be read.
   * @param parts what the archive's writer knows of its parts: an archive that has exactly these, and no last line yet, is
   * whole too.
   */
  read(
    archiveId: string,
    each: (contact: ArchivedContact) => Promise<void>,
    parts?: readonly PartSeal[],
  ): Promise<ReadCheck | null>
  /** Where archives are stored now. Rejects with PortalFailure if a store could not be asked. */
  kept(): Promise<KeptArchives>
}

/** Where archives are stored now, as far as can be seen from here. */
export interface KeptArchives {
  /** The places that were looked into. */
  readonly asked: readonly ArchiveStore['place'][]
  /** By the ids of the archives. */
  readonly byId: ReadonlyMap<string, readonly KeptPlace[]>
}

export interface ReadCheck {
  /** True: every line could be read, and every part matches its seal. */
  readonly whole: boolean
  /** SHA-256 of the last line; null: the archive has no trailer, or was compared with what its writer knows. */
  readonly seal: string | null
}

export interface KeptPlace {
  readonly place: ArchiveStore['place']
  /** When it will be erased, Unix ms; null: never. */
  readonly until: number | null
}

/** @param stores the nearest first; an archive is read from the first store where it is undamaged. Null: no such store. */
export function archiveSource(
  stores: readonly (() => Promise<ArchiveStore | null>)[],
  codec: Pick<ArchiveCodec, 'encode' | 'sha256'>,
): ArchiveSource {
  return {
    async read(archiveId, each, parts) {
      let best: ReadCheck | null = null
      let trouble: PortalFailure | null = null
      for (const open of stores) {
        try {
          const store = await open()
          const seen = store === null ? null : await readFrom(store, archiveId, each, codec, parts)
          if (seen?.whole === true) return seen
          best ??= seen
        } catch (thrown) {
          if (!(thrown instanceof PortalFailure)) throw thrown
          if (thrown.failure.kind === 'copy-unreadable') best ??= { whole: false, seal: null }
          else trouble ??= thrown
        }
      }
      // The copy that could not be read may be the whole one.
      if (trouble !== null) throw trouble
      return best
    },

    async kept() {
      const asked = (await Promise.all(stores.map((open) => open()))).filter((store) => store !== null)
      const lists = await Promise.all(
        asked.map(async (store) => (await store.list()).map((one) => ({ ...one, place: store.place }))),
      )
      const byId = new Map<string, KeptPlace[]>()
      for (const { archiveId, place, until } of lists.flat())
        byId.set(archiveId, [...(byId.get(archiveId) ?? []), { place, until }])
      return { asked: asked.map(({ place }) => place), byId }
    },
  }
}

async function readFrom(
  store: ArchiveStore,
  archiveId: string,
  each: (contact: ArchivedContact) => Promise<void>,
  codec: Pick<ArchiveCodec, 'encode' | 'sha256'>,
  parts?: readonly PartSeal[],
): Promise<ReadCheck | null> {
  const seals: PartSeal[] = []
  const shown = new Set<number>()
  let whole = true
  let last: string | null = null

  for await (const text of store.open(archiveId)) {
    for (const line of linesOf(text)) {
      const contact = contactIn(line)
      if (contact === null || shown.has(contact.id)) {
        // The header and the trailer are lines too; the hashes of the parts cover them.
        if (line.startsWith('{"kind":"contact"')) whole = false
        continue
      }
      shown.add(contact.id)
      await each(contact)
    }
    const bytes = codec.encode(text)
    seals.push({ bytes: bytes.length, sha256: await codec.sha256(bytes) })
    last = text
  }
  if (last === null) return null
  const trailer = v.safeParse(trailerSchema, parseJson(last))
  // The last line may be written meanwhile.
  if (parts !== undefined) {
    return { whole: whole && same(parts, trailer.success ? seals.slice(0, -1) : seals), seal: null }
  }
  if (!trailer.success) return { whole: false, seal: null }
  const own = seals.pop()
  return { whole: whole && same(trailer.output.parts, seals), seal: own?.sha256 ?? null }
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}

function contactIn(text: string): ArchivedContact | null {
  const line = v.safeParse(contactLineSchema, parseJson(text))
  const contact = line.success ? v.safeParse(archivedContactSchema, line.output.contact) : null
  return contact?.success === true ? contact.output : null
}

function same(sealed: readonly PartSeal[], seen: readonly PartSeal[]): boolean {
  return (
    sealed.length === seen.length &&
    sealed.every(({ bytes, sha256 }, at) => {
      const own = seen[at]
      return own?.bytes === bytes && own.sha256 === sha256
    })
  )
}
