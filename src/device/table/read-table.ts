import type { ChosenFile } from '#core/files.ts'
import { TableUnreadable, type FileContent } from '#core/list/table.ts'
import { decodeText } from './decode.ts'
import { readBook } from './read-book.ts'

/** Bytes. A list of a million IDs has 8 MB. */
export const LARGEST_FILE = 20 * 1024 * 1024

const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** A compound file: an old workbook, or an encrypted one of any kind. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/**
 * Reads a text file or a spreadsheet (.xlsx, .xls, .ods, HTML). Its first bytes decide what it is, not its name. The
 * spreadsheet reader is loaded with the first spreadsheet. Rejects with TableUnreadable.
 */
export async function readTable(file: ChosenFile): Promise<FileContent> {
  if (file.size > LARGEST_FILE) throw new TableUnreadable('too-large')
  const bytes = await bytesOf(file)
  if (startsWith(bytes, ZIP) || startsWith(bytes, COMPOUND)) {
    return readBook({ kind: 'bytes', bytes, name: file.name })
  }
  const text = decodeText(bytes)
  if (text === null || text.trim() === '') throw new TableUnreadable('not-a-table')
  return isMarkup(text) ? readBook({ kind: 'markup', text }) : { kind: 'text', text }
}

/** An HTML table or Excel's XML of 2003, whatever its name: many programs export these and call them .xls. */
function isMarkup(text: string): boolean {
  return (
    /^\ufeff?\s*<(?:html|table|!doctype|\?xml|meta|head|body|workbook)\b/iu.test(text) ||
    // An address in brackets, as in a list of e-mails, is no tag.
    (/^\ufeff?\s*<(?:[a-z]+[\s>]|!--)/iu.test(text) && /<(?:table|tr)\b/iu.test(text))
  )
}

async function bytesOf(file: ChosenFile): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch {
    // The file was changed or removed after it was chosen.
    throw new TableUnreadable('not-a-table')
  }
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte)
}
