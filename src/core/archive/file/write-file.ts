import * as v from 'valibot'
import {
  FORMAT,
  headerSchema,
  VERSION,
  type ArchiveHeader,
  type ArchiveTrailer,
  type PartSeal,
} from './format.ts'
import { joined } from './join-parts.ts'
import type { ArchiveCodec } from '../ports.ts'
import { archivedContactSchema, isComplete, type ArchivedContact } from '../archived-contact.ts'

/** One part of the file: one or more whole lines. */
export interface ArchivePart {
  /** From 0, the header; the last part is the trailer. */
  readonly number: number
  readonly text: string
  /** The contacts whose lines are in it. */
  readonly contactIds: readonly number[]
}

/** A part ends with the contact that makes it this long, in characters, so that a store can take it in one piece. */
const PART_LENGTH = 200_000

/**
 * Writes an archive part by part, in order; each is to be stored as it is. Throws for a contact that is malformed or
 * comes twice, since a mistake in an archive would be noticed too late.
 */
export async function* writeArchive(
  about: Omit<ArchiveHeader, 'format' | 'version'>,
  contacts: Iterable<ArchivedContact> | AsyncIterable<ArchivedContact>,
  codec: Pick<ArchiveCodec, 'encode' | 'sha256'>,
): AsyncGenerator<ArchivePart, void> {
  const seals: PartSeal[] = []
  const written = new Set<number>()
  let incomplete = 0
  let lines: string[] = []
  let length = 0
  let ids: number[] = []

  async function part(text: string, contactIds: readonly number[]): Promise<ArchivePart> {
    seals.push(await sealOf(text, codec))
    return { number: seals.length - 1, text, contactIds }
  }

  yield part(headerText(about), [])
  for await (const contact of contacts) {
    const { id } = contact
    if (written.has(id)) throw new Error(`archive: contact ${id} comes twice`)
    written.add(id)
    if (!isComplete(contact)) incomplete++
    const line = contactText(contact)
    lines.push(line)
    ids.push(id)
    length += line.length
    if (length >= PART_LENGTH) {
      yield part(lines.join(''), ids)
      lines = []
      ids = []
      length = 0
    }
  }
  if (lines.length > 0) yield part(lines.join(''), ids)
  const text = trailerText({ contacts: written.size, incomplete, parts: seals })
  yield { number: seals.length, text, contactIds: [] }
}

/** The first part: one line. */
export function headerText(about: Omit<ArchiveHeader, 'format' | 'version'>): string {
  return lineOf(v.parse(headerSchema, { format: FORMAT, version: VERSION, ...about }))
}

/** A contact's line. Throws if the contact is malformed. */
export function contactText(contact: ArchivedContact): string {
  const { id } = contact
  if (!v.is(archivedContactSchema, contact)) throw new Error(`archive: contact ${id} is malformed`)
  return lineOf({ kind: 'contact', contact })
}

/** The last part: one line with the checksums of all others. */
export function trailerText(sealed: Omit<ArchiveTrailer, 'kind'>): string {
  const { contacts, incomplete, parts } = sealed
  return lineOf({ kind: 'trailer', contacts, incomplete, parts })
}

/** The trailer's entry for a part. */
export async function sealOf(
  text: string,
  codec: Pick<ArchiveCodec, 'encode' | 'sha256'>,
): Promise<PartSeal> {
  const bytes = codec.encode(text)
  return { bytes: bytes.length, sha256: await codec.sha256(bytes) }
}

/** The file to be downloaded, from the parts of `writeArchive` or of a store. */
export async function packArchive(
  parts: Iterable<string> | AsyncIterable<string>,
  codec: Pick<ArchiveCodec, 'encode' | 'gzip'>,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const text of parts) pieces.push(codec.encode(text))
  return codec.gzip(joined(pieces))
}

/** JSON contains no line feeds: those in texts are escaped. */
function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`
}
