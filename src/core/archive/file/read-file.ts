import * as v from 'valibot'
import {
  contactLineSchema,
  FORMAT,
  headerSchema,
  signatureSchema,
  trailerSchema,
  VERSION,
  type ArchiveHeader,
  type ArchiveTrailer,
  type PartSeal,
} from './format.ts'
import { parseJson } from '../../json.ts'
import type { ArchiveCodec } from '../ports.ts'
import { archivedContactSchema, isComplete, type ArchivedContact } from '../archived-contact.ts'

/** Why nothing can be read from a file. */
export type UnreadableReason =
  | { readonly kind: 'empty' }
  /** Not an archive of this app. */
  | { readonly kind: 'not-ours' }
  /** A gzip file so damaged that nothing can be unpacked; it may be an archive of this app or not. */
  | { readonly kind: 'damaged' }
  /** Written by a newer version of the app, in a format that is unknown here. */
  | { readonly kind: 'newer-version'; readonly version: number }
  /** It begins like an archive of this app and ends within its first line. */
  | { readonly kind: 'truncated' }
  /** An archive of this app whose first line is damaged. */
  | { readonly kind: 'damaged-header' }

/** A problem with a file that could still be read. */
export type ArchiveProblem =
  /** The last line is missing or unreadable: there may have been more contacts, and there are no hashes. */
  | { readonly kind: 'truncated' }
  /** Something was changed after it was written: `contactIds` were read but may have been changed. */
  | { readonly kind: 'altered'; readonly contactIds: readonly number[] }
  /**
   * Whole parts are missing, but the end is there: somebody left out some files of an archive in several files.
   * Numbers count from 0, the header's.
   */
  | { readonly kind: 'parts-missing'; readonly numbers: readonly number[] }
  /** Ids mean nothing on another portal. */
  | { readonly kind: 'other-portal'; readonly host: string }
  /** This line was skipped; the rest was read. Lines count from 1. */
  | { readonly kind: 'damaged-line'; readonly line: number }

export type ArchiveReading =
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason }
  | {
      readonly kind: 'read'
      readonly header: ArchiveHeader
      /** In the order of the file, each id once. */
      readonly contacts: readonly ArchivedContact[]
      /** Empty: the file is as it was written, byte for byte. At most one of each kind except `damaged-line`. */
      readonly problems: readonly ArchiveProblem[]
    }

/**
 * Reads an archive file, packed or not. Reads everything that is readable, names everything that is wrong, and accepts
 * only what the schemas allow.
 * @param memberId of the portal that the app runs in.
 * @param mostLines the file is read as if it ended after this many lines.
 */
export async function readArchive(
  file: Uint8Array,
  memberId: string,
  codec: Pick<ArchiveCodec, 'decode' | 'gunzip' | 'sha256' | 'rest'>,
  mostLines: number = MOST_LINES,
): Promise<ArchiveReading> {
  if (file.length === 0) return unreadable({ kind: 'empty' })
  const packed = file[0] === GZIP[0] && file[1] === GZIP[1]
  const { bytes, whole } = packed ? await codec.gunzip(file) : { bytes: file, whole: true }
  if (bytes.length === 0) return unreadable({ kind: whole ? 'empty' : 'damaged' })
  const lines = linesOf(bytes, codec, mostLines)
  const header = readHeader(lines[0])
  if (header.kind === 'unreadable') return header
  const trailer = findTrailer(lines)
  const body = await readContacts(lines.slice(1, trailer?.at), codec)
  const problems: ArchiveProblem[] = [...body.problems]
  if (header.header.portal.memberId !== memberId) {
    problems.push({ kind: 'other-portal', host: header.header.portal.host })
  }
  if (trailer === null || !lines[trailer.at]?.ended) {
    problems.push({ kind: 'truncated' })
  } else {
    const { missing, altered } = await compared(bytes, trailer.trailer, lines, trailer.at, body, codec)
    if (missing.length > 0) problems.push({ kind: 'parts-missing', numbers: missing })
    if (altered !== null || !whole) problems.push({ kind: 'altered', contactIds: altered ?? [] })
  }
  const contacts = body.read.map(({ contact }) => contact)
  return { kind: 'read', header: header.header, contacts, problems }
}

const GZIP = [0x1f, 0x8b]
const LINE_FEED = 10
/** Far more lines than contacts fit into an unpacked file; a file of line feeds alone would fill the memory. */
const MOST_LINES = 1_000_000
/** Bytes of one line; a rich contact has some 10 kB. A longer line is damaged: decoded it could be too long for a text. */
const MOST_IN_LINE = 16 * 1024 * 1024
/** Parts of 200 kB and more; a file's own trailer could name millions, and each is looked for. */
const MOST_PARTS = 10_000

interface Line {
  readonly from: number
  readonly to: number
  readonly text: string
  /** False: the file ends before the line does. */
  readonly ended: boolean
}

function linesOf(bytes: Uint8Array, codec: Pick<ArchiveCodec, 'decode'>, most: number): Line[] {
  const lines: Line[] = []
  for (let from = 0; from < bytes.length && lines.length < most;) {
    const end = bytes.indexOf(LINE_FEED, from)
    const to = end < 0 ? bytes.length : end + 1
    const isUnread = end === from || to - from > MOST_IN_LINE
    const text = isUnread ? '' : codec.decode(bytes.subarray(from, end < 0 ? to : end))
    lines.push({ from, to, text, ended: end >= 0 })
    from = to
  }
  return lines
}

type ReadHeader = { readonly kind: 'header'; readonly header: ArchiveHeader } | Unreadable
type Unreadable = Extract<ArchiveReading, { kind: 'unreadable' }>

function unreadable(reason: UnreadableReason): Unreadable {
  return { kind: 'unreadable', reason }
}

