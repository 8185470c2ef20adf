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

/** Why a file gives nothing. */
export type UnreadableReason =
  | { readonly kind: 'empty' }
  /** No archive of this app, whatever it is. */
  | { readonly kind: 'not-ours' }
  /** It is packed as ours are, and so damaged that nothing can be unpacked: whose it is nobody can tell. */
  | { readonly kind: 'damaged' }
  /** Written by a later app, in a version that is not known here. */
  | { readonly kind: 'newer-version'; readonly version: number }
  /** It begins as one of ours and ends before its first line does. */
  | { readonly kind: 'truncated' }
  /** It is one of ours, and its first line is damaged. */
  | { readonly kind: 'damaged-header' }

/** What is wrong with a file that could be read all the same. */
export type ArchiveProblem =
  /** The end is missing, or is no longer readable: there may have been more contacts, and hashes are not known. */
  | { readonly kind: 'truncated' }
  /** Something was changed after it was written: `contactIds` are those that were read and can no longer be vouched for. */
  | { readonly kind: 'altered'; readonly contactIds: readonly number[] }
  /**
   * Whole parts of the file are not there, while its end is: of an archive in several files somebody left some out.
   * Numbers count from 0, the header's.
   */
  | { readonly kind: 'parts-missing'; readonly numbers: readonly number[] }
  /** Ids mean nothing on another portal. */
  | { readonly kind: 'other-portal'; readonly host: string }
  /** This line was left out; the rest was read. Lines count from 1. */
  | { readonly kind: 'damaged-line'; readonly line: number }

export type ArchiveReading =
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason }
  | {
      readonly kind: 'read'
      readonly header: ArchiveHeader
      /** As they stand in the file, each id once. */
      readonly contacts: readonly ArchivedContact[]
      /** Empty: the file is what was written, byte for byte. At most one of each kind but `damaged-line`. */
      readonly problems: readonly ArchiveProblem[]
    }

/**
 * Reads an archive file, packed or not. Tolerant: everything that can be read is, and everything that is wrong is
 * named. Nothing in it is believed that its schema does not know.
 * @param memberId of the portal that the app runs in.
 * @param mostLines so many are looked at; what lies beyond is as if the file ended there
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
    const { missing, doubtful } = await heldAgainst(bytes, trailer.trailer, lines, trailer.at, body, codec)
    if (missing.length > 0) problems.push({ kind: 'parts-missing', numbers: missing })
    if (doubtful !== null || !whole) problems.push({ kind: 'altered', contactIds: doubtful ?? [] })
  }
  const contacts = body.read.map(({ contact }) => contact)
  return { kind: 'read', header: header.header, contacts, problems }
}

const GZIP = [0x1f, 0x8b]
const LINE_FEED = 10
/** Far more than contacts fit into what is unpacked; a file of line feeds alone would fill the memory. */
const MOST_LINES = 1_000_000

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
    const text = codec.decode(bytes.subarray(from, end < 0 ? to : end))
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

/** How every file of ours begins; of one that ends before its header does this is all that tells it. */
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

/** The last line that is a trailer; what follows it was not written by us. */
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
    // A line that ends with the file is what `truncated` is about.
    if (contact === null && line.ended) problems.push({ kind: 'damaged-line', line: index + 2 })
    if (contact !== null && read.has(contact.id)) problems.push({ kind: 'damaged-line', line: index + 2 })
    else if (contact !== null) read.set(contact.id, { contact, line })
  }
  return { read: [...read.values()], problems }
}

function contactIn(text: string): ArchivedContact | null {
  const line = v.safeParse(contactLineSchema, parseJson(text))
  if (!line.success) return null
  const contact = v.safeParse(archivedContactSchema, line.output.contact)
  return contact.success ? contact.output : null
}

interface Check {
  /** Parts that are not there, each as a whole. */
  readonly missing: readonly number[]
  /** Null: all that is there is as it was written; else the contacts that are not vouched for. */
  readonly doubtful: readonly number[] | null
}

/** Holds every byte against the trailer. */
async function heldAgainst(
  bytes: Uint8Array,
  trailer: ArchiveTrailer,
  lines: readonly Line[],
  trailerAt: number,
  body: Body,
  codec: Pick<ArchiveCodec, 'sha256'>,
): Promise<Check> {
  const { parts } = trailer
  const end = lines[trailerAt]?.from ?? 0
  const lineEnds = new Set(lines.map(({ to }) => to))
  const isAt = async (from: number, seal: PartSeal | undefined): Promise<boolean> => {
    if (seal === undefined || from + seal.bytes > end) return false
    return (await codec.sha256(bytes.subarray(from, from + seal.bytes))) === seal.sha256
  }
  /** The next part that lies whole at a place; without one all that follow are missing if nothing lies there. */
  const nextAt = async (from: number, after: number): Promise<number> => {
    for (let next = after; next < parts.length; next++)
      // A part ends with a line: nothing else is worth its hash.
      if (lineEnds.has(from + (parts[next]?.bytes ?? 0)) && (await isAt(from, parts[next]))) return next
    return from === end ? parts.length : -1
  }
  const doubtful: number[] = []
  const missing: number[] = []
  let altered = false
  let from = 0
  for (const [number, seal] of parts.entries()) {
    if (missing.includes(number)) continue
    if (!(await isAt(from, seal))) {
      const next = await nextAt(from, number + 1)
      if (next > number) {
        for (let gone = number; gone < next; gone++) missing.push(gone)
        continue
      }
      altered = true
      const to = from + seal.bytes
      // A line may lie across the ends of parts once a byte was put in or taken out.
      for (const { contact, line } of body.read)
        if (line.from < to && line.to > from) doubtful.push(contact.id)
    }
    from += seal.bytes
  }
  const beyond = body.read.filter(({ line }) => line.to > from).map(({ contact }) => contact.id)
  const isEnd = from === end && trailerAt === lines.length - 1
  if (!altered && isEnd && (missing.length > 0 || countsFit(trailer, body)))
    return { missing, doubtful: null }
  return { missing, doubtful: [...new Set([...doubtful, ...beyond])] }
}

function countsFit(trailer: ArchiveTrailer, { read }: Body): boolean {
  const incomplete = read.filter(({ contact }) => !isComplete(contact)).length
  return trailer.contacts === read.length && trailer.incomplete === incomplete
}
