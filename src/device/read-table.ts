import { decodeText } from './decode.ts'
import { type ChosenFile, FileUnreadable } from '#core/files.ts'

/** Bytes. A list of a million ids has 8 MB. */
export const LARGEST_FILE = 20 * 1024 * 1024
/** A small XLSX may unpack to anything. Bytes. */
const LARGEST_UNPACKED = 200 * 1024 * 1024

export type Rows = readonly (readonly string[])[]

/**
 * The cells of a CSV, TXT or XLSX file (its first sheet). What it is shows in its first bytes, whatever its name says.
 * The parsers are loaded when the first file is chosen. Rejects with FileUnreadable.
 */
export async function readTable(file: ChosenFile): Promise<Rows> {
  if (file.size > LARGEST_FILE) throw new FileUnreadable('too-large')
  const bytes = await bytesOf(file)
  const rows = isZip(bytes) ? await readXlsx(bytes) : await readText(bytes)
  if (!rows.some((row) => row.some((cell) => cell.trim() !== ''))) throw new FileUnreadable('not-a-table')
  return rows
}

async function bytesOf(file: ChosenFile): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch {
    // Changed or removed since it was chosen.
    throw new FileUnreadable('not-a-table')
  }
}

function isZip(bytes: Uint8Array): boolean {
  return [0x50, 0x4b, 0x03, 0x04].every((byte, at) => bytes[at] === byte)
}

async function readText(bytes: Uint8Array): Promise<Rows> {
  const text = decodeText(bytes)
  if (text === null) throw new FileUnreadable('not-a-table')
  const { default: papa } = await import('papaparse')
  // Excel's own first line, `sep=;`, is no row of the table.
  const told = /^sep=([^\r\n])\r?\n/iu.exec(text)
  const table = told === null ? text : text.slice(told[0].length)
  const read = (quoteChar: string) => {
    // Empty lines, such as what follows the last line break, count as rows of one cell when the delimiter is guessed:
    // a short table of two columns is then taken for a list. So it is guessed without them, and read with them.
    const guess = () => papa.parse(table, { preview: 10, skipEmptyLines: true, quoteChar }).meta.delimiter
    return papa.parse<string[]>(table, { delimiter: told?.[1] ?? guess(), quoteChar })
  }
  const parsed = read('"')
  // A quote that never ends would swallow the rest of the table: then it is a character like any other.
  const stray = parsed.errors.some(({ type }) => type === 'Quotes')
  return (stray ? read('\0') : parsed).data
}

async function readXlsx(bytes: Uint8Array<ArrayBuffer>): Promise<Rows> {
  const [{ readSheet }, { unzipSync, zipSync }] = await Promise.all([
    import('read-excel-file/universal'),
    import('fflate'),
  ])
  try {
    let unpacked = 0
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        const isRead = name.endsWith('.xml') || name.endsWith('.rels')
        if (isRead) unpacked += originalSize
        if (unpacked > LARGEST_UNPACKED) throw new FileUnreadable('too-large')
        return isRead
      },
    })
    // What is packed the reader unpacks in workers from blob: URLs, for which it waits for ever where the page's policy
    // forbids them: so it is given the parts as they are.
    const plain = zipSync(parts, { level: 0 })
    const rows: readonly (readonly unknown[])[] = await readSheet(Uint8Array.from(plain).buffer, 1)
    return rows.map((row) => row.map(textOf))
  } catch (error) {
    if (error instanceof FileUnreadable) throw error
    // A ZIP of something else, or a damaged one.
    throw new FileUnreadable('not-a-table')
  }
}

function textOf(cell: unknown): string {
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell)
  return cell instanceof Date ? cell.toISOString() : ''
}
