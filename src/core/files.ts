/** A file that a person chose: what the browser's `File` has of use here. */
export interface ChosenFile {
  readonly name: string
  readonly size: number
  arrayBuffer(): Promise<ArrayBuffer>
  text(): Promise<string>
}

export interface Files {
  /** Offers the text as a download. A frame may not be allowed to: nobody can tell whether it came. */
  save(name: string, mediaType: string, parts: readonly string[]): void
  /** As `save`, of bytes. */
  saveBytes(name: string, mediaType: string, bytes: Uint8Array): void
  /** All of a file, e.g. an archive. Rejects with FileUnreadable: `too-large`, `gone`. */
  readBytes(file: ChosenFile): Promise<Uint8Array>
}

/** Why a chosen file could not be read. `gone`: it was changed or removed since it was chosen. */
export type FileProblem = 'too-large' | 'gone'

/** A chosen file could not be read. */
export class FileUnreadable extends Error {
  override readonly name = 'FileUnreadable'
  readonly reason: FileProblem

  constructor(reason: FileProblem) {
    super(`file: ${reason}`)
    this.reason = reason
  }
}
