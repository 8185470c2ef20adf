import * as v from 'valibot'
import { contactLineSchema, trailerSchema, type PartSeal } from '../archive/file/format.ts'
import type { ArchiveCodec, ArchiveStore } from '../archive/ports.ts'
import { archivedContactSchema, type ArchivedContact } from '../archive/archived-contact.ts'
import { PortalFailure } from '../failure.ts'
import { parseJson } from '../json.ts'

/** Archives as evidence needs them: contact by contact, since one of 200,000 fits into no memory. */
export interface ArchiveSource {
  /**
   * Shows each contact, again where the copy that was read first turns out to be damaged; the next one waits for the
   * promise. Null: it is nowhere any more. Rejects with PortalFailure where that cannot be said.
   */
  read(archiveId: string, each: (contact: ArchivedContact) => Promise<void>): Promise<Witnessed | null>
  /** Where archives are kept now, by their ids. Rejects with PortalFailure where a store could not be asked. */
  kept(): Promise<ReadonlyMap<string, readonly KeptPlace[]>>
}

export interface Witnessed {
  /** True: every line could be read, and every part is what its seal says. */
  readonly whole: boolean
  /** SHA-256 of the last line; null: the archive was not closed. */
  readonly seal: string | null
}

export interface KeptPlace {
  readonly place: ArchiveStore['place']
  /** Unix ms after which it is taken away; null: never. */
  readonly until: number | null
}

/** @param stores the nearest first: it is read from the first one that has it whole. Null: there is none of that kind. */
export function archiveSource(
  stores: readonly (() => Promise<ArchiveStore | null>)[],
  codec: Pick<ArchiveCodec, 'encode' | 'sha256'>,
): ArchiveSource {
  return {
    async read(archiveId, each) {
      let best: Witnessed | null = null
      let trouble: PortalFailure | null = null
      for (const open of stores) {
        try {
          const store = await open()
          const seen = store === null ? null : await readFrom(store, archiveId, each, codec)
          if (seen?.whole === true) return seen
          best ??= seen
        } catch (thrown) {
          if (!(thrown instanceof PortalFailure)) throw thrown
          trouble ??= thrown
        }
      }
      if (best === null && trouble !== null) throw trouble
      return best
    },

    async kept() {
      const places = new Map<string, KeptPlace[]>()
      const lists = await Promise.all(
        stores.map(async (open) => {
          const store = await open()
          return store === null ? [] : (await store.list()).map((one) => ({ ...one, place: store.place }))
        }),
      )
      for (const { archiveId, place, until } of lists.flat())
        places.set(archiveId, [...(places.get(archiveId) ?? []), { place, until }])
      return places
    },
  }
}

async function readFrom(
  store: ArchiveStore,
  archiveId: string,
  each: (contact: ArchivedContact) => Promise<void>,
  codec: Pick<ArchiveCodec, 'encode' | 'sha256'>,
): Promise<Witnessed | null> {
  const seals: PartSeal[] = []
  const shown = new Set<number>()
  let whole = true
  let last: string | null = null

  for await (const text of store.open(archiveId)) {
    for (const line of linesOf(text)) {
      const contact = contactIn(line)
      if (contact === null || shown.has(contact.id)) {
        // The header and the trailer are lines, too: whether they are right their parts' hashes say.
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

function same(told: readonly PartSeal[], seen: readonly PartSeal[]): boolean {
  return (
    told.length === seen.length &&
    told.every(({ bytes, sha256 }, at) => {
      const own = seen[at]
      return own?.bytes === bytes && own.sha256 === sha256
    })
  )
}
