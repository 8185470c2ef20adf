import { read, type CellObject, type ParsingOptions, type WorkBook, type WorkSheet } from '@e965/xlsx'
import { strFromU8, unzipSync, zipSync, type Unzipped } from 'fflate'
import { isBlank, TableUnreadable, type FileContent, type Row, type Sheet } from '#core/list/table.ts'
import type { BookAnswer, BookQuestion } from './book-protocol.ts'

/** Bytes. A small XLSX may unpack to any size. */
const LARGEST_UNPACKED = 200 * 1024 * 1024

const HOW: ParsingOptions = {
  dense: true,
  // Dates must not become numbers, which would look like IDs.
  cellDates: true,
  // Needed to know which rows are hidden.
  cellStyles: true,
  // Keeps texts as they are: "1,205" must not become a number.
  raw: true,
  cellHTML: false,
  cellText: false,
}

/** Like `readWorkbook` or `readMarkup`, but the answer holds the reason if nothing could be read. */
export function answerBook(question: BookQuestion): BookAnswer {
  try {
    return question.kind === 'markup'
      ? readMarkup(question.text)
      : readWorkbook(question.bytes, question.name)
  } catch (error) {
    return { kind: 'unreadable', reason: error instanceof TableUnreadable ? error.reason : 'not-a-table' }
  }
}

/**
 * The visible sheets of an .xlsx, .xlsb, .ods or .xls file. Throws TableUnreadable.
 * @param name a compound file named .xlsx is an encrypted one.
 */
function readWorkbook(bytes: Uint8Array, name: string): Workbook {
  if (isZip(bytes)) {
    let hides = false
    const content = sheetsOf(() => {
      const parts = partsOf(bytes)
      hides = hidesInOpenDocument(strFromU8(parts['content.xml'] ?? new Uint8Array()))
      // Packed again without compression, because the reader accepts nothing else.
      return read(zipSync(parts, { level: 0 }), { ...HOW, type: 'array' })
    })
    return { ...content, hidesMore: hides }
  }
  const mayBeEncrypted = /\.(?:xlsx|xlsm|xlsb|ods)$/iu.test(name) || includes(bytes, ENCRYPTED)
  return sheetsOf(() => read(bytes, { ...HOW, type: 'array' }), mayBeEncrypted)
}

/** The tables of an HTML page, or the sheets of Excel's XML of 2003. Throws TableUnreadable. */
function readMarkup(text: string): Workbook {
  return { ...sheetsOf(() => read(text, { ...HOW, type: 'string' })), hidesMore: hidesInOpenDocument(text) }
}

type Workbook = Extract<FileContent, { kind: 'workbook' }>

/** Needed because the reader finds hidden parts in Excel's files, but not in OpenDocument files. */
function hidesInOpenDocument(content: string): boolean {
  return /table:visibility="(?:collapse|filter)"|table:display="false"/u.test(content)
}

function sheetsOf(readBook: () => WorkBook, mayBeEncrypted = false): Workbook {
  let book: WorkBook
  try {
    book = readBook()
  } catch (error) {
    if (error instanceof TableUnreadable) throw error
    const isEncrypted = mayBeEncrypted || /password|encrypt/iu.test(String(error))
    // Otherwise it is another kind of file, or a damaged one.
    throw new TableUnreadable(isEncrypted ? 'password' : 'not-a-table')
  }
  const used = book.SheetNames.flatMap((name, at) => {
    const sheet = sheetOf(name, book.Sheets[name])
    const isHidden = (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0
    return sheet === null ? [] : [{ sheet, isHidden }]
  })
  const visible = used.filter(({ isHidden }) => !isHidden).map(({ sheet }) => sheet)
  if (visible.length === 0) throw new TableUnreadable('not-a-table')
  return { kind: 'workbook', sheets: visible, hiddenSheets: used.length - visible.length, hidesMore: false }
}

/** Null: the sheet is empty. */
function sheetOf(name: string, sheet: WorkSheet | undefined): Sheet | null {
  // Empty rows and cells may be absent, which the package's types do not show.
  const data: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet?.['!data'] ?? []
  const properties: readonly ({ hidden?: boolean } | undefined)[] = sheet?.['!rows'] ?? []
  const rows: Row[] = Array.from(data, (cells) => Array.from(cells ?? [], textOf))
  if (rows.every(isBlank)) return null
  const hiddenRows = new Set(
    Array.from(properties, (row) => row?.hidden === true).flatMap((is, at) => (is ? [at] : [])),
  )
  return { name, rows, hiddenRows }
}

function textOf(cell: CellObject | undefined): string {
  if (cell === undefined) return ''
  // A formula without a stored result is kept as text, so that it counts as unreadable.
  if (cell.v === undefined) return cell.f === undefined ? '' : `=${cell.f}`
  if (cell.v instanceof Date) return cell.v.toISOString()
  return cell.t === 'e' ? (cell.w ?? '#ERROR') : String(cell.v)
}

/** Unpacks the parts that the reader needs, after checking their size. */
function partsOf(bytes: Uint8Array): Unzipped {
  let size = 0
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      const isNeeded = /\.(?:xml|rels|bin)$|^mimetype$/iu.test(name)
      if (isNeeded) size += originalSize
      if (size > LARGEST_UNPACKED) throw new TableUnreadable('too-large')
      return isNeeded
    },
  })
  const manifest = parts['META-INF/manifest.xml']
  if (manifest !== undefined && strFromU8(manifest).includes('encryption-data'))
    throw new TableUnreadable('password')
  return parts
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50
}

/** "EncryptedPackage", spelled as in a compound file. */
const ENCRYPTED = Array.from('EncryptedPackage', (letter) => [letter.charCodeAt(0), 0]).flat()

function includes(bytes: Uint8Array, part: readonly number[]): boolean {
  const [first = 0] = part
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (part.every((byte, step) => bytes[at + step] === byte)) return true
  }
  return false
}