/** How each archive begins; it identifies a file that ends within its header. */
const BEGINNING = `{"format":"${FORMAT}"`

function readHeader(line: Line | undefined): ReadHeader {
  const text = line?.text ?? ''
  const value = parseJson(text)
  const signature = v.safeParse(signatureSchema, value)
  if (!signature.success) {
    if (!text.startsWith(BEGINNING)) return unreadable({ kind: 'not-ours' })
    return unreadable({ kind: line?.ended === true ? 'damaged-header' : 'truncated' })
  }
  const { version } = signature.output
  if (version > VERSION) return unreadable({ kind: 'newer-version', version })
  const parsed = v.safeParse(headerSchema, value)
  return parsed.success ? { kind: 'header', header: parsed.output } : unreadable({ kind: 'damaged-header' })
}

/** The last line that is a trailer; anything after it was not written by this app. */
function findTrailer(
  lines: readonly Line[],
): { readonly at: number; readonly trailer: ArchiveTrailer } | null {
  for (let at = lines.length - 1; at > 0; at--) {
    const text = lines[at]?.text ?? ''
    if (!text.startsWith('{"kind":"trailer"')) continue
    const parsed = v.safeParse(trailerSchema, parseJson(text))
    if (parsed.success) return { at, trailer: parsed.output }
  }
  return null
}

interface Body {
  readonly read: readonly { readonly contact: ArchivedContact; readonly line: Line }[]
  readonly problems: readonly ArchiveProblem[]
}

/** Lines between two rests: some 20 ms. */
const LINES_AT_ONCE = 200

async function readContacts(lines: readonly Line[], codec: Pick<ArchiveCodec, 'rest'>): Promise<Body> {
  const read = new Map<number, Body['read'][number]>()
  const problems: ArchiveProblem[] = []
  for (const [index, line] of lines.entries()) {
    if (index % LINES_AT_ONCE === LINES_AT_ONCE - 1) await codec.rest?.()
    const contact = contactIn(line.text)
    // A line that is cut off by the end of the file is reported as `truncated`.
    if (contact === null && line.ended) problems.push({ kind: 'damaged-line', line: index + 2 })
    if (contact !== null && read.has(contact.id)) problems.push({ kind: 'damaged-line', line: index + 2 })
    else if (contact !== null) read.set(contact.id, { contact, line })
  }
  return { read: [...read.values()], problems }
}

function contactIn(text: string): ArchivedContact | null {
  // A million errors of the parser would take half a minute.
  if (!text.startsWith('{')) return null
  const line = v.safeParse(contactLineSchema, parseJson(text))
  if (!line.success) return null
  const contact = v.safeParse(archivedContactSchema, line.output.contact)
  return contact.success ? contact.output : null
}

interface Check {
  /** The numbers of parts that are missing as a whole. */
  readonly missing: readonly number[]
  /** Contacts that may have been changed; null: everything that is there is as it was written. */
  readonly altered: readonly number[] | null
}

/** How many times the file's own length is hashed at most. */
const MOST_HASHED = 20

/** Compares every byte with the trailer's checksums. */
async function compared(
  bytes: Uint8Array,
  trailer: ArchiveTrailer,
  lines: readonly Line[],
  trailerAt: number,
  body: Body,
  codec: Pick<ArchiveCodec, 'sha256'>,
): Promise<Check> {
  const parts = trailer.parts.slice(0, MOST_PARTS)
  const end = lines[trailerAt]?.from ?? 0
  const lineEnds = new Set(lines.map(({ to }) => to))
  // Each byte is hashed once, and again where parts are missing. A trailer made to have them hashed over and over ends here.
  let hashable = MOST_HASHED * bytes.length
  const isAt = async (from: number, seal: PartSeal | undefined): Promise<boolean> => {
    if (seal === undefined || from + seal.bytes > end || seal.bytes > hashable) return false
    hashable -= seal.bytes
    return (await codec.sha256(bytes.subarray(from, from + seal.bytes))) === seal.sha256
  }
  /** The next part that is intact at `from`. At the end: `parts.length`, all others are missing. Else -1: no part is. */
  const nextAt = async (from: number, after: number): Promise<number> => {
    for (let next = after; next < parts.length; next++)
      // Parts end with a line, so only then is it worth computing the hash.
      if (lineEnds.has(from + (parts[next]?.bytes ?? 0)) && (await isAt(from, parts[next]))) return next
    return from === end ? parts.length : -1
  }
  const altered: number[] = []
  const missing = new Set<number>()
  let isAltered = false
  let from = 0
  for (const [number, seal] of parts.entries()) {
    if (missing.has(number)) continue
    if (!(await isAt(from, seal))) {
      const next = await nextAt(from, number + 1)
      if (next > number) {
        for (let gone = number; gone < next; gone++) missing.add(gone)
        continue
      }
      isAltered = true
      const to = from + seal.bytes
      // A line may cross the end of a part once a byte was added or removed.
      for (const { contact, line } of body.read)
        if (line.from < to && line.to > from) altered.push(contact.id)
    }
    from += seal.bytes
  }
  const beyond = body.read.filter(({ line }) => line.to > from).map(({ contact }) => contact.id)
  const isEnd = from === end && trailerAt === lines.length - 1
  const isWhole = parts.length === trailer.parts.length && !isAltered && isEnd
  if (isWhole && (missing.size > 0 || countsFit(trailer, body)))
    return { missing: [...missing], altered: null }
  return { missing: [...missing], altered: [...new Set([...altered, ...beyond])] }
}

function countsFit(trailer: ArchiveTrailer, { read }: Body): boolean {
  const incomplete = read.filter(({ contact }) => !isComplete(contact)).length
  return trailer.contacts === read.length && trailer.incomplete === incomplete
}
