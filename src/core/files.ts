/** A file that a person chose: the parts of the browser's `File` that are used here. */
export interface ChosenFile {
  readonly name: string
  readonly size: number
  arrayBuffer(): Promise<ArrayBuffer>
  text(): Promise<string>
}

export interface Files {
  /** Offers the text as a download. The browser may not allow it; the app cannot know whether the file arrived. */
  save(name: string, mediaType: string, parts: readonly string[]): void
  /** As `save`, for bytes. */
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
